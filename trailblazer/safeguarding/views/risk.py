"""Risk and safety of one young person: what holds now, the safety plan, concerns, and what was before."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.care.views.terms import school_or_404
from trailblazer.domain import codes
from trailblazer.domain.risk import Look
from trailblazer.places.models import School
from trailblazer.safeguarding import actions, forms
from trailblazer.safeguarding.models import Concern, RiskAssessment, SafetyPlan, SchoolRoute, Told
from trailblazer.safeguarding.reading import page_of, route_of
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import opened, shown
from trailblazer.young_people.views.road import Asked, Page, answer

PLAN_WORDS = {
    "warning_signs": "How I know that it is getting bad",
    "what_i_can_do": "What I can do by myself",
    "people_and_places": "People and places that take my mind off it",
    "who_to_ask": "Who I ask for help",
    "making_it_safe": "How we make it safer",
}


def words_of(code_list: str, found: list[str]) -> list[str]:
    known = codes.load(code_list)
    return [known.words(code) for code in found if code in known]


def _page(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
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
        .prefetch_related("told__by__user")
    )
    looked_at_list([*assessments[:1], *concerns], by=member, where="risk and concerns read")
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
            {"concern": one, "kinds": words_of("concerns", one.kinds), "told": list(one.told.all())}
            for one in concerns
        ],
        "whom": codes.load("told_whom"),
        "how": codes.load("told_how"),
        "route": route_of(person),
        "may_record": member.may(Permission.RECORD_SAFEGUARDING),
    }
    return render(request, "safeguarding/risk.jinja", shown(request, record, "safeguarding:risk", **more))


@page_for(Permission.RECORD_SAFEGUARDING)
def assess(request: Asked, young_person: str) -> HttpResponse:
    person = find(YoungPerson, young_person, by=request.member)
    form = forms.RiskForm(request.POST or None, today=request.today)

    def act(**values: Any) -> RiskAssessment:
        return actions.assess_risk(person, by=request.member, **values)

    lede = "Nothing is filled in from before: look afresh. What was written before stays."
    page = _page(person, "Risk today", "Save", "Saved. The flag says it on every page", lede)
    return answer(request, form, act, page, person=person)


@page_for(Permission.RECORD_SAFEGUARDING)
def safety_plan(request: Asked, young_person: str) -> HttpResponse:
    """Makes the plan, or changes the one there is."""
    person = find(YoungPerson, young_person, by=request.member)
    plan = visible(SafetyPlan, request.member).filter(young_person=person, ended_on=None).first()
    names = (*PLAN_WORDS, "agreed_with", "agreed_on", "review_on")
    form = forms.SafetyPlanForm(
        request.POST or None,
        record=plan,
        initial={name: getattr(plan, name) for name in names} if plan else {},
    )

    def act(**values: Any) -> SafetyPlan:
        if plan is not None:
            return actions.change_safety_plan(plan, by=request.member, **values)
        return actions.make_safety_plan(person, by=request.member, **values)

    lede = f"Write it with {person.called}, in their words. They may have a copy."
    title = "Change the safety plan" if plan else "Make a safety plan"
    return answer(request, form, act, _page(person, title, "Save", "Safety plan saved", lede), person=person)


@page_for(Permission.SEE_SAFEGUARDING)
def print_plan(request: Asked, young_person: str) -> HttpResponse:
    """The plan as the young person keeps it: without anything about risk, and without an address."""
    person = find(YoungPerson, young_person, by=request.member)
    plan = visible(SafetyPlan, request.member).filter(young_person=person, ended_on=None).first()
    parts = [(words, getattr(plan, name)) for name, words in PLAN_WORDS.items()] if plan else []
    context = {"person": person, "plan": plan, "parts": parts, "back_to": page_of(person)}
    return render(request, "safeguarding/plan_to_keep.jinja", context)


@page_for(Permission.RECORD_SAFEGUARDING)
def concern(request: Asked, young_person: str) -> HttpResponse:
    person = find(YoungPerson, young_person, by=request.member)
    route = route_of(person)
    has_route = route is not None and bool(route.lead_email)
    form = forms.ConcernForm(request.POST or None, today=request.today, has_route=has_route)

    def act(**values: Any) -> Concern:
        return actions.record_concern(person, by=request.member, **values)

    lede = "If a child is in danger now, ring 999 first. Quiet mode never holds a concern back."
    done = "Recorded. Tell whom you decided to tell, and note the receipt"
    page = _page(person, "Record a concern", "Record the concern", done, lede)
    return answer(
        request, form, act, page, template="safeguarding/concern_form.jinja", person=person, route=route
    )


@page_for(Permission.RECORD_SAFEGUARDING)
def tell(request: Asked, concern: str) -> HttpResponse:
    found = find(Concern, concern, by=request.member)
    form = forms.TellForm(request.POST or None, today=request.today)

    def act(**values: Any) -> Told:
        return actions.tell(found, by=request.member, **values)

    page = _page(found.young_person, "Whom it was told", "Save", "Noted")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_SAFEGUARDING)
def receipt(request: Asked, told: str) -> HttpResponse:
    found = find(Told, told, by=request.member)
    form = forms.ReceiptForm(request.POST or None)

    def act(**values: Any) -> Told:
        return actions.note_receipt(found, by=request.member, **values)

    page = _page(found.young_person, "They confirmed that they have it", "Save", "Receipt noted")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_SAFEGUARDING)
def close(request: Asked, concern: str) -> HttpResponse:
    found = find(Concern, concern, by=request.member)
    form = forms.CloseConcern(request.POST or None)

    def act(**values: Any) -> Concern:
        return actions.close_concern(found, by=request.member, **values)

    page = _page(found.young_person, "Close the concern", "Close", "Closed. It stays on the record")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.PLAN_VISITS)
def route(request: Asked, urn: int) -> HttpResponse:
    """Whom a concern reaches at a school."""
    school: School = school_or_404(urn)
    kept = visible(SchoolRoute, request.member).filter(school=school).first()
    names = ("lead_name", "lead_telephone", "lead_email", "deputy", "how")
    form = forms.RouteForm(
        request.POST or None,
        record=kept,
        initial={name: getattr(kept, name) for name in names} if kept else {},
    )

    def act(**values: Any) -> SchoolRoute:
        return actions.keep_route(kept or SchoolRoute(school=school), by=request.member, **values)

    page = Page(
        title="Whom a concern reaches",
        button="Save",
        back=reverse("places:school", args=[school.urn]),
        back_words=school.name,
        done="Saved, and checked today",
        lede=f"{school.name}. The designated safeguarding lead is often not the senior mental health lead.",
    )
    return answer(request, form, act, page)
