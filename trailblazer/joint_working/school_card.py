"""What a school agreed with NHS services and others, on the first page of its lead, until it is done."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.joint_working.models import JointAction
from trailblazer.joint_working.of_school import open_actions_of_school
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs


def agreed_together(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_JOINT_WORKING):
        return None
    actions = open_actions_of_school(school, today)
    if not actions:
        return None
    # Of a cohort beyond the wall the school is told here, and has no page to open.
    opens = (
        visible(JointAction, member)
        .filter(ref__in=[one.ref for one in actions])
        .values_list("ref", flat=True)
    )
    return {"actions": actions, "opens": set(opens)}


def for_team(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """On the page of a school, for the team that serves it."""
    return agreed_together(school, member, today) if is_theirs(member, school) else None


add_card_of_our_school(Card(20, "joint_working/own_card.jinja", agreed_together, is_wide=True))
add_card(Card(30, "joint_working/own_card.jinja", for_team, is_wide=True))
