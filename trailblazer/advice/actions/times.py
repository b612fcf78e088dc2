"""Offering times for advice, and taking them away again."""

from collections.abc import Iterable
from datetime import date, time, timedelta

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.advice.clashes import clashes_of
from trailblazer.advice.models import AdviceSlot, AdviceTimes
from trailblazer.advice.taking_back import cancel_for_school
from trailblazer.care.planning import Findings, times_of
from trailblazer.care.team_schools import serves
from trailblazer.domain import codes
from trailblazer.domain.advice import NotSo, Quarter, cut
from trailblazer.places.models import School

FURTHEST = timedelta(days=190)  # two terms ahead


@action(Permission.GIVE_ADVICE, logged_as="times for advice offered")
def offer_times(
    *,
    by: Membership,
    day: date,
    starts: time,
    ends: time,
    ways: list[str],
    schools: Iterable[School] = (),
    all_the_same: str = "",
) -> AdviceTimes:
    """A stretch of a day, cut into quarter hours, for these schools of the team; for all where none is named.

    Raises NotPossible where it cannot be, and Warned where something speaks against it and no reason was given.
    """
    chosen = list(schools)
    if by.team_id is None or by.provider_id is None:
        raise NotPossible("Only a team offers advice")
    if not ways or any(way not in codes.load("advice_ways") for way in ways):
        raise NotPossible("Choose at least one way: by telephone, by video or in school")
    if any(not serves(by, school, today()) for school in chosen):
        raise NotPossible("Choose schools that your team serves")
    quarters = _cut(day, starts, ends)
    found = Findings()
    _refuse_twice(by, quarters)
    found.soft += clashes_of(by, quarters, chosen, ways)
    found.settle(all_the_same)
    common = {"provider_id": by.provider_id, "team_id": by.team_id, "member": by}
    made = AdviceTimes.objects.create(
        **common,
        day=day,
        starts_at=quarters[0].starts_at,
        ends_at=quarters[-1].ends_at,
        ways=ways,
        is_for_all=not chosen,
        all_the_same=all_the_same.strip(),
    )
    made.schools.set(chosen)
    AdviceSlot.objects.bulk_create([AdviceSlot(**common, times=made, **one._asdict()) for one in quarters])
    return made


def _cut(day: date, starts: time, ends: time) -> list[Quarter]:
    if not today() <= day <= today() + FURTHEST:
        raise NotPossible("Enter a day from today to 6 months ahead")
    starts_at, ends_at = times_of(day, starts, ends)
    try:
        quarters = cut(starts_at, ends_at)
    except NotSo as reason:
        raise NotPossible(str(reason)) from None
    if quarters[0].starts_at <= now():
        raise NotPossible("Enter a start that is still to come")
    return quarters


def _refuse_twice(by: Membership, quarters: list[Quarter]) -> None:
    Membership.objects.select_for_update(of=("self",)).filter(pk=by.pk).first()
    own = AdviceSlot.objects.offered().filter(member=by)
    if own.filter(starts_at__lt=quarters[-1].ends_at, ends_at__gt=quarters[0].starts_at).exists():
        raise NotPossible("You already offer advice within these times. Choose other times")


@action(Permission.GIVE_ADVICE, logged_as="times for advice taken away")
def remove_times(times: AdviceTimes, *, by: Membership, why: str = "") -> AdviceTimes:
    """What is still to come of a stretch is offered no more; whoever booked one of its times is told."""
    for slot in times.slots.filter(removed_on=None, starts_at__gt=now()):
        _remove(slot, by, why)
    return times


@action(Permission.GIVE_ADVICE, logged_as="time for advice taken away")
def remove_slot(slot: AdviceSlot, *, by: Membership, why: str = "") -> AdviceSlot:
    """One quarter of an hour is offered no more; whoever booked it is told."""
    if slot.removed_on is not None or slot.starts_at <= now():
        raise NotPossible("This time is over, or was taken away already")
    _remove(slot, by, why)
    return slot


def _remove(slot: AdviceSlot, by: Membership, why: str) -> None:
    for booking in slot.bookings.filter(cancelled_on=None).select_related(
        "slot__member__user", "asked_by__user"
    ):
        cancel_for_school(booking, by, why or "The practitioner cannot be there")
    slot.removed_on = today()
    slot.save()
