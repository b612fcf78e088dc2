"""Waiting times: one list of dated events for each request, and every published definition computed from it.

Sources: NHS England, children and young people's waiting times (referral spells) and its public code, July 2025;
the standard proposed in July 2021 after the four-week pilots. Waits are calendar days. Nothing pauses them: neither
school holidays nor a session to which nobody came. Days are Europe/London days, and `today` is handed in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple, Self

from trailblazer.domain.spells import JoinedSpell

FOUR_WEEKS = 28
SOON_FROM = 22


class Kind(StrEnum):
    """What can happen to a request."""

    RECEIVED = "received"
    RECEIPT_SENT = "receipt_sent"
    ANSWERED = "answered"
    INFORMATION_REQUESTED = "information_requested"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    CONTACT = "contact"
    MEASURE = "measure"
    PLAN_AGREED = "plan_agreed"
    ADVICE_OR_SUPPORT_GIVEN = "advice_or_support_given"
    SPECIALIST_ASSESSMENT = "specialist_assessment"
    INTERVENTION = "intervention"
    HAND_OVER = "hand_over"
    ENDING = "ending"
    ENTERED_IN_ERROR = "entered_in_error"


@dataclass(frozen=True)
class Event:
    """One thing that happened on one day. It is never changed: a correction is a later event that supersedes it.

    `counts` is no where the national rules leave the event out: a contact that nobody came to or that was made by
    email, a Current View, an intervention that was refused.
    """

    kind: Kind
    on: date
    counts: bool = True
    id: str | None = None
    supersedes: str | None = None
    recorded_at: datetime | None = None

    def __post_init__(self) -> None:
        if isinstance(self.on, datetime):
            raise TypeError("An event happens on a day in London, not at a moment")
        if self.id is not None and self.id == self.supersedes:
            raise ValueError("An event cannot supersede itself")


class NoRequest(ValueError):
    """There is no wait, because nobody had asked by the day it is looked at."""


def standing(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events that no later event has corrected or struck out, in the order of their days.

    What was once superseded stays so, even when the correction is struck out in its turn.
    """
    known = tuple(events)
    superseded = {event.supersedes for event in known if event.supersedes is not None}
    kept = [e for e in known if e.id not in superseded and e.kind is not Kind.ENTERED_IN_ERROR]
    return tuple(sorted(kept, key=lambda event: event.on))


@dataclass(frozen=True)
class Part:
    """One thing a definition asks for: the nth event that counts, of any of these kinds."""

    words: str
    kinds: frozenset[Kind]
    nth: int = 1

    def met_on(self, events: Sequence[Event]) -> date | None:
        """The day this part was met by events in the order of their days, or None while it is missing."""
        days = [event.on for event in events if event.kind in self.kinds and event.counts]
        return days[self.nth - 1] if len(days) >= self.nth else None


class PartMet(NamedTuple):
    """A part of a definition, and the day it was met: None while it is missing."""

    part: Part
    on: date | None


NOBODY_HELPS_ANY_MORE = frozenset({Kind.WITHDRAWN, Kind.ENDING})


@dataclass(frozen=True)
class Definition:
    """A published way to say how long somebody waited: the clock stops on the day the last of its parts is met.

    Only what happens from the day of asking until the day of closing stops a clock.
    """

    name: str
    words: str
    stopped: str
    version: str
    source: str
    stop: tuple[Part, ...]
    closed_by: frozenset[Kind] = NOBODY_HELPS_ANY_MORE


A_CONTACT = Part("First contact that counts", frozenset({Kind.CONTACT}))
ANSWERED = Definition(
    "answered",
    "Answer: the first message a person sends saying what happens next. The receipt is not an answer",
    "Answered",
    "1",
    "Trailblazer",
    (Part("Answered the requester", frozenset({Kind.ANSWERED, Kind.INFORMATION_REQUESTED})),),
    closed_by=frozenset({Kind.WITHDRAWN}),
)
DECIDED = Definition(
    "decided",
    "Decision: the outcome of triage. Asking for more information does not decide",
    "Decided",
    "1",
    "Trailblazer",
    (Part("Decided", frozenset({Kind.DECIDED})),),
    closed_by=frozenset({Kind.WITHDRAWN}),
)
FIRST_CONTACT = Definition(
    "first_contact",
    "First contact that counts: attended, and face to face, by telephone, talk type or video",
    "First contact",
    "6",
    "NHS England, MHSDS version 6, July 2025",
    (A_CONTACT,),
)
SECOND_CONTACT = Definition(
    "second_contact",
    "Second contact that counts",
    "Second contact",
    "6",
    "NHS England, MHSDS version 6, July 2025",
    (Part("Second contact that counts", frozenset({Kind.CONTACT}), nth=2),),
)
HELP_STARTED = Definition(
    "help_started",
    "Help started: the first of advice or support given, an agreed plan, or a specialist assessment",
    "Help started",
    "2021",
    "NHS England, clinically-led review of standards, proposed July 2021",
    (
        Part(
            "Advice or support, an agreed plan, or a specialist assessment",
            frozenset({Kind.ADVICE_OR_SUPPORT_GIVEN, Kind.PLAN_AGREED, Kind.SPECIALIST_ASSESSMENT}),
        ),
    ),
)
FULL_CLOCK_STOP = Definition(
    "full_clock_stop",
    "National full clock stop: a contact that counts, an outcome measure, and an intervention or an agreed care plan",
    "Clock stopped",
    "6",
    "NHS England, children and young people's waiting times (referral spells), MHSDS version 6, July 2025",
    (
        A_CONTACT,
        Part("Baseline measure", frozenset({Kind.MEASURE})),
        Part("Intervention or agreed plan", frozenset({Kind.INTERVENTION, Kind.PLAN_AGREED})),
    ),
)
DEFINITIONS = {
    definition.name: definition
    for definition in (ANSWERED, DECIDED, FIRST_CONTACT, SECOND_CONTACT, HELP_STARTED, FULL_CLOCK_STOP)
}


@dataclass(frozen=True, order=True)
class Band:
    """How long a wait was, as the national dashboard groups it: from one day to another, both included."""

    from_day: int
    to_day: int | None
    name: str
    words: str


BANDS = (
    Band(0, 6, "under_1_week", "Under 1 week"),
    Band(7, 13, "1_to_2_weeks", "1 to 2 weeks"),
    Band(14, 27, "2_to_4_weeks", "2 to 4 weeks"),
    Band(28, 84, "4_to_12_weeks", "4 to 12 weeks"),
    Band(85, None, "over_12_weeks", "Over 12 weeks"),
)


def band_of(days: int) -> Band:
    """The band of a wait of so many days."""
    if days < 0:
        raise ValueError(f"A wait cannot be {days} days")
    return next(band for band in reversed(BANDS) if days >= band.from_day)


@dataclass(frozen=True)
class Wait:
    """The time from the day of asking, which is day 0, to the day a definition is met.

    `closed_on` is the day a request was withdrawn or ended without it: the wait is over and was never met.
    """

    started_on: date
    stopped_on: date | None = None
    closed_on: date | None = None
    parts: tuple[PartMet, ...] = ()

    def __post_init__(self) -> None:
        if any(day is not None and day < self.started_on for day in (self.stopped_on, self.closed_on)):
            raise ValueError("A wait cannot be over before it starts")

    def over_on(self, today: date) -> date | None:
        """The day the wait was over, as known today, or None while it still counts."""
        days = [day for day in (self.stopped_on, self.closed_on) if day is not None and day <= today]
        return min(days, default=None)

    def is_waiting(self, today: date) -> bool:
        return self.over_on(today) is None

    def length_days(self, today: date) -> int:
        """Days waited: until the wait was over, or until today."""
        if today < self.started_on:
            raise NoRequest(f"Nobody had asked by {today}")
        return ((self.over_on(today) or today) - self.started_on).days

    def is_within_four_weeks(self, today: date) -> bool:
        """Days 0 to 27, as the bands have it. The national measure MRS takes day 28 too: see STANDARDS."""
        return OURS.is_kept(self, today)

    def band(self, today: date) -> Band:
        return band_of(self.length_days(today))

    @property
    def missing(self) -> tuple[Part, ...]:
        """What is still missing to stop the clock, in the order of the definition."""
        return tuple(part for part, on in self.parts if on is None)


@dataclass(frozen=True)
class Standard:
    """A way to say that a wait was short enough. Its words are shown wherever it is used, because two differ."""

    name: str
    words: str
    last_day: int
    source: str

    def is_kept(self, wait: Wait, today: date) -> bool:
        return wait.length_days(today) <= self.last_day


OURS = Standard(
    "four_weeks", "Within four weeks: days 0 to 27", FOUR_WEEKS - 1, "NHS England dashboard bands, July 2025"
)
NATIONAL_MRS = Standard(
    "national_mrs",
    "National MRS measures: at most 28 days",
    FOUR_WEEKS,
    "NHS England, MRS08 to MRS19, July 2025",
)
STANDARDS = {standard.name: standard for standard in (OURS, NATIONAL_MRS)}


# A measure is not among them: a questionnaire some months after the end is good practice.
HELP = A_CONTACT.kinds | HELP_STARTED.stop[0].kinds | {Kind.INTERVENTION}


class Doubt(StrEnum):
    """Why the days of a request cannot all be right."""

    BEFORE_THE_REQUEST = "Dated before the request"
    AFTER_THE_END = "Dated after the request was ended or withdrawn"


class Finding(NamedTuple):
    """An event to look at again. It stops no clock; `days` says how far it lies before (below 0) or after."""

    doubt: Doubt
    event: Event
    days: int


@dataclass(frozen=True)
class Clock:
    """Every wait of one request as it stood at the end of one day.

    For the national count, hand in the joined spell and the events of all its members: the clock then starts and
    closes with the spell.
    """

    events: tuple[Event, ...]
    today: date
    spell: JoinedSpell | None = None

    @classmethod
    def read(cls, events: Iterable[Event], today: date, spell: JoinedSpell | None = None) -> Self:
        """The clock from the whole list of events: corrected events and days to come are left out."""
        known = tuple(event for event in standing(events) if event.on <= today)
        if not any(event.kind is Kind.RECEIVED for event in known):
            raise NoRequest(f"Nobody had asked by {today}")
        return cls(known, today, spell)

    @property
    def started_on(self) -> date:
        if self.spell is not None:
            return self.spell.started_on
        return next(event.on for event in self.events if event.kind is Kind.RECEIVED)

    def closed_on(self, by: frozenset[Kind]) -> date | None:
        """The day the request was closed by one of these kinds, or the joined spell ended."""
        if self.spell is not None:
            end = self.spell.ended_on
            return end if end is not None and end <= self.today else None
        return next((e.on for e in self.events if e.kind in by and e.on >= self.started_on), None)

    def wait(self, definition: Definition) -> Wait:
        """How long this young person waited by one definition, with each of its parts."""
        closed_on = self.closed_on(definition.closed_by)
        last = closed_on or self.today
        between = [event for event in self.events if self.started_on <= event.on <= last]
        parts = tuple(PartMet(part, part.met_on(between)) for part in definition.stop)
        days = [on for _, on in parts if on is not None]
        stopped_on = max(days) if len(days) == len(parts) else None
        return Wait(self.started_on, stopped_on, closed_on if stopped_on is None else None, parts)

    def waits(self) -> dict[str, Wait]:
        """The wait by every definition, under the definition's name."""
        return {name: self.wait(definition) for name, definition in DEFINITIONS.items()}

    def findings(self) -> tuple[Finding, ...]:
        """Events that cannot be right: before the request, or help after its end. Neither stops a clock."""
        closed_on = self.closed_on(NOBODY_HELPS_ANY_MORE)
        return tuple(self._doubts(closed_on))

    def _doubts(self, closed_on: date | None) -> Iterator[Finding]:
        for event in self.events:
            if event.on < self.started_on:
                yield Finding(Doubt.BEFORE_THE_REQUEST, event, (event.on - self.started_on).days)
            elif closed_on is not None and event.on > closed_on and event.kind in HELP:
                yield Finding(Doubt.AFTER_THE_END, event, (event.on - closed_on).days)


class Urgency(StrEnum):
    """How near day 28 is: `ok` to day 21, `soon` to day 27, `late` from day 28."""

    OK = "ok"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class Progress:
    """A wait as a page tells it: the day in words first, then how near four weeks is."""

    day: int
    is_waiting: bool
    has_stopped: bool
    definition: Definition

    @property
    def urgency(self) -> Urgency:
        if self.day >= FOUR_WEEKS:
            return Urgency.LATE
        return Urgency.SOON if self.day >= SOON_FROM else Urgency.OK

    @property
    def days_past(self) -> int:
        """Days beyond day 28, never below 0."""
        return max(0, self.day - FOUR_WEEKS)

    @property
    def words(self) -> str:
        """`Day 24 of 28`, `Day 28, four weeks reached`, `Day 47, 19 past 28`, `Help started on day 23`."""
        if self.has_stopped:
            return f"{self.definition.stopped} on day {self.day}"
        if not self.is_waiting:
            return f"Closed on day {self.day}"
        if self.days_past:
            return f"Day {self.day}, {self.days_past} past {FOUR_WEEKS}"
        return f"Day {self.day}" + (", four weeks reached" if self.day == FOUR_WEEKS else f" of {FOUR_WEEKS}")


def progress(events: Iterable[Event], today: date, definition: Definition = FULL_CLOCK_STOP) -> Progress:
    """How far one wait has come today. The page names the definition beside it."""
    wait = Clock.read(events, today).wait(definition)
    return Progress(wait.length_days(today), wait.is_waiting(today), wait.stopped_on is not None, definition)
