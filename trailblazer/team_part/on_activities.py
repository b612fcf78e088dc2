"""On the page of an activity or an order: the actions of the school's plan for which it is done."""

from typing import Any

from trailblazer.access.models import Membership
from trailblazer.activities.beside import add_card
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.team_part.reading import actions_of


def for_which(work: SchoolActivity | Order, member: Membership) -> dict[str, Any] | None:
    found = actions_of(work, member)
    return {"actions": found} if found else None


add_card("team_part/for_actions.jinja", for_which)
