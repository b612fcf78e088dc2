"""Booked advice in the practitioner's day and calendar, and what of it is still to be written down."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.advice.models import AdviceBooking, OutsideAction
from trailblazer.advice.offers import bookings_of
from trailblazer.advice.words import in_words, topic
from trailblazer.care.also_down import AlsoDown, add_also_down
from trailblazer.care.today_cards import TodayCard, add_card

SHOWN = 5


def booked(
    members: Collection[Membership], from_: datetime, until: datetime, by: Membership | None
) -> list[AlsoDown]:
    """The booked times of these members, as whoever looks may know of them; the service asks only when they are."""
    found = bookings_of(members, from_, until)
    if by is not None:
        found = found.filter(pk__in=visible(AdviceBooking, by).values("pk"))
    beside = ("slot__member__user", "school", "asked_by__user", "advice")
    return [_down(booking) for booking in found.select_related(*beside)]


def _down(booking: AdviceBooking) -> AlsoDown:
    address = reverse("advice:booking", args=[booking.ref])
    is_given = hasattr(booking, "advice")
    return AlsoDown(
        ref=booking.ref,
        member=booking.slot.member,
        starts_at=booking.slot.starts_at,
        ends_at=booking.slot.ends_at,
        place="school_room" if booking.way == "in_school" else booking.way,
        title=f"Advice: {topic(booking.topic).lower()}",
        sub=f"{booking.asked_by.user.name}, {booking.school.name}",
        plan=in_words("advice_ages", booking.age),
        plan_more=f"{in_words('advice_ways', booking.way)}: {booking.reach}",
        address=address,
        act="" if is_given else "Write it down",
        act_address=reverse("advice:give", args=[booking.ref]),
        done="Advice given" if is_given else "",
        school_id=booking.school_id,
        school_name=booking.school.name,
        version=booking.version,
        one="time for advice",
        many="times for advice",
    )


def to_write_down(member: Membership, day: date) -> dict[str, Any] | None:
    """One's own times of before that nobody has written down."""
    if day != today() or not member.may(Permission.GIVE_ADVICE):
        return None
    found: Any = visible(AdviceBooking, member)
    past = found.to_write_down(now()).filter(slot__member=member)
    rows = list(past.select_related("slot", "school")[:SHOWN])
    return {"rows": rows} if rows else None


def of_others(member: Membership, day: date) -> dict[str, Any] | None:
    """What others said in meetings that they would do, and whose day has passed: somebody asks them."""
    if day != today() or not member.may(Permission.GIVE_ADVICE):
        return None
    found: Any = visible(OutsideAction, member)
    late = found.open().filter(asked_by=member, due_on__lte=day).select_related("young_person")
    rows = list(late[:SHOWN])
    return {"rows": rows, "today": day} if rows else None


add_also_down(booked)
add_card(TodayCard(10, "above", "advice/today_to_write_down.jinja", to_write_down))
add_card(TodayCard(30, "side", "advice/today_of_others.jinja", of_others))
