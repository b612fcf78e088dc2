"""Half-day sessions of school that a pupil attended, week by week or half term by half term, and help beside them.

A session is a morning or an afternoon, two to a day (Department for Education, Working together to improve school
attendance, 2024: a session is half a day; missing a tenth or more is persistent absence).
"""

import csv
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from trailblazer.domain.education import SESSIONS_A_DAY

SESSIONS_A_WEEK = 5 * SESSIONS_A_DAY
WEEKS = 6  # school weeks that are compared on either side
NEAR = timedelta(
    weeks=16
)  # what ended longer before help began says nothing about when it began: over a summer
PERSISTENT = 90  # per cent attended; below it the Department for Education calls absence persistent
LONGEST = timedelta(days=120)
MOST_ROWS = 120
FRIDAY = 4  # date.weekday
WRITTEN = ("%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")
DIGITS = re.compile(r"\d{1,3}")


class NotACount(ValueError):
    """Numbers or days that cannot be right, in a sentence that says what to do."""


@dataclass(frozen=True, order=True)
class Count:
    """Sessions attended of those possible from a day to a day, both included."""

    from_on: date
    to_on: date
    possible: int
    attended: int

    @property
    def share(self) -> int | None:
        """Per cent attended; None where school was not open."""
        return round(100 * self.attended / self.possible) if self.possible else None

    def check(self, today: date) -> None:
        """Raises NotACount for days to come or out of order, and for more sessions than there can be."""
        if self.to_on < self.from_on:
            raise NotACount("Enter a last day that is not before the first")
        if self.to_on > today:
            raise NotACount("Enter a last day that is not in the future")
        if self.to_on - self.from_on > LONGEST:
            raise NotACount("Enter at most a term at once: a week or half a term is best")
        days = sum(
            (self.from_on + timedelta(n)).weekday() <= FRIDAY
            for n in range((self.to_on - self.from_on).days + 1)
        )
        if self.possible > SESSIONS_A_DAY * days:
            raise NotACount(f"There are at most {SESSIONS_A_DAY * days} half-day sessions in those days")
        if self.attended > self.possible:
            raise NotACount(
                f"{self.attended} sessions cannot be attended of {self.possible}: enter {self.possible} or fewer"
            )

    def overlaps(self, other: "Count") -> bool:
        return self.from_on <= other.to_on and other.from_on <= self.to_on


@dataclass(frozen=True)
class Span:
    """Several counts as one."""

    counts: tuple[Count, ...]

    @property
    def possible(self) -> int:
        return sum(count.possible for count in self.counts)

    @property
    def share(self) -> int:
        return round(100 * sum(count.attended for count in self.counts) / self.possible)

    @property
    def weeks(self) -> int:
        """School weeks, by the sessions that were possible."""
        return max(1, round(self.possible / SESSIONS_A_WEEK))


def before(counts: Iterable[Count], started_on: date) -> Span | None:
    """The last school weeks that ended before help began, six or what is known. None where nothing is known."""
    return _latest(count for count in counts if count.to_on < started_on <= count.to_on + NEAR)


def since(counts: Iterable[Count], started_on: date) -> Span | None:
    """The latest school weeks since help began, six or what is known. The week it began in is on neither side."""
    return _latest(count for count in counts if count.from_on >= started_on)


def _latest(counts: Iterable[Count]) -> Span | None:
    taken: list[Count] = []
    for count in sorted((one for one in counts if one.possible), reverse=True):
        if sum(one.possible for one in taken) >= WEEKS * SESSIONS_A_WEEK:
            break
        taken.append(count)
    return Span(tuple(reversed(taken))) if taken else None


@dataclass(frozen=True, order=True)
class SchoolWeek:
    """The days of a week on which a school is open, from the first to the last, and the sessions they make."""

    from_on: date
    to_on: date
    possible: int


def school_weeks(is_closed: Callable[[date], bool], first: date, last: date) -> list[SchoolWeek]:
    """Whole school weeks between two days, both included, the latest first. A week without school is left out."""
    monday = last - timedelta(days=last.weekday())
    found = []
    while monday >= first:
        days = [monday + timedelta(n) for n in range(FRIDAY + 1)]
        open_days = [day for day in days if not is_closed(day)]
        if open_days and days[-1] <= last:
            found.append(SchoolWeek(open_days[0], open_days[-1], SESSIONS_A_DAY * len(open_days)))
        monday -= timedelta(weeks=1)
    return found


def in_words(counts: Sequence[Count], started_on: date | None) -> str:
    """Attended 61% of sessions in the 6 weeks before help began, 84% in the 6 weeks since.

    Weeks are school weeks. Nothing where there are no counts.
    """
    if started_on is None:
        known = _latest(counts)
        return f"Attended {known.share}% of sessions in the last {_weeks(known)}" if known else ""
    was, now = before(counts, started_on), since(counts, started_on)
    if was and now:
        every = sum(one.possible for one in counts if one.from_on >= started_on)
        after = f"the latest {_weeks(now)}" if every > now.possible else f"the {_weeks(now)} since"
        return f"Attended {was.share}% of sessions in the {_weeks(was)} before help began, {now.share}% in {after}"
    if was:
        return f"Attended {was.share}% of sessions in the {_weeks(was)} before help began. No week since yet"
    return (
        f"Attended {now.share}% of sessions in the {_weeks(now)} since help began. Before: not known"
        if now
        else ""
    )


def _weeks(span: Span) -> str:
    return "school week" if span.weeks == 1 else f"{span.weeks} school weeks"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row of what was pasted. Rows are numbered as they were typed, from 1."""

    row: int
    words: str

    def __str__(self) -> str:
        return f"Row {self.row}: {self.words}"


def read_rows(typed: str, today: date) -> tuple[list[Count], list[Fault]]:
    """The counts of rows of a sheet, and what is wrong with which row. A row of headings is passed over.

    A row is "first day, last day, possible, attended", or "first day of the week, possible, attended". Between the
    cells are tabs, semicolons or commas.
    """
    lines = typed.splitlines()
    counts: list[Count] = []
    faults: list[Fault] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or number == 1 and not re.search(r"\d", line):
            continue
        if len(counts) + len(faults) >= MOST_ROWS:
            faults.append(Fault(number, f"paste at most {MOST_ROWS} rows at once"))
            break
        try:
            count = _count(line)
            count.check(today)
            _refuse_twice(count, counts)
        except NotACount as reason:
            words = str(reason)
            faults.append(Fault(number, f"{words[:1].lower()}{words[1:]}"))
        else:
            counts.append(count)
    return counts, faults


def _refuse_twice(count: Count, earlier: Iterable[Count]) -> None:
    if any(count.overlaps(other) for other in earlier):
        raise NotACount("Its days are in an earlier row too: leave one of them out")


def _count(line: str) -> Count:
    mark = next((mark for mark in "\t;" if mark in line), ",")
    cells = [cell.strip() for cell in next(csv.reader([line], delimiter=mark))]
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) == 3:
        from_on = _day(cells[0])
        if from_on.weekday() > FRIDAY:
            raise NotACount("The week begins on a weekend: enter its first school day")
        to_friday = timedelta(days=FRIDAY - from_on.weekday())
        return Count(from_on, from_on + to_friday, *_numbers(cells[1:]))
    if len(cells) == 4:
        return Count(_day(cells[0]), _day(cells[1]), *_numbers(cells[2:]))
    raise NotACount("Enter first day, last day, possible and attended, with commas or tabs between them")


def _day(typed: str) -> date:
    for written in WRITTEN:
        try:
            day = datetime.strptime(typed, written).replace(tzinfo=UTC).date()
        except ValueError:
            continue
        if day.year >= 2000:
            return day
    raise NotACount(f"“{typed[:20]}” is not a day: write it like 14/09/2026")


def _numbers(cells: Sequence[str]) -> tuple[int, int]:
    for cell in cells:
        if not DIGITS.fullmatch(cell) or not cell.isascii():
            raise NotACount(f"“{cell[:20]}” is not a number of sessions: write it like 10")
    return int(cells[0]), int(cells[1])
