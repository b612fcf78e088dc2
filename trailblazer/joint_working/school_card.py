"""What a school agreed with NHS services and others, on the first page of its lead, until it is done."""

from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.joint_working.of_school import open_actions_of_school
from trailblazer.places.cards import Card, add_card_of_our_school
from trailblazer.places.models import School


def agreed_together(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_JOINT_WORKING):
        return None
    actions = open_actions_of_school(school, today)
    return {"actions": actions} if actions else None


add_card_of_our_school(Card(20, "joint_working/own_card.jinja", agreed_together, is_wide=True))
