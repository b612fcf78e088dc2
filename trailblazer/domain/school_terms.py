"""The three terms of a school year by the calendar, and so the same for every school.

Spring from January, summer from April, autumn from September: Easter moves and schools differ, so that terms by their
own dates could not be set side by side. Days on which a school is open are in `terms`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

NAMES = ("Spring", "Summer", "Autumn")
FIRST_MONTHS = (1, 4, 9)
OF_SCHOOL_YEAR = ("Autumn", "Spring", "Summer")


@dataclass(frozen=True, order=True)
class Term:
    """A term by its calendar year and its place in it, 1 to 3."""

    year: int
    place: int

    @property
    def code(self) -> str:
        return f"{self.year}-{self.place}"

    @property
    def name(self) -> str:
        return NAMES[self.place - 1]

    @property
    def next(self) -> "Term":
        return Term(self.year + self.place // len(NAMES), self.place % len(NAMES) + 1)

    @property
    def previous(self) -> "Term":
        return Term(self.year - 1, len(NAMES)) if self.place == 1 else Term(self.year, self.place - 1)

    @property
    def first_day(self) -> date:
        return date(self.year, FIRST_MONTHS[self.place - 1], 1)

    @property
    def last_day(self) -> date:
        return self.next.first_day - timedelta(days=1)

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.name} {self.year}"


def term_of(day: date) -> Term:
    """The term that holds this day: every day is in one, holidays among them."""
    return Term(day.year, sum(day.month >= month for month in FIRST_MONTHS))


def term_by_code(code: str) -> Term:
    """The term of a code such as "2026-3". Raises ValueError for what is no code of a term."""
    year, _, place = code.partition("-")
    term = Term(int(year), int(place))
    if term.code != code or not 1 <= term.place <= len(NAMES) or not 1 <= term.year < 9999:
        raise ValueError(f"There is no term {code!r}")
    return term


def coming_terms(today: date, count: int = 4) -> Iterator[Term]:
    """This term and those after it."""
    term = term_of(today)
    for _ in range(count):
        yield term
        term = term.next
