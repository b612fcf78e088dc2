"""What a member is asked to rate: said first where they start, until they have sent it or the review is agreed."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.places.cards import add_what_waits
from trailblazer.whole_school.models import Respondent
from trailblazer.whole_school.tools import name_of


def to_rate(member: Membership) -> list[tuple[Respondent, str]]:
    """Each with the name of its tool, what was asked first at the top."""
    asked = visible(Respondent, member).waiting_for(member)  # type: ignore[attr-defined]
    return [
        (one, name_of(one.review.tool)) for one in asked.select_related("review", "school", "asked_by__user")
    ]


def at_the_start(member: Membership, today: date) -> dict[str, Any] | None:
    waiting = to_rate(member)
    return {"waiting": waiting} if waiting else None


add_what_waits("whole_school/waiting.jinja", at_the_start)
