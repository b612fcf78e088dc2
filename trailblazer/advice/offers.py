"""The times that can be had: those of a school, its next free one, and those of a practitioner."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.today import now
from trailblazer.advice.models import AdviceBooking, AdviceSlot
from trailblazer.advice.words import several
from trailblazer.domain.terms import london_day

SHOWN = 60


def free_for(member: Membership, count: int = SHOWN) -> list[AdviceSlot]:
    """The first free times that this member may book, or move a booking to, in the order of time."""
    free: Any = visible(AdviceSlot, member)
    free = free.free(now()).select_related("times", "member__user").prefetch_related("times__schools")
    return list(free.order_by("starts_at", "pk")[:count])


def next_free(member: Membership) -> AdviceSlot | None:
    """The next free time of the member's school; None where there is none, or they may book none."""
    return next(iter(free_for(member, 1)), None)


def by_day(slots: Iterable[AdviceSlot]) -> list[tuple[date, list[AdviceSlot]]]:
    found: dict[date, list[AdviceSlot]] = {}
    for slot in slots:
        found.setdefault(london_day(slot.starts_at), []).append(slot)
    return list(found.items())


def in_stretches(slots: Iterable[AdviceSlot]) -> list[list[AdviceSlot]]:
    """The same times, those of one stretch of a practitioner together, in the order in which the first is free."""
    found: dict[int, list[AdviceSlot]] = {}
    for slot in slots:
        found.setdefault(slot.times_id, []).append(slot)
    return list(found.values())


def ways_of(slot: AdviceSlot) -> str:
    return several("advice_ways", slot.times.ways)


def bookings_of(members: Iterable[Membership], from_: datetime, until: datetime) -> Any:
    """The standing bookings with these practitioners between two moments."""
    return AdviceBooking.objects.standing().filter(
        slot__member__in=list(members), slot__starts_at__lt=until, slot__ends_at__gt=from_
    )
