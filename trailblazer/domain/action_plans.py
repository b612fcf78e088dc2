"""An action of a school's plan: where it is on a day, the term in which it is looked at, and when a policy is due."""

from datetime import date, timedelta
from enum import StrEnum

DUE_SOON = timedelta(days=60)


class Status(StrEnum):
    NOT_STARTED = "Not started"
    IN_PROGRESS = "In progress"
    LATE = "Late"
    DONE = "Done"
    DROPPED = "Dropped"


def status_of(
    *, by_on: date, today: date, begun: date | None, done: date | None, dropped: date | None
) -> Status:
    """Late is worked out and never typed: the day has passed, and it is neither done nor dropped."""
    if done:
        return Status.DONE
    if dropped:
        return Status.DROPPED
    if by_on < today:
        return Status.LATE
    return Status.IN_PROGRESS if begun else Status.NOT_STARTED


class Due(StrEnum):
    NOT_KNOWN = "Not reviewed yet"
    LATE = "Late"
    SOON = "Due soon"
    IN_TIME = "In time"


def due_of(due_on: date | None, today: date) -> Due:
    """How a policy stands; soon is within 60 days."""
    if due_on is None:
        return Due.NOT_KNOWN
    if due_on < today:
        return Due.LATE
    return Due.SOON if due_on <= today + DUE_SOON else Due.IN_TIME


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it has no such day."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(day.day, last))
