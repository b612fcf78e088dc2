"""The newest review beside the one before, and the open actions: on the first page of a school's lead, and for its team
on the school's page.
"""

from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs
from trailblazer.whole_school import charts
from trailblazer.whole_school.plans import open_actions
from trailblazer.whole_school.reading import reviews_of, trend_of

SHOWN = 6


def review_and_plan(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return None
    trend = trend_of(reviews_of(school, member))
    rows = open_actions(school, member, today)
    return {
        "trend": trend,
        "chart": charts.dumbbells(trend) if trend else None,
        "moved": charts.moved,
        "rows": rows[:SHOWN],
        "more": len(rows) - SHOWN,
        "urn": school.urn,
        "is_own": member.organisation.urn == school.urn,
        "may_keep": member.may(Permission.KEEP_SCHOOL_WORK),
    }


def for_team(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    return review_and_plan(school, member, today) if is_theirs(member, school) else None


add_card_of_our_school(Card(10, "whole_school/own_card.jinja", review_and_plan, is_wide=True))
add_card(Card(10, "whole_school/own_card.jinja", for_team, is_wide=True))
