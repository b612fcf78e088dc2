"""Risk and safety of one young person: what holds now, the safety plan, concerns, and what was before."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_all
from trailblazer.access.roles import Permission
from trailblazer.care.unsent import Kept, add_form, restored
from trailblazer.domain import codes
from trailblazer.domain.risk import DSL, Look
from trailblazer.safeguarding import actions, forms
from trailblazer.safeguarding.models import Concern, RiskAssessment, SafetyPlan
from trailblazer.safeguarding.reading import page_of, route_of
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import opened, shown
from trailblazer.young_people.views.road import Page, answer
from trailblazer.young_people.who_sees import readers_of_safety

PLAN_WORDS = {
    "warning_signs": "How I know that it is getting bad",
    "what_i_can_do": "What I can do by myself",
    "people_and_places": "People and places that take my mind off it",
    "who_to_ask": "Who I ask for help",
    "making_it_safe": "How we make it safer",
}


RISK, PLAN = "risk", "safety_plan"
KEPT_FORM = "safeguarding/kept_form.jinja"
add_form(RISK, Kept(YoungPerson, "safeguarding:assess", lambda person: f"Risk of {person.name}"))
add_form(PLAN, Kept(YoungPerson, "safeguarding:safety_plan", lambda person: f"Safety plan of {person.name}"))


def words_of(code_list: str, found: list[str]) -> list[str]:
    known = codes.load(code_list)
    return [known.words(code) for code in found if code in known]


def page_about(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, page_of(person), "Risk and safety", done, lede)


@page_for(Permission.SEE_SAFEGUARDING)
def risk(request: Asked, young_person: str) -> HttpResponse:
    record = opened(request, young_person)
    person, member = record.person, request.member
    assessments = list(visible(RiskAssessment, member).filter(young_person=person).select_related("by__user"))
    concerns = list(
        visible(Concern, member)
        .filter(young_person=person)
        .select_related("by__user")
        .prefetch_related("told__by__user", "decided_anew__by__user")
    )
    looked_at_all([*assessments[:1], *concerns], by=member, where="risk and concerns read")
    plan = visible(SafetyPlan, member).filter(young_person=person, ended_on=None).first()
    newest = assessments[0] if assessments else None
    more = {
        "newest": newest,
        "look": Look(newest.review_on if newest else None, request.today),
        "about": words_of("risks", newest.risks) if newest else [],
        "earlier": assessments[1:],
        "plan": plan,
        "plan_parts": [(words, getattr(plan, name)) for name, words in PLAN_WORDS.items()] if plan else [],
        "agreed_with": words_of("who_agreed", plan.agreed_with) if plan else [],
        "concerns": [
            {
                "concern": one,
                "kinds": words_of("concerns", one.kinds),
                "told": list(one.told.all()),
                "decisions": one.decisions,
            }
            for one in concerns
        ],
        "whom": codes.load("told_whom"),
        "how": codes.load("told_how"),
        "lead_told": max(
            (told.told_at for one in concerns for told in one.told.all() if told.whom == DSL), default=None
        ),
        "route": route_of(person),
        "readers": readers_of_safety(person),
        "may_record": member.may(Permission.RECORD_SAFEGUARDING),
    }
    return render(request, "safeguarding/risk.jinja", shown(request, record, "safeguarding:risk", **more))


@page_for(Permission.RECORD_SAFEGUARDING)
def assess(request: Asked, young_person: str) -> HttpResponse:
    person = find(YoungPerson, young_person, by=request.member)
    kept = restored(RISK, person.ref, request.member)
    form = forms.RiskForm(request.POST or None, today=request.today, initial=kept.initial(forms.RiskForm))

    def act(**values: Any) -> RiskAssessment:
        return actions.assess_risk(person, by=request.member, **values)

    lede = "Nothing is filled in from before: look afresh. What was written before stays."
    page = page_about(person, "Risk today", "Save", "Saved. The flag says it on every page", lede)
    more: dict[str, Any] = {"person": person, "kept": kept, "unsent_name": RISK}
    return answer(request, form, act, page, template=KEPT_FORM, **more)


@page_for(Permission.RECORD_SAFEGUARDING)
def safety_plan(request: Asked, young_person: str) -> HttpResponse:
    """Makes the plan, or changes the one there is."""
    person = find(YoungPerson, young_person, by=request.member)
    plan = visible(SafetyPlan, request.member).filter(young_person=person, ended_on=None).first()
    names = (*PLAN_WORDS, "agreed_with", "agreed_on", "review_on")
    kept = restored(PLAN, person.ref, request.member)
    saved = {name: getattr(plan, name) for name in names} if plan else {}
    form = forms.SafetyPlanForm(
        request.POST or None, record=plan, initial=saved | kept.initial(forms.SafetyPlanForm)
    )

    def act(**values: Any) -> SafetyPlan:
        if plan is not None:
            return actions.change_safety_plan(plan, by=request.member, **values)
        return actions.make_safety_plan(person, by=request.member, **values)

    lede = f"Write it with {person.called}, in their words. They may have a copy."
    title = "Change the safety plan" if plan else "Make a safety plan"
    page = page_about(person, title, "Save", "Safety plan saved", lede)
    more: dict[str, Any] = {"person": person, "kept": kept, "unsent_name": PLAN}
    return answer(request, form, act, page, template=KEPT_FORM, **more)


@page_for(Permission.SEE_SAFEGUARDING)
def print_plan(request: Asked, young_person: str) -> HttpResponse:
    """The plan as the young person keeps it: without anything about risk, and without an address."""
    person = find(YoungPerson, young_person, by=request.member)
    plan = visible(SafetyPlan, request.member).filter(young_person=person, ended_on=None).first()
    parts = [(words, getattr(plan, name)) for name, words in PLAN_WORDS.items()] if plan else []
    context = {"person": person, "plan": plan, "parts": parts, "back_to": page_of(person)}
    return render(request, "safeguarding/plan_to_keep.jinja", context)
