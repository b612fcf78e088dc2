"""Days as schools and teams count them: London days, working days, school years.

Bank holidays are a dated file (England, the weekdays from 2015 to 2035). A day outside the file's years is refused,
because a holiday that nobody has listed would silently be counted as a working day.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DIVISION = "england-and-wales"
DAYS_TO_ANSWER = 5
SATURDAY = 5
SEPTEMBER = 9
ONE_DAY = timedelta(days=1)


class NoSuchCalendar(ValueError):
    """The list of bank holidays cannot be read, or does not reach the day asked about."""


@dataclass(frozen=True)
class BankHolidays:
    """The bank holidays of England by day, and the years they are known for, first and last included."""

    names: Mapping[date, str]
    first_year: int
    last_year: int

    @classmethod
    def read(cls, lines: Iterable[str]) -> Self:
        """Bank holidays from the lines of a CSV with the columns date (YYYY-MM-DD), name and division."""
        rows = csv.DictReader(lines)
        if missing := {"date", "name", "division"} - set(rows.fieldnames or ()):
            raise NoSuchCalendar(f"The list of bank holidays has no column {' or '.join(sorted(missing))}")
        names = {
            _day(row["date"], number): row["name"]
            for number, row in enumerate(rows, start=2)
            if row["division"] == DIVISION
        }
        if not names:
            raise NoSuchCalendar(f"The list of bank holidays has none for {DIVISION}")
        return cls(names, min(names).year, max(names).year)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        """Bank holidays from a UTF-8 CSV file, as `read` takes them."""
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return cls.read(lines)

    def __contains__(self, day: date) -> bool:
        if not self.first_year <= day.year <= self.last_year:
            raise NoSuchCalendar(
                f"Bank holidays are known from {self.first_year} to {self.last_year}, and {day} is outside them"
            )
        return day in self.names


def _day(text: str, number: int) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as reason:
        raise NoSuchCalendar(f"Row {number} of the bank holidays has no date: {text!r}") from reason


@cache
def bank_holidays() -> BankHolidays:
    """The bank holidays that travel with Trailblazer."""
    source = files("trailblazer") / "data" / "places" / "bank_holidays_england.csv"
    return BankHolidays.read(source.read_text(encoding="utf-8-sig").splitlines())


def is_working_day(day: date, holidays: BankHolidays | None = None) -> bool:
    """Monday to Friday, unless it is a bank holiday. Half terms are working days: the team is at work."""
    is_holiday = day in (holidays or bank_holidays())
    return day.weekday() < SATURDAY and not is_holiday


def add_working_days(day: date, count: int, holidays: BankHolidays | None = None) -> date:
    """The day on which the nth working day after `day` falls; `day` itself when the count is 0."""
    if count < 0:
        raise ValueError(f"Working days are counted forwards, and {count} is backwards")
    while count:
        day += ONE_DAY
        count -= is_working_day(day, holidays)
    return day


def working_days_between(start: date, end: date, holidays: BankHolidays | None = None) -> int:
    """The working days after `start`, up to and including `end`."""
    if end < start:
        raise ValueError(f"{end} is before {start}")
    return sum(is_working_day(start + timedelta(days=n), holidays) for n in range(1, (end - start).days + 1))


def answer_due_on(received: date, days: int = DAYS_TO_ANSWER, holidays: BankHolidays | None = None) -> date:
    """The last day on which an answer is in time. The day of receiving is day 0."""
    return add_working_days(received, days, holidays)


def working_days_left(
    received: date, today: date, days: int = DAYS_TO_ANSWER, holidays: BankHolidays | None = None
) -> int:
    """Working days left to answer: 0 on the last day, below 0 only when late (the weekend after is already -1)."""
    due = answer_due_on(received, days, holidays)
    if today <= due:
        return working_days_between(today, due, holidays)
    return -max(1, working_days_between(due, today, holidays))


def london_day(moment: datetime) -> date:
    """The day it was in London at that moment. A moment without a time zone is refused, not guessed."""
    if moment.utcoffset() is None:
        raise ValueError("A moment needs a time zone before it has a day")
    return moment.astimezone(LONDON).date()


@dataclass(frozen=True, order=True)
class SchoolYear:
    """A school year of England, from 1 September to 31 August, known by the year it starts in."""

    starts_in: int

    @property
    def first_day(self) -> date:
        return date(self.starts_in, SEPTEMBER, 1)

    @property
    def last_day(self) -> date:
        return date(self.starts_in + 1, SEPTEMBER, 1) - ONE_DAY

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    def __str__(self) -> str:
        return f"{self.starts_in}/{(self.starts_in + 1) % 100:02}"


def school_year_of(day: date) -> SchoolYear:
    """The school year that a day belongs to."""
    return SchoolYear(day.year if day.month >= SEPTEMBER else day.year - 1)


def school_years_ago(years: int, today: date) -> SchoolYear:
    """The school year so many before the present one; 0 is the present one."""
    return SchoolYear(school_year_of(today).starts_in - years)
