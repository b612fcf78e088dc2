"""What a team gave each school in a term, beside what the board agreed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from trailblazer.access.models import Organisation
from trailblazer.allocation.ledger import Ledger
from trailblazer.care.time_by_function import works_between
from trailblazer.domain import allocation_ledger as rule
from trailblazer.domain import school_terms, time_by_function
from trailblazer.domain.allocation_ledger import Against
from trailblazer.domain.time_by_function import FUNCTIONS
from trailblazer.places.models import School


@dataclass(frozen=True)
class Had:
    """One school's term: hours by function, agreed for the whole term and given so far."""

    school: School
    agreed: Mapping[int, float]
    given: Mapping[int, float]
    so_far: Fraction

    @property
    def all(self) -> Against:
        return Against(sum(self.agreed.values()), sum(self.given.values()), self.so_far)


@dataclass(frozen=True)
class Term:
    """A term of a team: each school, who has had least of what it should have had first."""

    ledger: Ledger
    today: date

    @cached_property
    def so_far(self) -> Fraction:
        return rule.elapsed(self.ledger.allocation.of_term, self.today)

    @cached_property
    def _given(self) -> dict[int | None, dict[int, float]]:
        """Hours written down, by URN and function; None: for no school."""
        allocation = self.ledger.allocation
        term = allocation.of_term
        works = works_between(term.first_day, term.last_day, team=allocation.team, by_urn=True)
        heaps = time_by_function.by(works, lambda work: work.place)
        return {
            key if isinstance(key, int) else None: {n: one.recorded.get(n, 0) / 60 for n in FUNCTIONS}
            for key, one in heaps.items()
        }

    @cached_property
    def rows(self) -> list[Had]:
        agreed, split = self.ledger.agreed or {}, self.ledger.allocation.split
        nothing = dict.fromkeys(FUNCTIONS, 0.0)
        found = [
            Had(
                line.school,
                rule.hours_by_function(agreed.get(line.school_id, 0), split),
                self._given.get(line.school_id, nothing),
                self.so_far,
            )
            for line in self.ledger.lines
        ]
        return sorted(found, key=lambda had: (had.all.differs, had.school.name))

    @property
    def all(self) -> Had:
        """Every school together. Its school is the first's: only its hours are read."""
        totals = [
            {n: sum(getattr(had, name)[n] for had in self.rows) for n in FUNCTIONS}
            for name in ("agreed", "given")
        ]
        return Had(self.rows[0].school, totals[0], totals[1], self.so_far)

    @property
    def elsewhere(self) -> float:
        """Hours for no school of this allocation."""
        of_lines = {line.school_id for line in self.ledger.lines}
        return sum(sum(hours.values()) for key, hours in self._given.items() if key not in of_lines)

    def count(self, state: str) -> int:
        """How many schools are under, over or even."""
        return sum(had.all.state == state for had in self.rows)


def of_one_school(
    school: School, team: Organisation, term: school_terms.Term, today: date, half_days: int
) -> Against:
    """What a team gave one school so far beside the half-days agreed, counted as on the page of the term."""
    works = works_between(term.first_day, term.last_day, team=team, urn=school.pk, by_urn=True)
    recorded = time_by_function.split(works).recorded
    given = sum(recorded.get(n, 0) for n in FUNCTIONS) / 60
    return Against(rule.hours(half_days), given, rule.elapsed(term, today))
