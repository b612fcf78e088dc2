"""Planned activities in the day and the calendar of those who do them, and what of them is to be written down."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.activities.reading import TO_WRITE, in_state
from trailblazer.alerts.owners import FIRST
from trailblazer.care.also_down import AlsoDown, add_also_down
from trailblazer.care.today_cards import TodayCard, add_card

SHOWN = 5


def planned(
    members: Collection[Membership], from_: datetime, until: datetime, by: Membership | None
) -> list[AlsoDown]:
    """The activities of these members, once for each, as whoever looks may know of them. Two queries."""
    known: Any = SchoolActivity.objects.all() if by is None else visible(SchoolActivity, by)
    found = known.filter(
        staff__in=list(members), starts_at__lt=until, ends_at__gt=from_, cancelled_on=None
    ).distinct()
    wanted = {member.pk for member in members}
    return [
        _down(activity, member)
        for activity in found.select_related("school").prefetch_related("staff__user")
        for member in activity.staff.all()
        if member.pk in wanted
    ]


def _down(activity: SchoolActivity, member: Membership) -> AlsoDown:
    assert activity.starts_at is not None, "only those with their hours are asked for"
    assert activity.ends_at is not None, "only those with their hours are asked for"
    return AlsoDown(
        ref=activity.ref,
        member=member,
        starts_at=activity.starts_at,
        ends_at=activity.ends_at,
        place="school_room",
        title=activity.title,
        sub=f"{activity.kind_name}, {activity.school.name}",
        plan=activity.for_whom,
        plan_more=activity.room,
        address=reverse("activities:activity", args=[activity.ref]),
        act="" if activity.work_id else "Held",
        act_address=reverse("activities:held", args=[activity.ref]),
        done="Held" if activity.work_id else "",
        school_id=activity.school_id,
        school_name=activity.school.name,
        version=activity.version,
        one="activity",
        many="activities",
    )


def to_write_down(member: Membership, day: date) -> dict[str, Any] | None:
    """One's own activities whose day has passed and that nobody has written down."""
    if day != today() or not member.may(Permission.RECORD_CARE):
        return None
    past = visible(SchoolActivity, member).filter(in_state(TO_WRITE, day), staff=member)
    rows = list(past.select_related("school").order_by("day", "pk")[:SHOWN])
    return {"rows": rows} if rows else None


def own_orders(member: Membership, day: date) -> dict[str, Any] | None:
    """Orders that are this member's to answer, for those to whom they go first. Others see them counted in the menu."""
    if day != today() or member.role not in FIRST:
        return None
    known: Any = visible(Order, member)
    rows = list(known.waiting().filter(owner=member).select_related("school", "menu_item")[:SHOWN])
    return {"rows": rows, "today": day} if rows else None


add_also_down(planned)
add_card(TodayCard(12, "above", "activities/today_to_write_down.jinja", to_write_down))
add_card(TodayCard(32, "side", "activities/today_orders.jinja", own_orders))
