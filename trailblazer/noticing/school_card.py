"""What a school has of its own, on its page, for those who keep it or send pupils to it."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.noticing.models import SchoolSupport
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs


def own_help(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not (member.may(Permission.SEE_SCHOOL_WORK) and school.is_open and is_theirs(member, school)):
        return None
    kept = visible(SchoolSupport, member).filter(school=school).open_on(today)  # type: ignore[attr-defined]
    return {"kept": list(kept), "urn": school.urn}


def who_could_help(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    return {"urn": school.urn, "is_lead": member.may(Permission.KEEP_SCHOOL_WORK)}


add_card_of_our_school(Card(10, "noticing/own_card.jinja", who_could_help))
add_card(Card(40, "noticing/school_card.jinja", own_help))
