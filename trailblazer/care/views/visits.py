"""Visits: the week's list, planning one, the page of one, its room, its sheet, and a school that is closed."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.actions import visits as actions
from trailblazer.care.actions.closing import close_school_day
from trailblazer.care.days import Box, box_of_visit, boxes_of_visits
from trailblazer.care.forms.visits import (
    AskForRoom,
    CancelVisit,
    ChangeVisit,
    CloseDay,
    NoteRoom,
    PlanVisit,
    WithWarnings,
)
from trailblazer.care.models import Visit
from trailblazer.care.outcome_of_closing import outcome_of
from trailblazer.care.planning import Warned, where
from trailblazer.care.team_schools import PLANS_FOR_ALL, colleagues_of, may_plan_for, schools_of, serves
from trailblazer.care.views.terms import school_or_404
from trailblazer.domain.contacts import LONDON
from trailblazer.domain.initials import initials
from trailblazer.places.models import School
from trailblazer.young_people.views.road import Page, answer


def warning(form: WithWarnings, act: Any) -> Any:
    """The act, whose warnings are shown on the form."""

    def warned(**values: Any) -> Any:
        try:
            return act(**values)
        except Warned as reason:
            form.warn(reason.warnings)
            raise NotPossible(str(reason)) from None

    return warned


def day_asked(request: Asked, name: str = "on") -> date:
    """The day that the address asks for; today where it asks for none, or for nonsense."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return request.today


@page_for(Permission.SEE_CARE)
def list_(request: Asked) -> HttpResponse:
    """Every visit of the team in one week, day by day."""
    day = day_asked(request)
    monday = day - timedelta(days=day.weekday())
    found = visible(Visit, request.member).filter(day__range=(monday, monday + timedelta(days=6)))
    boxes = boxes_of_visits(
        found.select_related("school", "member__user", "member__organisation"), request.member
    )
    shown = {
        "monday": monday,
        "days": _by_day(boxes),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "is_this_week": monday <= request.today <= monday + timedelta(days=6),
        "may_plan": request.member.may(Permission.PLAN_VISITS),
    }
    return render(request, "care/visits.jinja", shown)


def _by_day(boxes: list[Box]) -> list[tuple[date, list[Box]]]:
    found: dict[date, list[Box]] = {}
    for box in boxes:
        found.setdefault(box.day, []).append(box)
    return sorted(found.items())


@page_for(Permission.PLAN_VISITS)
def plan(request: Asked) -> HttpResponse:
    """A day in a school or elsewhere. What was there last time is filled in."""
    member = request.member
    own = list(colleagues_of(member, request.today)) if member.role in PLANS_FOR_ALL else [member]
    schools = schools_of(member, request.today)
    initial = _as_last_time(request, schools) | {"member": member.ref}
    form = PlanVisit(request.POST or None, members=own, schools=schools, initial=initial)
    if len(own) == 1:
        form.fields["member"].required = False

    def act(**values: Any) -> Visit:
        values["member"] = values.get("member") or own[0]
        return actions.plan_visit(by=member, **values)

    def say_and_go(made: Visit) -> str:
        if words := _of_series(made):
            messages.success(request, words)
        return address_of(made)

    page = Page("Plan a visit", "Plan the visit", reverse("care:visits"), "Visits", "The visit is planned.")
    return answer(request, form, warning(form, act), page, to=say_and_go)


def _of_series(made: Visit) -> str:
    """On how many days more it is planned, and on which it is not: they are closed, away or taken."""
    also_on, not_on = getattr(made, "also_on", []), getattr(made, "not_on", [])
    if not also_on and not not_on:
        return ""
    left_out = ", ".join(f"{day.day} {day:%B}" for day in not_on)
    planned = f"And every week: {len(also_on)} more {'visit' if len(also_on) == 1 else 'visits'}."
    return f"{planned} Left out, because closed, away or taken: {left_out}." if left_out else planned


def _as_last_time(request: Asked, schools: list[School]) -> dict[str, Any]:
    """What the last visit to the school that the address names was like."""
    day = day_asked(request)
    initial: dict[str, Any] = {"day": day if "on" in request.GET else None, "place": "school_room"}
    school = next((one for one in schools if str(one.pk) == request.GET.get("school")), None)
    if school is None:
        return initial
    initial["school"] = str(school.pk)
    last = visible(Visit, request.member).filter(school=school).order_by("-starts_at").first()
    if last is not None:
        initial |= {"room": last.room, "way_in": last.way_in, "place": last.place}
        initial |= {"starts": _london(last.starts_at), "ends": _london(last.ends_at)}
    return initial


def _london(moment: Any) -> Any:
    return moment.astimezone(LONDON).time()


def address_of(visit: Visit) -> str:
    return reverse("care:visit", args=[visit.ref])


@page_for(Permission.SEE_CARE)
def visit(request: Asked, visit: str) -> HttpResponse:
    """Who is seen when, the room and the way in."""
    found = find(Visit, visit, by=request.member)
    box = box_of_visit(found, request.member)
    _note_who_was_shown(box, request.member, "contacts of a visit shown")
    shown = {"visit": found, "box": box, "name": where(found), "may_plan": _may_change(request, found)}
    return render(request, "care/visit.jinja", shown)


def _note_who_was_shown(box: Box, member: Membership, words: str) -> None:
    looked_at_list([row.contact for row in box.rows if row.contact is not None], by=member, where=words)


def _may_change(request: Asked, visit: Visit) -> bool:
    return may_plan_for(request.member, visit.member) and visit.state == Visit.State.PLANNED


@page_for(Permission.PLAN_VISITS)
def change(request: Asked, visit: str) -> HttpResponse:
    found = _to_plan(request, visit)
    initial = {name: getattr(found, name) for name in ("day", "room", "way_in")}
    initial |= {"starts": _london(found.starts_at), "ends": _london(found.ends_at)}
    form = ChangeVisit(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> Visit:
        return actions.change_visit(found, by=request.member, **values)

    page = _page(found, "Change the visit", "Save the visit", "The visit is changed.")
    return answer(request, form, warning(form, act), page)


@page_for(Permission.PLAN_VISITS)
def room(request: Asked, visit: str) -> HttpResponse:
    found = _to_plan(request, visit)
    initial = {"room": found.room, "room_state": found.room_state}
    form = NoteRoom(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> Visit:
        return actions.note_room(found, by=request.member, **values)

    return answer(request, form, act, _page(found, "Room", "Save the room", "The room is saved."))


@page_for(Permission.PLAN_VISITS)
def ask_for_room(request: Asked, visit: str) -> HttpResponse:
    found = _to_plan(request, visit)
    form = AskForRoom(request.POST or None)

    def act(**values: Any) -> Visit:
        return actions.ask_for_room(found, by=request.member, **values)

    lede = "The senior mental health lead gets a message with day, times and room. It names no young person."
    page = _page(found, "Ask the school for a room", "Ask the school", "The school is asked.", lede)
    return answer(request, form, act, page)


@page_for(Permission.PLAN_VISITS)
def cancel(request: Asked, visit: str) -> HttpResponse:
    found = _to_plan(request, visit)
    form = CancelVisit(request.POST or None, record=found)

    def act(**values: Any) -> Visit:
        return actions.cancel_visit(found, by=request.member, **values)

    lede = "Only a visit in which nobody is booked can be cancelled."
    return answer(
        request, form, act, _page(found, "Cancel the visit", "Cancel the visit", "Cancelled.", lede)
    )


def _to_plan(request: Asked, ref: str) -> Visit:
    found = find(Visit, ref, by=request.member)
    if not may_plan_for(request.member, found.member):
        raise Http404
    return found


def _page(visit: Visit, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(
        title, button, address_of(visit), f"{where(visit)}, {visit.day.day} {visit.day:%B}", done, lede
    )


@page_for(Permission.SEE_CARE)
def sheet(request: Asked, visit: str) -> HttpResponse:
    """The visit on paper: initials, or names where that was asked for. A protected home is on neither."""
    found = find(Visit, visit, by=request.member)
    with_names = request.GET.get("names") == "yes"
    box = box_of_visit(found, request.member)
    if with_names:
        _note_who_was_shown(box, request.member, "names on a visit sheet shown")
    shown = {"visit": found, "box": box, "name": where(found), "with_names": with_names, "initials": initials}
    return render(request, "care/visit_sheet.jinja", shown)


@page_for(Permission.PLAN_VISITS)
def closed(request: Asked, urn: int) -> HttpResponse:
    """A school that is closed on a day: what happens instead, and afterwards who was told and whom to ring."""
    school = school_or_404(urn)
    if not serves(request.member, school, request.today):
        raise Http404
    form = CloseDay(request.POST or None, initial={"day": day_asked(request)})

    def act(**values: Any) -> School:
        return close_school_day(school, by=request.member, **values)

    back = reverse("places:school", args=[school.pk])
    title = f"{school.name} closed for a day"
    lede = "Everyone booked there is moved at once. Families are told by message where one may go; you ring the others."
    page = Page(title, "Change the day and tell the families", back, school.name, "The day is changed.", lede)
    return answer(request, form, act, page, to=lambda _: _outcome_address(form, school))


def _outcome_address(form: CloseDay, school: School) -> str:
    return f"{reverse('care:closed_day', args=[school.pk])}?on={form.cleaned_data['day']:%Y-%m-%d}"


@page_for(Permission.PLAN_VISITS)
def closed_day(request: Asked, urn: int) -> HttpResponse:
    """What became of everyone who was booked in a school on a day it was closed."""
    school, day = school_or_404(urn), day_asked(request)
    outcome = outcome_of(school, day, request.member)
    shown = [one.young_person for one in outcome]
    looked_at_list(shown, by=request.member, where="families told of a closed school shown")
    return render(request, "care/closed_day.jinja", {"school": school, "day": day, "outcomes": outcome})
