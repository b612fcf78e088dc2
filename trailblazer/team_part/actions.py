"""Tying what the team does to an action of a school's plan: planned or ordered for it, or chosen; and untying it."""

from collections.abc import Iterable
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.activities.actions.ordering import order
from trailblazer.activities.actions.planning import plan_activity
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.team_part.models import TiedWork
from trailblazer.whole_school.models import PlannedAction


@action(Permission.PLAN_VISITS, logged_as="activity planned for an action")
def plan_for(planned: PlannedAction, *, by: Membership, **values: Any) -> SchoolActivity:
    """An activity still to come, in the school of the action."""
    _must_stand(planned)
    made = plan_activity(by=by, school=planned.school, **values)
    _tie(planned, by, activity=made)
    return made


@action(Permission.KEEP_SCHOOL_WORK, logged_as="activity ordered for an action")
def order_for(planned: PlannedAction, *, by: Membership, **values: Any) -> Order:
    """The school asks the team for something of its menu."""
    _must_stand(planned)
    made = order(by=by, school=planned.school, **values)
    _tie(planned, by, order=made)
    return made


@action(Permission.KEEP_SCHOOL_WORK, logged_as="work tied to an action")
def choose_for(
    planned: PlannedAction, *, by: Membership, works: Iterable[SchoolActivity | Order]
) -> PlannedAction:
    """What is planned or ordered already."""
    _must_stand(planned)
    chosen = list(works)
    if not chosen:
        raise NotPossible("Choose at least one activity or order")
    if any(one.school_id != planned.school_id for one in chosen):
        raise NotPossible("Choose what is planned for the school of this action")
    for one in chosen:
        _tie(planned, by, **{"order" if isinstance(one, Order) else "activity": one})
    return planned


@action(Permission.KEEP_SCHOOL_WORK, logged_as="work untied from an action")
def untie(tied: TiedWork, *, by: Membership) -> TiedWork:
    """It was not for this action. The activity itself stays as it is."""
    if tied.untied_on is None:
        tied.untied_on = today()
        tied.save()
    return tied


def _must_stand(planned: PlannedAction) -> None:
    if planned.dropped_on is not None:
        raise NotPossible("This action was dropped, so nothing more is done for it")


def _tie(planned: PlannedAction, by: Membership, **work: SchoolActivity | Order) -> None:
    """Tied twice is tied once: somebody else may have chosen the same a moment before."""
    of_school = {name: getattr(planned, name) for name in ("school_id", "team_id", "provider_id")}
    TiedWork.objects.get_or_create(
        action=planned, untied_on=None, **work, defaults=of_school | {"tied_on": today(), "tied_by": by}
    )
