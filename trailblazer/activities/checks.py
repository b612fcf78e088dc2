"""What several actions check of an activity. Each raises NotPossible with what to do."""

from typing import Any

from trailblazer.access.records import NotPossible
from trailblazer.activities.models import SchoolActivity
from trailblazer.domain.activities import MOST_PEOPLE, Audience, kinds
from trailblazer.domain.full_names import full_name_in


def must_be_coming(activity: SchoolActivity) -> None:
    if activity.cancelled_on is not None:
        raise NotPossible("This was cancelled. Plan it anew")
    if activity.work_id is not None:
        raise NotPossible("This was written down as held. Correct that instead")


def refuse_name_like(words: str) -> None:
    """Words from outside the team, read alone: to say whom the team knows would tell whoever writes."""
    if name := full_name_in(words):
        raise NotPossible(
            f"“{name}” looks like somebody’s full name. Take it out: what is said here names nobody"
        )


def what_it_is(kind: str, title: str, audience: str, expected: int | None) -> dict[str, Any]:
    """The words of an activity, checked. Raises NotPossible."""
    if kind not in kinds():
        raise NotPossible("Choose what kind of activity it is")
    if not title.strip():
        raise NotPossible("Enter what it is called")
    if audience not in list(Audience):
        raise NotPossible("Choose whom it is for")
    if expected is not None and not 1 <= expected <= MOST_PEOPLE:
        raise NotPossible(f"Enter how many people you expect, from 1 to {MOST_PEOPLE:,}")
    return {"kind": kind, "title": title.strip(), "audience": audience, "expected": expected}
