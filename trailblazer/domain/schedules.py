"""Which questionnaires a course asks for and when: what is due now, and since when.

Source: trailblazer/data/measures/schedules.toml. A baseline counts from two weeks before the course was opened; a
review is due at the planned mid-point, the ending from the last but one planned session or when the course ends, the
follow-up 90 to 150 days after the end.
"""

import math
import tomllib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files

from trailblazer.domain.entered_scores import is_for
from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.pathways import Pathway

BEFORE_THE_COURSE = timedelta(days=14)
BEFORE_A_CONTACT = timedelta(days=2)
FOLLOW_UP_FROM, FOLLOW_UP_TO = timedelta(days=90), timedelta(days=150)


class Moment(StrEnum):
    """When a questionnaire is asked for."""

    BASELINE = "baseline"
    SESSION = "session"
    REVIEW = "review"
    ENDING = "ending"
    FOLLOW_UP = "follow_up"


WORDS = {
    Moment.BASELINE: "at the beginning",
    Moment.SESSION: "at every session",
    Moment.REVIEW: "at the middle",
    Moment.ENDING: "before the ending",
    Moment.FOLLOW_UP: "some months after",
}


@dataclass(frozen=True)
class Line:
    """One line of the file. It holds for pathways by code or by kind; the first questionnaire that fits is asked.

    `where_worded`: only of those whose words the site may show, so that nobody is told to collect what is not theirs.
    """

    rater: str
    moments: tuple[Moment, ...]
    first_of: tuple[str, ...]
    pathways: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    age_from: int = 0
    where_worded: bool = False

    def holds_for(self, pathway: Pathway, age: int) -> bool:
        """Whether it is for this pathway and age (whole years)."""
        return age >= self.age_from and (pathway.code in self.pathways or pathway.kind in self.kinds)


@dataclass(frozen=True)
class Asked:
    """A questionnaire that a course asks of a rater, at these moments."""

    instrument: Instrument
    rater: str
    moments: tuple[Moment, ...]


@cache
def lines() -> tuple[Line, ...]:
    """Every line of the file in its order."""
    path = files("trailblazer") / "data" / "measures" / "schedules.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["asked"]
    return tuple(
        Line(
            row["rater"],
            tuple(Moment(one) for one in row["moments"]),
            tuple(row["first_of"]),
            frozenset(row.get("pathways", ())),
            frozenset(row.get("kinds", ())),
            row.get("age_from", 0),
            row.get("where_worded", False),
        )
        for row in rows
    )


def asked_in(pathway: Pathway, age: int, worded: Container[str] = ()) -> tuple[Asked, ...]:
    """What a course of this pathway asks for, of somebody of this age in whole years. `worded` are the ids of the
    questionnaires whose words the site may show.
    """
    found = []
    for line in lines():
        if not line.holds_for(pathway, age):
            continue
        fitting = (key for key in line.first_of if key in worded or not line.where_worded)
        one = next((instrument(key) for key in fitting if is_for(key, age)), None)
        if one is not None:
            found.append(Asked(one, line.rater, line.moments))
    return tuple(found)


@dataclass(frozen=True)
class Given:
    """A form that was filled in."""

    instrument: str
    rater: str
    on: date


@dataclass(frozen=True)
class Course:
    """What dueness depends on: days, the days of its sessions that took place, and how many are planned."""

    opened_on: date
    sessions: Sequence[date]
    planned: int
    ended_on: date | None = None

    @property
    def middle(self) -> int:
        """The number of the session at the planned mid-point; 0 where nothing is planned."""
        return math.ceil(self.planned / 2)


@dataclass(frozen=True)
class Due:
    """A questionnaire that is to be collected now, for which moment, and since when."""

    instrument: Instrument
    rater: str
    moment: Moment
    since: date

    @property
    def kind(self) -> tuple[str, str]:
        """Which questionnaire of which rater."""
        return self.instrument.id, self.rater

    @property
    def words(self) -> str:
        """GAD-7, before the ending"""
        return f"{self.instrument.short}, {WORDS[self.moment]}"


def due_now(asked: Iterable[Asked], given: Iterable[Given], course: Course, today: date) -> tuple[Due, ...]:
    """What is due on a day, each questionnaire of each rater once: for the latest moment that has come."""
    forms = list(given)
    found = []
    for one in asked:
        days = sorted(
            form.on for form in forms if (form.instrument, form.rater) == (one.instrument.id, one.rater)
        )
        due = [
            Due(one.instrument, one.rater, moment, since)
            for moment in one.moments
            if (since := _since(moment, course, today)) is not None and not _is_done(moment, days, since)
        ]
        if due:
            found.append(max(due, key=lambda each: list(Moment).index(each.moment)))
    return tuple(found)


def _since(moment: Moment, course: Course, today: date) -> date | None:
    """Since when a form of this moment counts; None while the moment has not come, or has passed."""
    held, over = course.sessions, course.ended_on is not None
    if moment is Moment.FOLLOW_UP:
        if course.ended_on is None or not FOLLOW_UP_FROM <= today - course.ended_on <= FOLLOW_UP_TO:
            return None
        return course.ended_on + FOLLOW_UP_FROM
    if over:
        return None
    if moment is Moment.BASELINE:
        return course.opened_on - BEFORE_THE_COURSE
    if moment is Moment.SESSION:
        return held[-1] if held else None
    number = course.middle if moment is Moment.REVIEW else max(2, course.planned - 1)
    return held[number - 1] if course.planned and len(held) >= number else None


def _is_done(moment: Moment, days: Sequence[date], since: date) -> bool:
    """Whether a form of that moment is there."""
    return bool(days) and days[-1] >= since


def to_ask_on(
    today: date, due: Iterable[Due], last_asked: Mapping[tuple[str, str], date], next_contact: date | None
) -> tuple[Due, ...]:
    """Of what is due, what may be asked for today without anybody's hand.

    Each questionnaire once for its moment, whatever came of it (`last_asked`: by instrument and rater, the last day it
    was asked for); that of every session in the two days before the next contact; and of each rater one on a day.
    """
    busy = {rater for (_, rater), on in last_asked.items() if on >= today}
    found = []
    for one in due:
        asked_on = last_asked.get(one.kind)
        is_asked = asked_on is not None and asked_on >= one.since
        if is_asked or one.rater in busy or not _is_its_day(one.moment, today, next_contact):
            continue
        busy.add(one.rater)
        found.append(one)
    return tuple(found)


def _is_its_day(moment: Moment, today: date, next_contact: date | None) -> bool:
    if moment is not Moment.SESSION:
        return True
    return next_contact is not None and today < next_contact <= today + BEFORE_A_CONTACT


def pairable(moments: Iterable[Moment]) -> bool:
    """Whether a questionnaire is asked for at two moments at least, so that it can show a change."""
    return len(set(moments) - {Moment.FOLLOW_UP}) > 1
