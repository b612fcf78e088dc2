"""Schools of a team that have closed in the register while it serves them, and who serves what each became."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trailblazer.places.models import School
from trailblazer.places.successors import became
from trailblazer.teams.models import SchoolService, Team


@dataclass(frozen=True)
class Became:
    """An open school that a closed one became, the day it took over, and the team that serves it; None: none here."""

    school: School
    took_over_on: date | None
    team: Team | None


@dataclass(frozen=True)
class Closure:
    """A closed school that a team still serves."""

    service: SchoolService
    became: list[Became]

    @property
    def school(self) -> School:
        return self.service.school

    @property
    def is_settled(self) -> bool:
        """Whether nothing that it became waits for a team, so that it may leave the team's list."""
        return all(one.team is not None for one in self.became)


def closures(services: Iterable[SchoolService]) -> list[Closure]:
    """Those of these services, with their schools, that go on though the school has closed. No question where none."""
    closed = [one for one in services if one.ends_on is None and not one.school.is_open]
    if not closed:
        return []
    later = became(one.school.urn for one in closed)
    teams = _teams_of({school.urn for schools in later.values() for school in schools})
    return [
        Closure(
            one,
            [
                Became(school, took_over_on(one.school, school), teams.get(school.urn))
                for school in later[one.school.urn]
            ],
        )
        for one in closed
    ]


def took_over_on(closed: School, later: School) -> date | None:
    """The day the one had closed and the other was open; None where the register says neither day."""
    days = [day for day in (closed.closed_on, later.opened_on) if day is not None]
    return max(days, default=None)


def took_over_from(team: Team, school: School) -> tuple[School, date | None] | None:
    """The closed school of this team that this one carries on, and since when."""
    for closure in closures(team.services.select_related("school")):
        for one in closure.became:
            if one.school.pk == school.pk:
                return closure.school, one.took_over_on
    return None


def _teams_of(urns: Iterable[int]) -> dict[int, Team]:
    serving = SchoolService.objects.filter(ends_on=None, school__in=list(urns))
    return {one.school_id: one.team for one in serving.select_related("team__organisation")}
