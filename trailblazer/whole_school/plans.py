"""The actions of schools as lists read them: open ones, whose they are, and the plans of earlier years."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain.action_plans import Status
from trailblazer.places.models import School
from trailblazer.whole_school.models import PlannedAction
from trailblazer.whole_school.teams_part import Part, parts_of

COLOURS = {
    Status.NOT_STARTED: "grey",
    Status.IN_PROGRESS: "blue",
    Status.LATE: "red",
    Status.DONE: "white",
    Status.DROPPED: "white",
}


@dataclass(frozen=True)
class Row:
    """One action with where it is today, and what the team does for it."""

    action: PlannedAction
    status: Status
    parts: tuple[Part, ...] = ()

    @property
    def colour(self) -> str:
        return COLOURS[self.status]

    @property
    def is_late(self) -> bool:
        return self.status is Status.LATE

    @property
    def nothing_yet(self) -> bool:
        """Something was promised by the team, and nothing is planned for it."""
        return bool(self.action.team_will) and self.action.is_open and not self.parts


def rows_of(actions: Iterable[PlannedAction], member: Membership, today: date) -> list[Row]:
    found = list(actions)
    parts = parts_of(found, member, today)
    return [Row(one, one.status(today), tuple(parts.get(one.pk, ()))) for one in found]


def open_actions(school: School, member: Membership, today: date) -> list[Row]:
    """A school's open actions, what is due first, as this member may see them. For other pages too."""
    found = visible(PlannedAction, member).open().filter(school=school)  # type: ignore[attr-defined]
    return rows_of(found.select_related("owner__user", "school"), member, today)


def plans_of(school: School, member: Membership, today: date) -> dict[int, list[Row]]:
    """Every action of a school by the school year of its plan, the newest first; in each, open ones first."""
    found = visible(PlannedAction, member).filter(school=school).select_related("owner__user", "school")
    plans: dict[int, list[Row]] = defaultdict(list)
    for row in sorted(
        rows_of(found, member, today), key=lambda row: (-row.action.year, not row.action.is_open)
    ):
        plans[row.action.year].append(row)
    return plans


def own_actions(member: Membership, today: date) -> list[Row]:
    """The open actions that this member owns."""
    found = visible(PlannedAction, member).open().filter(owner=member)  # type: ignore[attr-defined]
    return rows_of(found.select_related("owner__user", "school"), member, today)
