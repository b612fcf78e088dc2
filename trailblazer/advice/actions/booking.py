"""Booking a time for advice, moving it, and cancelling it: by whoever asked, and by the team."""

from typing import Any

from django.db import IntegrityError, transaction

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.advice.models import AdviceBooking, AdviceSlot
from trailblazer.advice.taking_back import cancel_for_school, cancelled
from trailblazer.advice.telling import BOOKED, MOVED, REMINDER, tell_asker, tell_practitioner
from trailblazer.domain.full_names import full_name_in
from trailblazer.places.models import School

GONE = "Somebody else has just booked this time. Choose another: nothing that you wrote is lost"
MOST_TO_COME = 3
OVER = "This time is over. Choose another"


@action(Permission.BOOK_ADVICE, logged_as="advice booked")
def book(slot: AdviceSlot, *, by: Membership, question: str, way: str, **values: Any) -> AdviceBooking:
    """A quarter of an hour for somebody of a school. `values` are topic, age, reach and lead_may_see.

    The question names nobody: advice is about what to do, and who it is about can be said when they talk.
    """
    school = School.objects.filter(pk=by.school_id or 0).first()
    if school is None:
        raise NotPossible("Only somebody of a school books advice")
    _refuse_taken(slot)
    if by.advice_booked.to_come(now()).count() >= MOST_TO_COME:
        raise NotPossible(
            f"You have {MOST_TO_COME} times booked already. Cancel one first, so that others find one"
        )
    if way not in slot.times.ways:
        raise NotPossible("Choose one of the ways in which this time is offered")
    if name := full_name_in(question):
        raise NotPossible(
            f"“{name}” looks like somebody’s full name. Write “a pupil” instead: nobody’s record is opened for "
            "advice, and you can say who it is when you talk"
        )
    booking = AdviceBooking(
        provider_id=slot.provider_id,
        team_id=slot.team_id,
        school=school,
        slot=slot,
        asked_by=by,
        question=question.strip(),
        way=way,
        booked_at=now(),
        **values,
    )
    _take(booking)
    tell_asker(BOOKED, booking, by)
    tell_practitioner("booked", booking, slot, by)
    return booking


def _take(booking: AdviceBooking) -> None:
    """Of two who book one time at one moment the database lets one; the other hears it in a sentence."""
    try:
        with transaction.atomic():
            booking.save()
    except IntegrityError:
        raise NotPossible(GONE) from None


def _refuse_taken(slot: AdviceSlot) -> None:
    if slot.removed_on is not None:
        raise NotPossible("This time is no longer offered. Choose another")
    if slot.starts_at <= now():
        raise NotPossible(OVER)
    if slot.bookings.filter(cancelled_on=None).exists():
        raise NotPossible(GONE)


def _refuse_over(booking: AdviceBooking) -> None:
    if booking.cancelled_on is not None:
        raise NotPossible("This booking was cancelled already")
    if booking.slot.ends_at <= now() or hasattr(booking, "advice"):
        raise NotPossible("This time is over")


def _moved(booking: AdviceBooking, slot: AdviceSlot, by: Membership) -> AdviceSlot:
    """To another time, with the same question. Gives the time of before."""
    _refuse_over(booking)
    before = booking.slot
    if slot.pk == before.pk:
        raise NotPossible("Choose another time than now")
    _refuse_taken(slot)
    booking.slot, booking.reminded_on = slot, None
    if booking.way not in slot.times.ways:
        booking.way = (slot.times.ways or [booking.way])[0]
    _take(booking)
    return before


def _refuse_others(booking: AdviceBooking, by: Membership) -> None:
    if booking.asked_by_id != by.pk:
        raise NotPossible("Only whoever booked it moves or cancels it")


@action(Permission.BOOK_ADVICE, logged_as="booking of advice moved by the school")
def move(booking: AdviceBooking, *, by: Membership, slot: AdviceSlot) -> AdviceBooking:
    _refuse_others(booking, by)
    before = _moved(booking, slot, by)
    tell_asker(MOVED, booking, by)
    if before.member_id != slot.member_id:
        tell_practitioner("cancelled", booking, before, by)
    tell_practitioner("moved to", booking, slot, by)
    return booking


@action(Permission.BOOK_ADVICE, logged_as="booking of advice cancelled by the school")
def cancel(booking: AdviceBooking, *, by: Membership, why: str = "") -> AdviceBooking:
    _refuse_others(booking, by)
    _refuse_over(booking)
    cancelled(booking, by, why)
    tell_practitioner("cancelled", booking, booking.slot, by)
    return booking


@action(Permission.GIVE_ADVICE, logged_as="booking of advice moved")
def move_for_school(
    booking: AdviceBooking, *, by: Membership, slot: AdviceSlot, why: str = ""
) -> AdviceBooking:
    """The team moves it: whoever booked is told, and why."""
    if not slot.times.is_for_all and not slot.times.schools.filter(pk=booking.school_id).exists():
        raise NotPossible("This time is not offered to their school. Choose another")
    _moved(booking, slot, by)
    tell_asker(MOVED, booking, by, f"{why.strip()}." if why.strip() else "")
    return booking


@action(Permission.GIVE_ADVICE, logged_as="booking of advice cancelled")
def cancel_by_team(booking: AdviceBooking, *, by: Membership, why: str) -> AdviceBooking:
    """The team cancels it: whoever booked is told, and why. Of a time that is past it says that nobody talked."""
    if booking.cancelled_on is not None or hasattr(booking, "advice"):
        raise NotPossible("This was cancelled or written down already")
    if booking.slot.ends_at <= now():
        return cancelled(booking, by, why)
    return cancel_for_school(booking, by, why)


@action(Permission.CAUSE_LETTERS, logged_as="reminded of advice")
def remind(booking: AdviceBooking, *, by: Actor) -> AdviceBooking:
    booking.reminded_on = today()
    booking.save()
    tell_asker(REMINDER, booking, by)
    return booking
