"""Times that can be offered for a session: inside a visit or a day, free for both, and not the same lesson again.

A lesson is told by the hour in London in which it begins: schools differ in their timetables, and an hour is what every
one of them shares. "Not in the same lesson each week" is what young people asked for (guide 2.13).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from trailblazer.domain.contacts import LONDON, NotATime, moment, overlaps
from trailblazer.domain.terms import london_day

STEP = timedelta(minutes=30)
LAST_CONTACTS = 2  # a slot is not in the lesson of either of these
FROM_ONE_WINDOW = 2  # so that the choice is between days, too


class Busy(NamedTuple):
    """A time that is taken."""

    starts_at: datetime
    ends_at: datetime

    def clashes(self, starts_at: datetime, ends_at: datetime) -> bool:
        return overlaps(self.starts_at, self.ends_at, starts_at, ends_at)


@dataclass(frozen=True)
class Window:
    """A stretch of one day within which sessions may lie. `of` is whatever the caller knows it by: a visit, or None."""

    starts_at: datetime
    ends_at: datetime
    in_school: bool = True
    of: Any = None

    @property
    def day(self) -> date:
        return london_day(self.starts_at)


class Slot(NamedTuple):
    """A time that can be offered."""

    starts_at: datetime
    ends_at: datetime
    window: Window


def window_of(day: date, first: time, last: time, *, in_school: bool = True, of: Any = None) -> Window:
    """The stretch between two London times of a day. Raises NotATime where the clocks jump over one of them."""
    starts_at, ends_at = moment(day, first).astimezone(UTC), moment(day, last).astimezone(UTC)
    if ends_at <= starts_at:
        raise NotATime("Enter an end after the start")
    return Window(starts_at, ends_at, in_school, of)


def lesson_of(starts_at: datetime) -> int:
    """The lesson in which a session begins: its hour in London."""
    return starts_at.astimezone(LONDON).hour


def lessons_of(starts: Iterable[datetime]) -> frozenset[int]:
    """The lessons of the last sessions, which the next is not to be in again. `starts` are sessions in school."""
    newest = sorted(starts, reverse=True)[:LAST_CONTACTS]
    return frozenset(lesson_of(one) for one in newest)


def offer(
    windows: Iterable[Window],
    *,
    minutes: int,
    busy: Sequence[Busy],
    lessons: frozenset[int] = frozenset(),
    not_before: datetime,
    count: int,
    from_one_window: int = FROM_ONE_WINDOW,
) -> list[Slot]:
    """The first times that can be offered, at most two from one window, at most one in each lesson.

    `busy` are the times at which the member, the young person or the room is taken; `lessons` those not to be repeated,
    which counts in school only.
    """
    found: list[Slot] = []
    for window in sorted(windows, key=lambda one: one.starts_at):
        free = _within(window, timedelta(minutes=minutes), busy, lessons, not_before)
        found += free[:from_one_window]
        if len(found) >= count:
            break
    return found[:count]


def _within(
    window: Window, length: timedelta, busy: Sequence[Busy], lessons: frozenset[int], not_before: datetime
) -> list[Slot]:
    found: list[Slot] = []
    taken = set(lessons) if window.in_school else set()
    starts_at = window.starts_at.astimezone(UTC)  # where no hour is missing and none comes twice
    while starts_at + length <= window.ends_at:
        ends_at = starts_at + length
        is_free = not any(one.clashes(starts_at, ends_at) for one in (*busy, *_times(found)))
        if starts_at >= not_before and is_free and lesson_of(starts_at) not in taken:
            found.append(Slot(starts_at, ends_at, window))
            taken.add(lesson_of(starts_at))
        starts_at += STEP
    return found


def _times(slots: Iterable[Slot]) -> list[Busy]:
    return [Busy(slot.starts_at, slot.ends_at) for slot in slots]


def clashes_among(times: Iterable[Busy]) -> list[tuple[Busy, Busy]]:
    """Each pair of times that overlap, in order: two things one person or one room is down for at once."""
    in_order = sorted(times)
    found = []
    for number, one in enumerate(in_order):
        for other in in_order[number + 1 :]:
            if other.starts_at >= one.ends_at:
                break
            found.append((one, other))
    return found
