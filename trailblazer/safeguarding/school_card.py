"""Whom a concern reaches, on the page of a school, for the team that keeps it."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.team_schools import serves
from trailblazer.places.cards import Card, add_card
from trailblazer.places.models import School
from trailblazer.safeguarding.models import SchoolRoute


def lead_of(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not (member.may(Permission.PLAN_VISITS) and member.team_id and serves(member, school, today)):
        return None
    return {"route": visible(SchoolRoute, member).filter(school=school).first(), "urn": school.urn}


add_card(Card(30, "safeguarding/school_card.jinja", lead_of))
