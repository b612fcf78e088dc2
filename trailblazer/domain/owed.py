"""What is owed to a young person who is in help: each with the rule that says so. Worst first.

Sources: guide 2.5 to 2.9; the national full clock stop asks for a measure and an agreed plan.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from trailblazer.domain.clock import FOUR_WEEKS, SOON_FROM

MEASURE_EVERY = 21  # days: a measure at least at every third weekly session
PLAN_WITHIN = 21  # days from the first session


class Owes(StrEnum):
    """What may be owed."""

    CLOCK_LATE = "clock_late"
    ANSWER = "answer"
    NEXT_CONTACT = "next_contact"
    PAST_SESSIONS = "past_sessions"
    PLAN = "plan"
    MEASURE = "measure"
    EDUCATION = "education"
    CLOCK_SOON = "clock_soon"


WORDS = {
    Owes.CLOCK_LATE: "Past four weeks",
    Owes.ANSWER: "Answer owed",
    Owes.NEXT_CONTACT: "No next contact",
    Owes.PAST_SESSIONS: "All planned sessions used",
    Owes.PLAN: "Plan to agree",
    Owes.MEASURE: "Measure due",
    Owes.EDUCATION: "Ask how school goes",
    Owes.CLOCK_SOON: "Four weeks soon",
}
RED = frozenset({Owes.CLOCK_LATE})


@dataclass(frozen=True)
class Facts:
    """One open course, as far as the rules need it. Days in London; None: has not happened."""

    received_on: date
    help_started_on: date | None = None
    answered_on: date | None = None
    started_on: date | None = None
    next_contact_on: date | None = None
    sessions_done: int = 0
    sessions_planned: int = 0
    plan_agreed_on: date | None = None
    scored_on: date | None = None
    is_school_kept: bool = False  # somebody agreed that it is kept how school goes
    school_at_start: bool = False  # and that of the start is known


@dataclass(frozen=True)
class Owed:
    """One thing owed, in words."""

    what: Owes
    words: str

    @property
    def is_late(self) -> bool:
        return self.what in RED


def in_sessions(done: int, planned: int) -> str:
    """3 of 8 sessions"""
    return f"{done} of {planned} {'session' if planned == 1 else 'sessions'}"


def owed(facts: Facts, today: date) -> tuple[Owed, ...]:
    """Everything owed today, worst first."""
    return tuple(Owed(what, words) for what, words in sorted(_found(facts, today), key=_place))


def _place(found: tuple[Owes, str]) -> int:
    return list(Owes).index(found[0])


def _found(facts: Facts, today: date) -> Iterator[tuple[Owes, str]]:
    yield from _clock(facts, today)
    if facts.answered_on is None:
        yield Owes.ANSWER, WORDS[Owes.ANSWER]
    if facts.next_contact_on is None:
        yield Owes.NEXT_CONTACT, WORDS[Owes.NEXT_CONTACT]
    if facts.sessions_planned and facts.sessions_done >= facts.sessions_planned:
        yield (
            Owes.PAST_SESSIONS,
            f"{in_sessions(facts.sessions_done, facts.sessions_planned)}: review, or plan the ending",
        )
    if facts.started_on is None:
        return
    if facts.plan_agreed_on is None and (today - facts.started_on).days >= PLAN_WITHIN:
        yield Owes.PLAN, WORDS[Owes.PLAN]
    last = facts.scored_on
    if last is None or (today - last).days > MEASURE_EVERY:
        yield Owes.MEASURE, WORDS[Owes.MEASURE] if last else "First measure due"
    if facts.is_school_kept and not facts.school_at_start:
        yield Owes.EDUCATION, WORDS[Owes.EDUCATION]


def _clock(facts: Facts, today: date) -> Iterator[tuple[Owes, str]]:
    if facts.help_started_on is not None:
        return
    day = (today - facts.received_on).days
    if day >= FOUR_WEEKS:
        yield Owes.CLOCK_LATE, f"Day {day}: help has not started"
    elif day >= SOON_FROM:
        left = FOUR_WEEKS - day
        yield Owes.CLOCK_SOON, f"{left} {'day' if left == 1 else 'days'} left of {FOUR_WEEKS}"
