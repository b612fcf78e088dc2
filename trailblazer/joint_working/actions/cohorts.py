"""What can be done about a cohort: plan it, change it."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied

from trailblazer.access.doors import action
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.joint_working import why_not_these_days
from trailblazer.joint_working.models import Cohort
from trailblazer.joint_working.schools import hosts_for
from trailblazer.teams.models import Team


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="joint-working cohort planned")
def plan_cohort(host: Team, *, by: Membership, day_1: date, day_2: date, **values: Any) -> Cohort:
    """Plans a cohort hosted by a team, whose provider then keeps it. Raises NotPossible for days that cannot be."""
    if not hosts_for(by).filter(pk=host.pk).exists():
        raise PermissionDenied
    _can_be(day_1, day_2, **values)
    is_programme = by.organisation.kind == Organisation.Kind.PROGRAMME
    return Cohort.objects.create(
        provider=host.provider,
        team=host.organisation,
        area=host.area,
        programme=by.organisation if is_programme else None,
        organiser=by,
        day_1=day_1,
        day_2=day_2,
        **values,
    )


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="joint-working cohort changed")
def change_cohort(cohort: Cohort, *, by: Membership, day_1: date, day_2: date, **values: Any) -> Cohort:
    """Raises NotPossible where somebody has rated already and the days would move the point they rated at."""
    _can_be(day_1, day_2, **values)
    moves = (day_1, day_2) != (cohort.day_1, cohort.day_2)
    if moves and cohort.ratings.exists():
        raise NotPossible("People have rated already, at these days. Keep the days, or plan another cohort")
    for name, value in {"day_1": day_1, "day_2": day_2, **values}.items():
        setattr(cohort, name, value)
    cohort.save()
    return cohort


def _can_be(
    day_1: date,
    day_2: date,
    *,
    first_wave_on: date | None = None,
    second_wave_on: date | None = None,
    **_: Any,
) -> None:
    if why := why_not_these_days(day_1, day_2):
        raise NotPossible(why)
    if first_wave_on and first_wave_on >= day_1:
        raise NotPossible("The first invitations go out before day 1. Enter an earlier day")
    if first_wave_on and second_wave_on and second_wave_on < first_wave_on:
        raise NotPossible("The second invitations go out after the first. Enter a later day")
