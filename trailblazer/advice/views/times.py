"""The team's side of advice: the times offered, who booked, what is to be written down, what was given."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.advice.actions import times as actions
from trailblazer.advice.forms.times import OfferTimes, RemoveTimes
from trailblazer.advice.models import Advice, AdviceBooking, AdviceSlot, AdviceTimes, Liaison
from trailblazer.advice.offers import by_day, ways_of
from trailblazer.advice.words import in_words, outcome, topic
from trailblazer.care.team_schools import schools_of
from trailblazer.care.views.visits import warning
from trailblazer.domain.terms import school_year_of
from trailblazer.places.models import School
from trailblazer.ui.environment import clock_time, long_day
from trailblazer.young_people.views.road import Page, answer

SHOWN, LATELY, FREE_SHOWN, MOST = 15, 8, 30, 500


@page_for(Permission.SEE_ADVICE)
def team(request: Asked) -> HttpResponse:
    """What is booked with the team, what is to be written down, the free times, and the newest of the log."""
    if not request.member.is_staff:
        from trailblazer.advice.views.log import log

        return log(request)
    member, at = request.member, now()
    school = _school(request)
    bookings = _of(school, visible(AdviceBooking, member))
    beside = ("slot__member__user", "school", "asked_by__user")
    to_come = list(bookings.to_come(at).select_related(*beside).order_by("slot__starts_at")[:SHOWN])
    to_come.sort(key=lambda one: one.slot.member_id != member.pk)  # one's own first
    is_all = "all" in request.GET
    past = list(bookings.to_write_down(at).select_related(*beside).order_by("slot__starts_at")[:SHOWN])
    given: Any = visible(Advice, member)
    newest = _of(school, given.standing()).select_related(
        "activity__by__user", "school", "asked_by__user", "booking"
    )
    if is_all:
        newest = newest.filter(activity__happened_on__gte=school_year_of(request.today).first_day)
    shown_advice = list(newest[: MOST if is_all else LATELY])
    looked_at_list([*to_come, *past, *shown_advice], by=member, where="advice of the team shown")
    shown = {
        "to_come": to_come,
        "past": past,
        "free": by_day(_free(request)),
        "newest": shown_advice,
        "liaison": _liaison(request, school, is_all=is_all),
        "is_all": is_all,
        "school": school,
        "ways_of": ways_of,
        "topic": topic,
        "outcome": outcome,
        "whom": lambda code: in_words("liaison_with", code),
        "way": lambda code: in_words("advice_ways", code),
        "may_give": member.may(Permission.GIVE_ADVICE),
    }
    return render(request, "advice/team.jinja", shown)


def _school(request: Asked) -> School | None:
    """The school that the page is narrowed to; None where it is no school of theirs."""
    asked = request.GET.get("school", "")
    return next((one for one in schools_of(request.member, request.today) if str(one.pk) == asked), None)


def _of(school: School | None, rows: Any) -> Any:
    return rows if school is None else rows.filter(school=school)


def _free(request: Asked) -> list[AdviceSlot]:
    slots: Any = visible(AdviceSlot, request.member)
    free = slots.free(now()).select_related("times", "member__user").prefetch_related("times__schools")
    return list(free.order_by("starts_at", "pk")[:FREE_SHOWN])


def _liaison(request: Asked, school: School | None, *, is_all: bool) -> list[Liaison]:
    kept: Any = _of(school, visible(Liaison, request.member).standing())  # type: ignore[attr-defined]
    beside = ("activity__by__user", "activity__indirect__young_person", "school")
    if is_all:
        kept = kept.filter(activity__happened_on__gte=school_year_of(request.today).first_day)
    return list(kept.select_related(*beside)[: MOST if is_all else LATELY])


@page_for(Permission.GIVE_ADVICE)
def offer(request: Asked) -> HttpResponse:
    """A stretch of a day, cut into quarter hours."""
    schools = schools_of(request.member, request.today)
    form = OfferTimes(request.POST or None, schools=schools, today=request.today)

    def act(**values: Any) -> AdviceTimes:
        return actions.offer_times(by=request.member, **values)

    page = Page(
        "Offer times for advice",
        "Offer these times",
        reverse("advice:team"),
        "Advice",
        "Offered. Your schools can book them now",
        "Any staff of your schools can book 15 minutes. Who books one gets an email, and so do you.",
    )
    return answer(request, form, warning(form, act), page)


@page_for(Permission.GIVE_ADVICE)
def remove(request: Asked, advice_times: str) -> HttpResponse:
    found = find(AdviceTimes, advice_times, by=request.member)
    form = RemoveTimes(request.POST or None)

    def act(**values: Any) -> AdviceTimes:
        return actions.remove_times(found, by=request.member, **values)

    hours = f"{clock_time(found.starts_at)} to {clock_time(found.ends_at)}"
    return answer(
        request, form, act, _page("Take these times away", f"{long_day(found.starts_at)}, {hours}.")
    )


@page_for(Permission.GIVE_ADVICE)
def remove_slot(request: Asked, advice_slot: str) -> HttpResponse:
    found = find(AdviceSlot, advice_slot, by=request.member)
    form = RemoveTimes(request.POST or None, record=found)

    def act(**values: Any) -> AdviceSlot:
        return actions.remove_slot(found, by=request.member, **values)

    when = f"{long_day(found.starts_at)}, {clock_time(found.starts_at)}."
    return answer(request, form, act, _page("Take this time away", when))


def _page(title: str, lede: str) -> Page:
    return Page(
        title, "Take away", reverse("advice:team"), "Advice", "Taken away. Whoever booked is told", lede
    )
