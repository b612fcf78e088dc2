"""The newest report on the first page of a school's lead, and for its team on the school's page."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.insight.models import TermReport
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs


def newest_report(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK) or not is_theirs(member, school):
        return None
    standing = visible(TermReport, member).filter(school=school, withdrawn_on=None)
    return {"newest": standing.first(), "urn": school.urn}


add_card_of_our_school(Card(5, "insight/own_card.jinja", newest_report))
add_card(Card(60, "insight/school_card.jinja", newest_report))
