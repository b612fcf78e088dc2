"""One large school of two teams in which more was asked for than anywhere else, two terms ago and last term: so that a
report for governors has something to divide. All of it is over.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from trailblazer.access.roles import Role
from trailblazer.demo.requests import Writer, Written, save
from trailblazer.demo.staff import InventedTeam
from trailblazer.demo.timetable import Timetable
from trailblazer.domain.clock import Kind
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.domain.terms import is_working_day
from trailblazer.places.models import School

SEED, IN_A_TERM = 20190902, 30
ASKED_IN, WEEKS = timedelta(days=3), timedelta(weeks=4)  # from the first day of the term, and for how long


def write(teams: list[InventedTeam], numbers: Any, today: date) -> None:
    """In the first team of each provider, held by a therapist, whose weeks are free."""
    random = Random(SEED)  # noqa: S311 - the same people every time, on purpose
    for made in (teams[0], teams[-1]):
        Busy(random, made, numbers, today).write_terms()


class Busy(Writer):
    """Writes what one school asked for in two terms that are over, as far as it has ended."""

    def __init__(self, random: Random, made: InventedTeam, numbers: Any, today: date) -> None:
        super().__init__(random, made, numbers, today, Timetable(made, made.with_role(Role.THERAPIST)))
        self.schools = [largest(made.schools[:-1])]

    def write_terms(self) -> None:
        last = term_of(self.today).previous
        told = (self._one(day) for term in (last.previous, last) for day in self._days(term))
        written = [one for one in told if one.person is not None and one.story.on(Kind.ENDING)]
        self._save_people([one.person for one in written if one.person is not None])
        for one in written:
            one.referral.young_person = one.person
            one.referral.search = one.referral.search_text()
        self._save_all(written)

    def _save_all(self, written: list[Written]) -> None:
        save([one.referral for one in written])
        if self.care is not None:
            self._help(written, self.care)
        save([event for one in written for event in self._events(one)])
        self._save_decisions(written)

    def _days(self, term: Term) -> list[date]:
        first = term.first_day + ASKED_IN
        days = [first + timedelta(days=n) for n in range(WEEKS.days)]
        return sorted(self.random.choices([day for day in days if is_working_day(day)], k=IN_A_TERM))


def largest(schools: list[School]) -> School:
    """The largest secondary school, or where there is none the largest."""
    return max(schools, key=lambda one: ((one.low_age or 0) >= 11, one.pupils or 0, one.urn))
