"""A school asks for advice: the free times, booking one in two screens, one's own bookings, moving and cancelling."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.advice.actions import booking as actions
from trailblazer.advice.forms.booking import BookAdvice, CancelForSchool, CancelOwn, MoveBooking
from trailblazer.advice.models import Advice, AdviceBooking, AdviceSlot
from trailblazer.advice.offers import free_for, in_stretches, ways_of
from trailblazer.advice.words import in_words, outcome_for_school, topic
from trailblazer.places.cards import what_waits, who_is_told
from trailblazer.teams.questions import team_of
from trailblazer.ui.environment import clock_time, long_day
from trailblazer.young_people.views.road import Page, answer

OWN_SHOWN, SOON = 5, 6
EITHER_SIDE = (Permission.BOOK_ADVICE, Permission.SEE_ADVICE)


@page_for(Permission.BOOK_ADVICE)
def ask(request: Asked) -> HttpResponse:
    """The free times of one's school, what one has booked, and what was agreed."""
    member = request.member
    own: Any = visible(AdviceBooking, member)
    given: Any = visible(Advice, member)
    to_come = own.to_come(now()).filter(asked_by=member).select_related("slot__member__user")
    agreed = given.standing().filter(asked_by=member).select_related("activity", "booking")
    urn = member.school_id
    stretches = in_stretches(free_for(member))
    shown = {
        "soon": stretches[:SOON],
        "later": stretches[SOON:],
        "team": team_of(urn, request.today) if urn else None,
        "waits": what_waits(member, request.today),
        "told": who_is_told(member, request.today),
        "to_come": list(to_come),
        "agreed": list(agreed[:OWN_SHOWN]),
        "ways_of": ways_of,
        "topic": topic,
        "way": lambda code: in_words("advice_ways", code),
        "outcome": outcome_for_school,
        "sees_log": member.may(Permission.SEE_ADVICE),
    }
    return render(request, "advice/ask.jinja", shown)


def _when(slot: AdviceSlot) -> str:
    return f"{long_day(slot.starts_at)}, {clock_time(slot.starts_at)}"


@page_for(Permission.BOOK_ADVICE)
def book(request: Asked, advice_slot: str) -> HttpResponse:
    """The second screen: about what, and how to reach whoever asks."""
    slot = find(AdviceSlot, advice_slot, by=request.member, together_with=("times", "member__user"))
    is_lead = request.member.may(Permission.SEE_ADVICE)
    form = BookAdvice(request.POST or None, slot=slot, is_lead=is_lead)

    def act(**values: Any) -> AdviceBooking:
        return actions.book(slot, by=request.member, **values)

    page = Page(
        "Book 15 minutes of advice",
        "Book this time",
        reverse("advice:ask"),
        "Times for advice",
        "Booked. We have sent you an email with the time",
        f"{_when(slot)}, with {slot.member.user.name}.",
    )
    return answer(
        request,
        form,
        act,
        page,
        to=lambda made: reverse("advice:booking", args=[made.ref]),
        template="advice/book.jinja",
    )


@page_for(*EITHER_SIDE)
def booking(request: Asked, advice_booking: str) -> HttpResponse:
    """One booking: to whoever booked it and to the team in full; to the lead where they were let."""
    beside = ("slot__member__user", "slot__times", "school", "asked_by__user", "cancelled_by__user")
    found = find(AdviceBooking, advice_booking, by=request.member, together_with=beside)
    advice = _advice_of(found, request)
    is_own = found.asked_by_id == request.member.pk
    is_team = request.member.may(Permission.GIVE_ADVICE)
    is_to_come = found.cancelled_on is None and found.slot.ends_at > now() and advice is None
    shown = {
        "booking": found,
        "advice": advice,
        "is_own": is_own,
        "told": who_is_told(request.member, request.today),
        "is_of_team": request.member.is_staff,
        "may_change": is_to_come and (is_own or is_team),
        "may_give": is_team and found.cancelled_on is None and advice is None,
        "may_correct": is_team and advice is not None,
        "topic": topic(found.topic),
        "age": in_words("advice_ages", found.age),
        "way": in_words("advice_ways", found.way),
        "outcome": outcome_for_school(advice.outcome) if advice else "",
        "may_ask": request.member.may(Permission.ASK_FOR_SUPPORT),
    }
    return render(request, "advice/booking.jinja", shown)


def _advice_of(found: AdviceBooking, request: Asked) -> Advice | None:
    given: Any = visible(Advice, request.member)
    advice: Advice | None = given.standing().filter(booking=found).select_related("activity").first()
    return advice


@page_for(Permission.BOOK_ADVICE, Permission.GIVE_ADVICE)
def move(request: Asked, advice_booking: str) -> HttpResponse:
    """To another free time: by whoever booked, or by the team, which says why."""
    found = find(AdviceBooking, advice_booking, by=request.member, together_with=("slot", "school"))
    is_team = _is_team(request, found)
    slots = [one for one in free_for(request.member) if not is_team or _is_for(one, found)]
    form = MoveBooking(request.POST or None, slots=slots, says_why=is_team, record=found)

    def act(**values: Any) -> AdviceBooking:
        doing = actions.move_for_school if is_team else actions.move
        return doing(found, by=request.member, **values)

    lede = f"Now: {_when(found.slot)}."
    if not slots:
        lede += " No other time is free. Cancel it, or come back when times were added."
    page = Page(
        "Move to another time", "Move it", _page_of(found), "The booking", "Moved. They are told", lede
    )
    return answer(request, form, act, page)


def _is_for(slot: AdviceSlot, booking: AdviceBooking) -> bool:
    return slot.times.is_for_all or any(school.pk == booking.school_id for school in slot.times.schools.all())


@page_for(Permission.BOOK_ADVICE, Permission.GIVE_ADVICE)
def cancel(request: Asked, advice_booking: str) -> HttpResponse:
    found = find(AdviceBooking, advice_booking, by=request.member, together_with=("slot", "school"))
    is_team = _is_team(request, found)
    form = (CancelForSchool if is_team else CancelOwn)(request.POST or None, record=found)

    def act(**values: Any) -> AdviceBooking:
        doing = actions.cancel_by_team if is_team else actions.cancel
        return doing(found, by=request.member, **values)

    is_past = found.slot.ends_at <= now()
    done = "Noted. It counts no more" if is_past else "Cancelled. They are told, and the time is free again"
    title = "It did not happen" if is_past else "Cancel this time"
    page = Page(
        title,
        "Save" if is_past else "Cancel it",
        _page_of(found),
        "The booking",
        done,
        f"{_when(found.slot)}.",
    )
    return answer(request, form, act, page)


def _is_team(request: Asked, found: AdviceBooking) -> bool:
    """Whether the team acts; raises where somebody may look at the booking of a colleague, and no more."""
    if request.member.may(Permission.GIVE_ADVICE):
        return True
    if found.asked_by_id != request.member.pk:
        raise PermissionDenied
    return False


def _page_of(found: AdviceBooking) -> str:
    return reverse("advice:booking", args=[found.ref])
