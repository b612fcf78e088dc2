"""Reading what is tied: of many actions at once, of one activity or order, and what could be tied to an action."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.activities.reading import CANCELLED, COMING, HELD, TO_WRITE, state_of
from trailblazer.team_part.models import TiedWork
from trailblazer.ui.environment import day
from trailblazer.whole_school.models import PlannedAction
from trailblazer.whole_school.teams_part import Part

BESIDE = ("activity", "order__menu_item", "order__activity")
WORDS = {
    COMING: ("Planned", "blue"),
    TO_WRITE: ("Not written down yet", "orange"),
    HELD: ("Held", "white"),
    CANCELLED: ("Cancelled", "red"),
}
OFFERED = 40  # of each, at most, to choose from


def parts_of(actions: Sequence[PlannedAction], member: Membership, today: date) -> dict[int, list[Part]]:
    """What is tied to each action, by its key, the first day first. One query."""
    found: Any = visible(TiedWork, member)
    tied = found.standing().filter(action__in=[one.pk for one in actions]).select_related(*BESIDE)
    parts: dict[int, dict[Any, Part]] = defaultdict(dict)
    for one in tied:
        done_as = one.done_as  # an order that was planned is shown as its activity, once
        key = ("activity", done_as.pk) if done_as else ("order", one.order_id)
        parts[one.action_id].setdefault(key, part_of(one, member, today))
    return {
        action: sorted(of_action.values(), key=lambda part: (part.on is None, part.on or date.max))
        for action, of_action in parts.items()
    }


def part_of(tied: TiedWork, member: Membership, today: date) -> Part:
    """As this member sees it: a link where they open its page, and the way to untie it where they keep the plan."""
    untie = reverse("team_part:untie", args=[tied.ref]) if member.may(Permission.KEEP_SCHOOL_WORK) else ""
    part = _of_activity(tied.done_as, today) if tied.done_as is not None else _of_order(tied)
    return replace(part, untie=untie, address=part.address if member.may(Permission.SEE_SCHOOL_WORK) else "")


def _of_activity(activity: SchoolActivity, today: date) -> Part:
    state, colour = WORDS[state_of(activity, today)]
    return Part(
        title=activity.title,
        kind=activity.kind_name,
        state=state,
        colour=colour,
        on=activity.day,
        note=activity.cancelled_why,
        address=reverse("activities:activity", args=[activity.ref]),
    )


def _of_order(tied: TiedWork) -> Part:
    order: Any = tied.order
    return Part(
        title=order.menu_item.title,
        kind=f"Order, {order.term_name.lower()}",
        state=order.state,
        colour="blue" if order.is_waiting else "grey",
        on=None,
        note=order.declined_why,
        address=reverse("activities:order", args=[order.ref]),
    )


def actions_of(work: SchoolActivity | Order, member: Membership) -> list[PlannedAction]:
    """The actions of the plan for which this is done; of an activity also those that its order was for. One query."""
    is_of = Q(order=work) if isinstance(work, Order) else Q(activity=work) | Q(order__activity=work)
    found: Any = visible(TiedWork, member)
    tied = found.standing().filter(is_of).select_related("action__owner__user", "action__school")
    return list({one.action_id: one.action for one in tied}.values())


def to_choose(planned: PlannedAction, member: Membership) -> list[SchoolActivity | Order]:
    """Planned, or held since the action was planned, and orders that wait, less what is tied. Three queries."""
    known: Any = visible(TiedWork, member)
    columns = ("activity", "order", "order__activity")
    tied = list(known.standing().filter(action=planned).values_list(*columns))
    of_activities, of_orders, came_of_orders = zip(*tied, strict=True) if tied else ((), (), ())
    free: Any = visible(SchoolActivity, member).filter(school=planned.school_id, cancelled_on=None)
    free = free.filter(day__gte=planned.planned_on).exclude(pk__in=_known(of_activities, came_of_orders))
    waiting: Any = visible(Order, member).filter(school=planned.school_id)
    waiting = waiting.waiting().exclude(pk__in=_known(of_orders)).select_related("menu_item")
    return [*free.order_by("day", "pk")[:OFFERED], *waiting[:OFFERED]]


def _known(*columns: Iterable[int | None]) -> set[int]:
    return {one for column in columns for one in column if one is not None}


def words_of(work: SchoolActivity | Order, today: date) -> str:
    """One to choose, in a line."""
    if isinstance(work, Order):
        return f"{work.menu_item.title} (ordered for {work.term_name.lower()}, waiting for an answer)"
    return (
        f"{work.title} ({work.kind_name.lower()}, {WORDS[state_of(work, today)][0].lower()}, {day(work.day)})"
    )
