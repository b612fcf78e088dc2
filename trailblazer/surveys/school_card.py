"""What is asked without a name just now, and what is new, on the first page of a school's lead."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.surveys.models import Survey
from trailblazer.teams.of_school import is_theirs

PLACE = 45


def own_card(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return None
    kept = list(visible(Survey, member).filter(school=school).exclude(opened_on=None)[:12])
    return {
        "urn": school.urn,
        "open": [one for one in kept if not one.is_over(today)],
        "last": next((one for one in kept if one.is_over(today)), None),
        "concern": next((one for one in kept if one.told_on and not one.is_over(today)), None),
    }


def card_for_team(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """On the page of a school: for the team that serves it, whether something is asked there just now."""
    if not (member.may(Permission.SEE_SCHOOL_WORK) and is_theirs(member, school)):
        return None
    kept = visible(Survey, member).filter(school=school)
    return {"urn": school.urn, "open": kept.open_on(today).count()}  # type: ignore[attr-defined]


add_card(Card(PLACE, "surveys/school_card.jinja", card_for_team))
add_card_of_our_school(Card(PLACE, "surveys/own_card.jinja", own_card))
