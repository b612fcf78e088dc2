"""Staying in education: what is asked about school at the start, at the end and one term after, and when each is due.

Attendance is counted in half days, two to a day (Department for Education, Working together to improve school
attendance, 2024: a session is a morning or an afternoon). What nobody knows stays unknown.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from trailblazer.domain.school_days import Terms

SESSIONS_A_DAY = 2
HALF_TERMS_IN_A_TERM = 2
# Three terms in 52 weeks: where a school's calendar does not reach as far, a third of a year.
A_THIRD_OF_A_YEAR = timedelta(weeks=17)
BEST = 10
START, END, TERM_AFTER = "start", "end", "term_after"
STAGES = (START, END, TERM_AFTER)


class NotACheck(ValueError):
    """What was entered about school cannot be right. The sentence says why."""


@dataclass(frozen=True)
class Missed:
    """Half-day sessions missed of those possible, from a day to a day, both included. None: not known."""

    from_on: date | None = None
    to_on: date | None = None
    missed: int | None = None
    possible: int | None = None

    @property
    def share(self) -> int | None:
        """The share that was missed in per cent; None where either number is not known."""
        return round(100 * self.missed / self.possible) if self.missed is not None and self.possible else None

    def check(self, checked_on: date) -> None:
        """Raises NotACheck for numbers without their time, days that cannot be, and more sessions than days hold."""
        if (self.from_on is None) != (self.to_on is None):
            raise NotACheck("Enter both days: from which and to which")
        if self.from_on is None or self.to_on is None:
            if self.missed is not None or self.possible is not None:
                raise NotACheck("Enter from which day to which day sessions were missed")
            return
        if self.to_on < self.from_on:
            raise NotACheck("Enter a last day that is not before the first")
        if self.to_on > checked_on:
            raise NotACheck("Enter a last day that is not after the day it was asked")
        most = SESSIONS_A_DAY * ((self.to_on - self.from_on).days + 1)
        if max(self.missed or 0, self.possible or 0) > most:
            raise NotACheck(f"There are at most {most} half-day sessions in those days")
        if self.missed is not None and self.possible is not None and self.missed > self.possible:
            raise NotACheck("More sessions cannot be missed than there were")


def check_stage(stage: str, checked_on: date, ended_on: date | None, today: date) -> None:
    """Raises NotACheck for a day to come, or for one term after an ending that has not come."""
    if checked_on > today:
        raise NotACheck("Enter a day that is not in the future")
    if stage == TERM_AFTER and ended_on is None:
        raise NotACheck("The course has not ended, so one term after is still to come")
    if stage == TERM_AFTER and ended_on is not None and checked_on <= ended_on:
        raise NotACheck(f"Enter a day after the ending, on {ended_on.day} {ended_on:%B %Y}")


def term_after(ended_on: date, terms: Terms) -> date:
    """The day from which one whole term has passed: the last day of the second half term that begins after the end."""
    to_come = [one for one in terms.stretches if one.first_day > ended_on]
    if len(to_come) < HALF_TERMS_IN_A_TERM:
        return ended_on + A_THIRD_OF_A_YEAR
    return to_come[HALF_TERMS_IN_A_TERM - 1].last_day


@dataclass(frozen=True)
class Due:
    """One of the three that is still to be asked, and from which day."""

    stage: str
    on: date


def due(
    started_on: date | None, ended_on: date | None, known: Collection[str], terms: Terms, today: date
) -> tuple[Due, ...]:
    """What is due today. The start is asked from the first session, the end from the last, whichever is missing."""
    days = {
        START: started_on,
        END: ended_on,
        TERM_AFTER: term_after(ended_on, terms) if ended_on else None,
    }
    return tuple(
        Due(stage, on) for stage, on in days.items() if on is not None and on <= today and stage not in known
    )
