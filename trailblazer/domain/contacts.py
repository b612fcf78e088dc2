"""What a contact is: who came, whether it counts nationally, and what its times may be.

Sources: MHSDS version 6 (AttendStatus, ConsMechanismMH); NHS England public code, July 2025: a contact counts when it
was attended (5 or 6) and was face to face, by telephone, talk type or video.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ATTENDED = frozenset({"5", "6"})
NOT_BROUGHT = frozenset({"3", "7"})
CANCELLED = frozenset({"2", "4"})
COUNTED_MEDIA = frozenset({"01", "02", "04", "11"})
LONGEST = timedelta(hours=12)
MISSED_BEFORE_A_TALK = 3  # guide 2.5: after three the family is asked whether this is the right help


class NotATime(ValueError):
    """The times of a contact cannot be right. The sentence says why and what to do."""


def counts(attendance: str, medium: str) -> bool:
    """Whether the national rules count this contact."""
    return attendance in ATTENDED and medium in COUNTED_MEDIA


def is_attended(attendance: str) -> bool:
    return attendance in ATTENDED


def is_not_brought(attendance: str) -> bool:
    """Nobody was seen, and nobody had said so before: the follow-up rule begins."""
    return attendance in NOT_BROUGHT


def moment(day: date, at: time) -> datetime:
    """The moment of a London time on a day.

    Raises NotATime for a time that the clocks jump over. Of an hour that comes twice, the first is meant.
    """
    found = datetime.combine(day, at, LONDON)
    if found.astimezone(ZoneInfo("UTC")).astimezone(LONDON).time() != at:
        raise NotATime(f"There is no {at:%H:%M} on that day: the clocks go forward. Choose another time")
    return found


def check_length(minutes: int) -> None:
    """Raises NotATime for a contact of no minutes, or of more than 12 hours."""
    if not 0 < minutes <= LONGEST.total_seconds() / 60:
        raise NotATime("Enter minutes from 1 to 720: a contact lasts at most 12 hours")


def check_recorded(starts_at: datetime, attendance: str, now: datetime) -> None:
    """Raises NotATime for a contact to come that is said to have happened. It may be cancelled beforehand."""
    if attendance not in CANCELLED and starts_at > now:
        raise NotATime("This contact is still to come. Only a cancellation can be recorded before it")


def overlaps(one_starts: datetime, one_ends: datetime, other_starts: datetime, other_ends: datetime) -> bool:
    """Whether two times share a moment. One that begins when the other ends does not."""
    return one_starts < other_ends and other_starts < one_ends
