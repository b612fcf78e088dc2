"""On which days a school is open to pupils, and on which days a member of the team is not to be booked.

Term dates are the school's own; where it gave none they are its authority's; where nobody gave any they are not known,
and that is said. Academies and colleges may differ from their authority (guide 2.1, row 14): their own rows win.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from trailblazer.domain.terms import SATURDAY, BankHolidays, bank_holidays

ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(weeks=1)


@dataclass(frozen=True, order=True)
class Stretch:
    """Days in a row on which pupils come, weekends and bank holidays aside: half a term. Both ends are included."""

    first_day: date
    last_day: date
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True)
class Terms:
    """The stretches that are known, in order, and whose they are: "school", "authority", or "" where nobody's."""

    stretches: tuple[Stretch, ...] = ()
    whose: str = ""
    source: str = ""

    def stretch_of(self, day: date) -> Stretch | None:
        return next((stretch for stretch in self.stretches if day in stretch), None)

    def after(self, day: date) -> Stretch | None:
        """The stretch that begins next after a day."""
        return next((stretch for stretch in self.stretches if stretch.first_day > day), None)

    def knows(self, day: date) -> bool:
        """Whether the dates reach this day. Before the first and after the last they say nothing."""
        return bool(self.stretches) and self.stretches[0].first_day <= day <= self.stretches[-1].last_day

    def why_closed(self, day: date, holidays: BankHolidays | None = None) -> str:
        """Why pupils do not come on this day; nothing where they do, and nothing where it is not known."""
        if day.weekday() >= SATURDAY:
            return f"{day:%A}"
        holidays = holidays or bank_holidays()
        if day in holidays:
            return holidays.names[day]
        if not self.knows(day) or self.stretch_of(day):
            return ""
        back = self.after(day)
        return f"holiday until {_words(back.first_day - ONE_DAY)}" if back else "holiday"

    def is_open(self, day: date, holidays: BankHolidays | None = None) -> bool | None:
        """Whether pupils come: None where it is not known."""
        if self.why_closed(day, holidays):
            return False
        return True if self.knows(day) else None

    def last_day_after(self, day: date) -> date | None:
        """The last day before the next holiday, as it stands on a day of term; None outside a term."""
        stretch = self.stretch_of(day)
        return stretch.last_day if stretch else None


NOT_KNOWN = Terms()


def terms_of(own: Sequence[Stretch], of_authority: Sequence[Stretch], source: str = "") -> Terms:
    """The terms that hold for a school: its own where it gave any, else its authority's."""
    for stretches, whose in ((own, "school"), (of_authority, "authority")):
        if stretches:
            return Terms(tuple(sorted(stretches)), whose, source)
    return NOT_KNOWN


class Overlap(ValueError):
    """Two stretches share days. The sentence says which."""


def check_stretches(stretches: Iterable[Stretch]) -> None:
    """Raises Overlap where two stretches of one school or authority share a day."""
    in_order = sorted(stretches)
    for earlier, later in pairwise(in_order):
        if later.first_day <= earlier.last_day:
            raise Overlap(
                f"{earlier.name or 'A stretch'} ends on {_words(earlier.last_day)}, after "
                f"{later.name or 'the next'} begins on {_words(later.first_day)}"
            )


class Away(NamedTuple):
    """Days on which somebody is not to be booked: every day of a stretch, or one weekday of it (0 is Monday)."""

    first_day: date
    last_day: date
    weekday: int | None = None
    why: str = "away"

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day and self.weekday in (None, day.weekday())


def why_away(day: date, away: Iterable[Away]) -> str:
    """Why somebody is not to be booked on this day, or nothing."""
    return next((one.why for one in away if one.covers(day)), "")


class Weekly(NamedTuple):
    """The days of a series, and those that fell out, each with its reason."""

    days: tuple[date, ...]
    left_out: tuple[tuple[date, str], ...]


def weekly(first: date, until: date, terms: Terms, away: Iterable[Away] = ()) -> Weekly:
    """Every week from a day until another, but for days on which the school is closed or the member is away."""
    kept, left_out, away = [], [], tuple(away)
    day = first
    while day <= until:
        why = terms.why_closed(day) or why_away(day, away)
        if why:
            left_out.append((day, why))
        else:
            kept.append(day)
        day += ONE_WEEK
    return Weekly(tuple(kept), tuple(left_out))


def _words(day: date) -> str:
    return f"{day.day} {day:%B}"
