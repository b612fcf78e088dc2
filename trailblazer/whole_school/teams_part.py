"""What the team does for an action of the plan, brought by an app that knows of it too: reviews and plans do not know
of activities.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from trailblazer.access.models import Membership
from trailblazer.whole_school.models import PlannedAction


@dataclass(frozen=True)
class Part:
    """One piece of the team's work tied to an action. An empty `address` is a page that this member does not open."""

    title: str
    kind: str
    state: str
    colour: str
    on: date | None  # the day planned, held or cancelled; None while it is only ordered
    note: str = ""
    address: str = ""
    untie: str = ""


Parts = dict[int, list[Part]]  # by the key of the action
Way = tuple[str, str]  # words, and where they lead
_PARTS: list[Callable[[Sequence[PlannedAction], Membership, date], Parts]] = []
_WAYS: list[Callable[[PlannedAction, Membership], list[Way]]] = []


def add_teams_part(
    parts: Callable[[Sequence[PlannedAction], Membership, date], Parts],
    ways: Callable[[PlannedAction, Membership], list[Way]],
) -> None:
    """`parts` reads what is tied to many actions at once, `ways` how this member can tie more to one. From `ready`."""
    if parts not in _PARTS:
        _PARTS.append(parts)
        _WAYS.append(ways)


def parts_of(actions: Sequence[PlannedAction], member: Membership, today: date) -> Parts:
    found: Parts = {}
    for given in _PARTS if actions else ():
        for action, parts in given(actions, member, today).items():
            found.setdefault(action, []).extend(parts)
    return found


def ways_of(action: PlannedAction, member: Membership) -> list[Way]:
    return [way for given in _WAYS for way in given(action, member)]
