"""One activity: its page, planning and changing it, writing down that it was held, its poster."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.activities.actions import holding, planning
from trailblazer.activities.beside import cards_of
from trailblazer.activities.forms.activities import (
    CancelForm,
    HeldForm,
    NoteHeldForm,
    PlanForm,
    as_held,
    as_planned,
)
from trailblazer.activities.links import LINKS
from trailblazer.activities.models import SchoolActivity
from trailblazer.activities.reading import library_of
from trailblazer.activities.results import results_of
from trailblazer.activities.views.lists import words
from trailblazer.care.team_schools import members_of_team
from trailblazer.care.views.visits import warning
from trailblazer.domain.activities import FEEDBACK_DAYS, kinds
from trailblazer.teams.of_school import school_for
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.qr_codes import code_of
from trailblazer.young_people.views.road import Page, answer

BESIDE = ("school", "work", "preparation", "menu_item", "team")


def page_of(activity: SchoolActivity) -> str:
    return reverse("activities:activity", args=[activity.ref])


def _found(request: Asked, ref: str) -> SchoolActivity:
    return find(SchoolActivity, ref, by=request.member, together_with=BESIDE)


@page_for(Permission.SEE_SCHOOL_WORK)
def activity(request: Asked, school_activity: str) -> HttpResponse:
    """What it is, what it needs, how it was found; and its code while it can be answered."""
    found = _found(request, school_activity)
    is_answerable = found.secret_hash is not None and found.cancelled_on is None
    is_over = (request.today - found.day).days > FEEDBACK_DAYS
    link = LINKS.address_of(found) if is_answerable and not is_over else ""
    shown = {
        "activity": found,
        "staff": sorted(one.user.name for one in found.staff.select_related("user")),
        "materials": list(found.materials.all()),
        "results": results_of(found, request.member, request.today),
        "link": link,
        "code": code_of(link) if link else "",
        "is_over": is_over,
        "form": ActionForm(record=found),
        "beside": cards_of(found, request.member),
    }
    return render(request, "activities/activity.jinja", shown | words(request))


@page_for(Permission.SEE_SCHOOL_WORK)
def poster(request: Asked, school_activity: str) -> HttpResponse:
    """One page to print: what it was, and the code to say how it was."""
    found = _found(request, school_activity)
    if found.cancelled_on is not None or found.secret_hash is None:
        return redirect(page_of(found))
    link = LINKS.address_of(found)
    shown = {
        "activity": found,
        "link": link,
        "path": link.removeprefix(settings.ORIGIN),
        "code": code_of(link),
        "closes_on": found.day + timedelta(days=FEEDBACK_DAYS),
    }
    return render(request, "activities/poster.jinja", shown)


@page_for(Permission.PLAN_VISITS)
def plan(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    asked = request.GET.get("kind", "")
    initial = {"staff": [request.member.ref]}
    if asked in kinds():
        initial |= {"kind": asked, "audience": kinds()[asked].audience}  # type: ignore[dict-item]
    form = _plan_form(request, initial=initial)

    def act(**values: Any) -> SchoolActivity:
        return planning.plan_activity(by=request.member, school=school, **values)

    back = reverse("activities:of_school", args=[school.urn])
    page = Page(
        "Plan an activity",
        "Plan it",
        back,
        school.name,
        "Planned. Print its poster from its page",
        school.name,
    )
    return answer(request, form, warning(form, act), page, to=page_of)


def _plan_form(request: Asked, **options: Any) -> PlanForm:
    people = members_of_team(request.member, request.today)
    return PlanForm(request.POST or None, people=people, library=library_of(request.member), **options)


@page_for(Permission.PLAN_VISITS)
def change(request: Asked, school_activity: str) -> HttpResponse:
    found = _found(request, school_activity)
    form = _plan_form(request, record=found, initial=as_planned(found))

    def act(**values: Any) -> SchoolActivity:
        return planning.change_activity(found, by=request.member, **values)

    page = Page(
        "Change this activity", "Save the change", page_of(found), found.title, "Changed", found.school.name
    )
    return answer(request, form, warning(form, act), page)


@page_for(Permission.PLAN_VISITS)
def cancel(request: Asked, school_activity: str) -> HttpResponse:
    found = _found(request, school_activity)
    form = CancelForm(request.POST or None, record=found)

    def act(**values: Any) -> SchoolActivity:
        return planning.cancel_activity(found, by=request.member, **values)

    page = Page("Cancel this activity", "Cancel it", page_of(found), found.title, "Cancelled", found.title)
    return answer(request, form, act, page)


@page_for(Permission.RECORD_CARE)
def held(request: Asked, school_activity: str) -> HttpResponse:
    """Written down as held, or corrected."""
    found = _found(request, school_activity)
    people = members_of_team(request.member, request.today)
    form = HeldForm(request.POST or None, people=people, record=found, initial=as_held(found, request.today))
    act_of = holding.correct_held if found.work_id else holding.write_down

    def act(**values: Any) -> SchoolActivity:
        return act_of(found, by=request.member, **values)

    title = "Correct what was held" if found.work_id else "Write down that it was held"
    page = Page(title, "Save", page_of(found), found.title, "Written down. Its minutes count", found.title)
    return answer(request, form, act, page)


@page_for(Permission.RECORD_CARE)
def note(request: Asked, urn: int) -> HttpResponse:
    """What was held and nobody had planned here."""
    school = school_for(request.member, urn)
    people = members_of_team(request.member, request.today)
    initial = {"held_on": request.today, "staff": [request.member.ref]}
    form = NoteHeldForm(request.POST or None, people=people, initial=initial)

    def act(**values: Any) -> SchoolActivity:
        return holding.note_held(by=request.member, school=school, **values)

    back = reverse("activities:of_school", args=[school.urn])
    page = Page(
        "Write down an activity", "Save", back, school.name, "Written down. Its minutes count", school.name
    )
    return answer(request, form, act, page, to=page_of)


@page_for(Permission.RECORD_CARE)
@require_POST
def take_back(request: Asked, school_activity: str) -> HttpResponse:
    found = _found(request, school_activity)
    form = ActionForm(request.POST)

    def act(**values: Any) -> SchoolActivity:
        return holding.take_back(found, by=request.member, **values)

    page = Page(
        "It was not held", "It was not held", page_of(found), found.title, "Taken back. It is planned again"
    )
    return answer(request, form, act, page)
