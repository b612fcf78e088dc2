"""What other parts put into a member's day beside contacts and groups: it stands in Today, the week and the calendar,
and no time that is offered for a contact clashes with it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from trailblazer.access.models import Membership


@dataclass(frozen=True)
class AlsoDown:
    """Something a member is down for. `place` is "telephone", "video" or "school_room"; `done` says what came of it."""

    ref: str
    member: Membership
    starts_at: datetime
    ends_at: datetime
    place: str
    title: str  # what stands in the list
    sub: str = ""
    plan: str = ""
    plan_more: str = ""
    address: str = ""
    act: str = ""  # the word of the link that does it
    act_address: str = ""
    done: str = ""
    school_id: int | None = None
    school_name: str = ""
    version: int = 1
    one: str = "other thing"  # as the summary of the day counts it
    many: str = "other things"


# Whose, from when, until when, and who looks: None is the service, which asks only for the times.
Found = Callable[[Collection[Membership], datetime, datetime, Membership | None], list[AlsoDown]]
_FOUND: list[Found] = []


def add_also_down(found: Found) -> None:
    """Adds a part. Called from an app's `ready`. Its queries may not grow with what it finds."""
    if found not in _FOUND:
        _FOUND.append(found)


def also_down(
    members: Collection[Membership], from_: datetime, until: datetime, by: Membership | None = None
) -> list[AlsoDown]:
    """What these members are down for between two moments, in the order of time."""
    every = [one for found in _FOUND for one in found(members, from_, until, by)]
    return sorted(every, key=lambda one: (one.starts_at, one.ref))
