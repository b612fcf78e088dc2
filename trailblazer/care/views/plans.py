"""Plan and sessions of one young person: the plan and who does what, goals, courses and what happened in them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care import caseloads
from trailblazer.care.actions import plans as actions
from trailblazer.care.endings import SUMMARIES
from trailblazer.care.forms.plans import IN_PARTS, AgreeForm, PartForm, PlanForm
from trailblazer.care.goals import so_far
from trailblazer.care.models import FIVE_AREAS, Assessment, Contact, Course, Ending, Goal, Plan, PlanPart
from trailblazer.care.plan_versions import versions_of
from trailblazer.domain import codes
from trailblazer.referrals.models import Referral
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import opened, shown
from trailblazer.young_people.views.road import Page, answer

SHOWN = 60  # contacts on the page; the others stand in the timeline
CHANGED = (
    "problem_statement",
    *FIVE_AREAS,
    "what_we_will_do",
    "adjustments",
    "adjustment_words",
    "in_plain_words",
    "review_on",
)


TOLD = {
    "for_young_person": "The young person",
    "for_carer": "Parents or carers",
    "for_school": "School",
    "for_gp": "GP",
}


def page_of(person: YoungPerson) -> str:
    return reverse("care:plan", args=[person.ref])


def _page(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, page_of(person), "Plan and sessions", done, lede)


def words_of(code_list: str, found: list[str]) -> list[str]:
    known = codes.load(code_list)
    return [known.words(code) for code in found if code in known]


def latest_referral(person: YoungPerson, member: Membership) -> Referral | None:
    """The request that help is given under: the newest that was accepted or has a course."""
    found = visible(Referral, member).filter(young_person=person)
    with_help = found.filter(courses__isnull=False).order_by("-received_on", "-pk").first()
    return with_help or found.filter(state=Referral.State.ACCEPTED).order_by("-received_on", "-pk").first()


def plan_of(referral: Referral | None, member: Membership) -> Plan | None:
    if referral is None:
        return None
    return visible(Plan, member).filter(referral=referral).select_related("lead_worker__user").first()


@page_for(Permission.SEE_CARE)
def plan(request: Asked, young_person: str) -> HttpResponse:
    record = opened(request, young_person)
    person, member = record.person, request.member
    referral = latest_referral(person, member)
    found = plan_of(referral, member)
    courses = visible(Course, member).filter(young_person=person)
    contacts = (
        visible(Contact, member)
        .filter(young_person=person, is_in_error=False)
        .select_related("lead__user", "school")
        .order_by("-starts_at", "-pk")
    )
    rows = caseloads.rows(caseloads.with_facts(courses).order_by("-opened_on", "-pk"), request.today)
    more = {
        "referral": referral,
        "plan": found,
        "areas": areas_of(found),
        "adjustments": words_of("reasonable_adjustments", found.adjustments) if found else [],
        "agreed_by": words_of("who_agreed", found.agreed_by) if found else [],
        "parts": parts_of(found),
        "goals": so_far(visible(Goal, member).filter(young_person=person).order_by("ended_on", "number")),
        "courses": rows,
        "has_ended": bool(rows) and not any(row.course.is_open for row in rows),
        "contacts": (some := list(contacts[: SHOWN + 1]))[:SHOWN],
        "has_more": len(some) > SHOWN,
        "endings": endings_of(person, member),
        "calls": visible(Assessment, member).filter(young_person=person).select_related("by__user")[:6],
        "attendance": codes.load("attendance"),
        "may_record": member.may(Permission.RECORD_CARE),
        "sees_notes": member.may(Permission.SEE_NOTES),
        "today": request.today,
    }
    return render(request, "care/plan.jinja", shown(request, record, "care:plan", **more))


def areas_of(found: Plan | None) -> list[tuple[str, str, str]]:
    """The five areas that something was said of: name, heading, words."""
    if found is None:
        return []
    said = ((name, words, getattr(found, name)) for name, words in FIVE_AREAS.items())
    return [area for area in said if area[2]]


def endings_of(person: YoungPerson, member: Membership) -> dict[int, dict[str, Any]]:
    """The ending that stands of each course, by the key of the course; what each was told only for who sees notes."""
    reasons = codes.load("ending_reasons")
    standing = (
        visible(Ending, member).filter(young_person=person, reopened_on=None).select_related("by__user")
    )
    return {
        one.course_id: {
            "ending": one,
            "reason": reasons.words(one.reason) if one.reason in reasons else "",
            "told": [(TOLD[name], said) for name in SUMMARIES if (said := getattr(one, name))],
        }
        for one in standing.order_by("recorded_at", "pk")
    }


def parts_of(found: Plan | None) -> list[dict[str, Any]]:
    """Who does what, those of now first."""
    if found is None:
        return []
    roles = codes.load("staff_roles")
    rows = found.parts.select_related("who__user", "course").order_by("ends_on", "starts_on", "pk")
    return [
        {
            "part": part,
            "who": part.who.user.name if part.who else IN_PARTS.get(part.role, part.role),
            "role": part.who.get_role_display() if part.who else "",
            "is_lead": part.who_id is not None and part.who_id == found.lead_worker_id,
            "post": roles.words(part.role) if part.role in roles else "",
        }
        for part in rows
    ]


@page_for(Permission.RECORD_CARE)
def write(request: Asked, referral: str) -> HttpResponse:
    """Begins the plan of a request, or changes it."""
    under = find(Referral, referral, by=request.member)
    if under.young_person is None:
        raise Http404
    found = plan_of(under, request.member)
    initial = {name: getattr(found, name) for name in CHANGED} if found else {}
    lead = found.lead_worker if found else request.member
    form = PlanForm(
        request.POST or None,
        referral=under,
        today=request.today,
        plan=found,
        initial={**initial, "lead_worker": lead.ref if lead else None},
    )

    def act(**values: Any) -> Plan:
        if found is not None:
            return actions.change_plan(found, by=request.member, **values)
        return actions.begin_plan(under, by=request.member, **values)

    title = "Change the plan" if found else "Write the plan"
    page = _page(under.young_person, title, "Save", "Plan saved", "What it said before is kept.")
    return answer(request, form, act, page, person=under.young_person)


@page_for(Permission.SEE_CARE)
def versions(request: Asked, plan: str) -> HttpResponse:
    """What the plan said before, and who changed what."""
    found = find(Plan, plan, by=request.member)
    context = {
        "plan": found,
        "person": found.young_person,
        "versions": versions_of(found),
        "back_to": page_of(found.young_person),
    }
    return render(request, "care/plan_versions.jinja", context)


@page_for(Permission.RECORD_CARE)
def agree(request: Asked, plan: str) -> HttpResponse:
    found = find(Plan, plan, by=request.member)
    form = AgreeForm(
        request.POST or None,
        record=found,
        initial={"agreed_on": found.agreed_on or request.today, "agreed_by": found.agreed_by},
    )

    def act(**values: Any) -> Plan:
        return actions.agree_plan(found, by=request.member, **values)

    lede = "An agreed plan counts on the clock from the day it was agreed."
    page = _page(found.young_person, "Agree the plan", "Agreed", "Agreed, and counted", lede)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def add_part(request: Asked, plan: str) -> HttpResponse:
    found = find(Plan, plan, by=request.member)
    form = PartForm(request.POST or None, plan=found, today=request.today)

    def act(**values: Any) -> PlanPart:
        return actions.add_part(found, by=request.member, **values)

    lede = "One plan, one lead worker, and everybody with a part in it."
    page = _page(found.young_person, "Who does what", "Add", "Added to the plan", lede)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def end_part(request: Asked, plan_part: str) -> HttpResponse:
    found = find(PlanPart, plan_part, by=request.member)
    form = ActionForm(request.POST or None)

    def act(**values: Any) -> PlanPart:
        return actions.end_part(found, by=request.member, **values)

    page = _page(found.young_person, "End this part", "End it today", "Ended", found.what)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.SEE_CARE)
def to_keep(request: Asked, young_person: str) -> HttpResponse:
    """The plan as the young person keeps it: their words, their goals, what makes it easier. Nothing about risk."""
    person = find(YoungPerson, young_person, by=request.member)
    found = plan_of(latest_referral(person, request.member), request.member)
    goals = so_far(visible(Goal, request.member).filter(young_person=person, ended_on=None))
    contacts: Any = visible(Contact, request.member)
    coming = contacts.planned().filter(young_person=person)
    context = {
        "person": person,
        "plan": found,
        "goals": goals,
        "adjustments": words_of("reasonable_adjustments", found.adjustments) if found else [],
        "parts": [row for row in parts_of(found) if row["part"].ends_on is None],
        "coming": list(coming.order_by("starts_at")[:8]),
        "plan_after": next(
            (row["ending"].plan_after for row in endings_of(person, request.member).values()), ""
        ),
        "back_to": page_of(person),
    }
    return render(request, "care/plan_to_keep.jinja", context)
