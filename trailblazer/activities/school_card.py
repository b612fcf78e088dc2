"""Activities on the first page of a school's lead: what is coming, what was held this term, and the menu."""

from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.activities.figures import activities_of_term
from trailblazer.activities.published import people_who_came
from trailblazer.activities.reading import of_school
from trailblazer.domain.school_terms import term_of
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs

SHOWN = 3


def own_card(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return None
    term = term_of(today)
    found = of_school(school, member, today, term)
    held = activities_of_term(school, term)  # as the page that is linked counts them
    return {
        "school": school,
        "term": term,
        "coming": found.coming[:SHOWN],
        "more": len(found.coming) - SHOWN,
        "held": sum(one.held for one in held),
        "reached": people_who_came(held),
        "waiting": sum(one.is_waiting for one in found.orders),
        "may_order": member.may(Permission.KEEP_SCHOOL_WORK),
    }


def card_of_team(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """On the page of a school, for the team that serves it."""
    if not member.may(Permission.PLAN_VISITS) or not is_theirs(member, school):
        return None
    found = own_card(school, member, today)
    return found and found | {"may_order": False}


add_card_of_our_school(Card(15, "activities/own_card.jinja", own_card, is_wide=True))
add_card(Card(20, "activities/own_card.jinja", card_of_team, is_wide=True))
