"""The actions of schools as lists read them: open ones, whose they are, and the plans of earlier years."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain.action_plans import Status
from trailblazer.places.models import School
from trailblazer.whole_school.models import PlannedAction

COLOURS = {
    Status.NOT_STARTED: "grey",
    Status.IN_PROGRESS: "blue",
    Status.LATE: "red",
    Status.DONE: "white",
    Status.DROPPED: "white",
}


@dataclass(frozen=True)
class Row:
    """One action with where it is today."""

    action: PlannedAction
    status: Status

    @property
    def colour(self) -> str:
        return COLOURS[self.status]

    @property
    def is_late(self) -> bool:
        return self.status is Status.LATE


def rows_of(actions: Iterable[PlannedAction], today: date) -> list[Row]:
    return [Row(one, one.status(today)) for one in actions]


def open_actions(school: School, member: Membership, today: date) -> list[Row]:
    """A school's open actions, what is due first, as this member may see them. For other pages too."""
    found = visible(PlannedAction, member).open().filter(school=school)  # type: ignore[attr-defined]
    return rows_of(found.select_related("owner__user", "school"), today)


def plan_of(school: School, year: int, member: Membership, today: date) -> list[Row]:
    """Every action of the plan of one school year, open ones first."""
    found = visible(PlannedAction, member).filter(school=school, year=year)
    rows = rows_of(found.select_related("owner__user", "school"), today)
    return sorted(rows, key=lambda row: not row.action.is_open)


def years_of(school: School, member: Membership) -> list[int]:
    """The school years for which there is a plan, newest first."""
    found = visible(PlannedAction, member).filter(school=school).order_by("-year")
    return list(found.values_list("year", flat=True).distinct())


def own_actions(member: Membership, today: date) -> list[Row]:
    """The open actions that this member owns."""
    found = visible(PlannedAction, member).open().filter(owner=member)  # type: ignore[attr-defined]
    return rows_of(found.select_related("owner__user", "school"), today)
