"""The cards of help itself on the page of the day: what was not sent, and the week by function."""

from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.time_by_function import week_of
from trailblazer.care.today_cards import TodayCard, add_card
from trailblazer.care.unsent import unsent_of


def unsent(member: Membership, day: date) -> dict[str, Any] | None:
    """What this member wrote and did not send, whatever day is looked at."""
    items = unsent_of(member)
    return {"items": items, "first_goes_at": min(item.goes_at for item in items)} if items else None


def week(member: Membership, day: date) -> dict[str, Any] | None:
    return {"week": week_of(member, day)} if member.may(Permission.RECORD_CARE) else None


add_card(TodayCard(0, "above", "care/today_unsent.jinja", unsent))
add_card(TodayCard(20, "side", "care/today_week.jinja", week))
