"""A series of sessions, one a week: on which days it falls when some of them are closed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_WEEK = timedelta(days=7)
MOST_SESSIONS = 40  # a school year has 39 weeks
MOST_WEEKS_CLOSED = 12  # in a row: past the summer holiday nothing is open because no term is known


class NotASeries(ValueError):
    """A series that cannot be planned so. The sentence says why and what to do."""


@dataclass(frozen=True)
class Series:
    """The days of the sessions, and the days between them on which there is none, each with the reason."""

    days: tuple[date, ...]
    skipped: tuple[tuple[date, str], ...]


def weekly(first: date, count: int, why_closed: Callable[[date], str]) -> Series:
    """So many sessions on the weekday of `first`. `why_closed` gives the reason a day is closed, or nothing.

    Raises NotASeries for no sessions, too many, a first day that is closed, or when no open week is found.
    """
    if not 1 <= count <= MOST_SESSIONS:
        raise NotASeries(f"Enter a number of sessions from 1 to {MOST_SESSIONS}")
    if reason := why_closed(first):
        raise NotASeries(f"{reason}. Choose another first day")
    days, skipped, day, closed = [first], [], first, 0
    while len(days) < count:
        day += ONE_WEEK
        reason = why_closed(day)
        if not reason:
            days.append(day)
            closed = 0
            continue
        skipped.append((day, reason))
        closed += 1
        if closed > MOST_WEEKS_CLOSED:
            raise NotASeries(
                f"Only {len(days)} of {count} sessions fall on days that are known to be open. "
                "Plan fewer, or add the terms to come"
            )
    return Series(tuple(days), tuple(skipped))
