"""What is asked without a name just now, and what is new, on the first page of a school's lead."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.places.cards import Card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.surveys.models import Survey

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


add_card_of_our_school(Card(PLACE, "surveys/own_card.jinja", own_card))
