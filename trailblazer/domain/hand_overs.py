"""Hand-overs: what may follow what, where one stands by its steps, and what a letter about one may not give away.

Sources: guide 2.9 and peers J (a hand-over is a closed loop); guide 2.13 (protected locations). Days are Europe/London
days. Steps are appended: a correction is a later step that supersedes the one it names.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise

from trailblazer.domain.identity import match_key


class State(StrEnum):
    """Where a hand-over is, as the last thing heard of it has it."""

    SENT = "sent"
    RECEIVED = "received"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    MET = "met"
    STARTED = "started"
    DECLINED = "declined"
    HANDED_BACK = "handed_back"
    LOST = "lost"


class Kind(StrEnum):
    """What sort of hand-over it is."""

    SIGNPOST = "signpost"
    SERVICE = "service"
    SPECIALIST = "specialist"
    TRANSITION = "transition"


S = State
UNANSWERED = frozenset({S.SENT, S.RECEIVED})
CAME_BACK = frozenset({S.DECLINED, S.HANDED_BACK, S.LOST})
# Somebody there has seen what was sent: they answered, or did something with it.
THEY_HAVE_IT = frozenset({S.RECEIVED, S.ACCEPTED, S.WAITING, S.MET, S.STARTED, S.DECLINED, S.HANDED_BACK})

# What may follow what. The same state again says that somebody asked, and nothing has changed.
NEXT: Mapping[State, frozenset[State]] = {
    S.SENT: frozenset({S.SENT, S.RECEIVED, S.ACCEPTED, S.WAITING, S.MET, S.STARTED, S.DECLINED, S.LOST}),
    S.RECEIVED: frozenset({S.RECEIVED, S.ACCEPTED, S.WAITING, S.MET, S.STARTED, S.DECLINED, S.LOST}),
    S.ACCEPTED: frozenset({S.ACCEPTED, S.WAITING, S.MET, S.STARTED, S.HANDED_BACK, S.LOST}),
    S.WAITING: frozenset({S.WAITING, S.MET, S.STARTED, S.HANDED_BACK, S.LOST}),
    S.MET: frozenset({S.MET, S.WAITING, S.STARTED, S.HANDED_BACK, S.LOST}),
    S.STARTED: frozenset({S.HANDED_BACK}),
    S.DECLINED: frozenset({S.SENT}),
    S.HANDED_BACK: frozenset({S.SENT}),
    S.LOST: frozenset(State) - {S.LOST},
}


class NotAStep(ValueError):
    """A step that cannot be, in a sentence for the person at the screen."""


@dataclass(frozen=True)
class Step:
    """What was heard of a hand-over on a day. `order` tells steps of one day apart: the order they were written in."""

    state: State
    on: date
    order: int = 0
    supersedes: int | None = None  # the order of the step that this one corrects


def standing(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps that no later step has corrected, in the order of their days. A correction keeps its step's place."""
    known = {step.order: step for step in steps}
    corrected = {step.supersedes for step in known.values() if step.supersedes is not None}
    kept = [step for step in known.values() if step.order not in corrected]
    return tuple(sorted(kept, key=lambda step: (step.on, _place(step, known))))


def _place(step: Step, known: Mapping[int, Step]) -> int:
    """The order of the step that this one corrects, however often that was corrected."""
    while step.supersedes is not None and step.supersedes in known:
        step = known[step.supersedes]
    return step.order


def state_of(steps: Iterable[Step]) -> State:
    """Where the hand-over stands. Raises NotAStep where there is no step at all."""
    kept = standing(steps)
    if not kept:
        raise NotAStep("A hand-over begins with the day it was sent")
    return kept[-1].state


def check(steps: Iterable[Step], today: date) -> State:
    """Where the hand-over stands by these steps. Raises NotAStep where they cannot have happened in this order."""
    kept = standing(steps)
    if not kept or kept[0].state is not S.SENT:
        raise NotAStep("Enter a day that is not before it was sent")
    if kept[-1].on > today:
        raise NotAStep("Enter a day that is not in the future")
    for before, after in pairwise(kept):
        if after.state not in NEXT[before.state]:
            raise NotAStep(
                f"“{WORDS[after.state]}” cannot follow “{WORDS[before.state]}”. Look at the days again"
            )
    return kept[-1].state


WORDS: Mapping[State, str] = {
    S.SENT: "Sent",
    S.RECEIVED: "Received",
    S.ACCEPTED: "Accepted",
    S.WAITING: "Waiting there",
    S.MET: "First contact there",
    S.STARTED: "Help started there",
    S.DECLINED: "Said no",
    S.HANDED_BACK: "Handed back",
    S.LOST: "Lost from sight",
}


def is_done(kind: Kind, state: State, *, to_our_team: bool = False) -> bool:
    """Whether nothing more is owed: help has started there; or, for a transition, somebody there has them.

    A team of our own has them when it accepts: that it has read the hand-over is not enough.
    """
    if kind is not Kind.TRANSITION:
        return state is S.STARTED
    has_them = {S.ACCEPTED, S.WAITING, S.MET, S.STARTED}
    return state in has_them or (state is S.RECEIVED and not to_our_team)


def lacks(state: State, *, has_owner: bool, follow_up_on: date | None, next_step: str, today: date) -> str:
    """What a hand-over that stays open still lacks in this state, as a sentence; nothing where it lacks nothing."""
    if not has_owner:
        return "Choose who sees to it"
    if follow_up_on is None:
        return "Enter the day to ask again"
    if follow_up_on < today:
        return "Enter a day to ask again that is not over"
    if state in CAME_BACK and not next_step.strip():
        return "Enter what happens next: they have come back to us"
    return ""


@dataclass(frozen=True)
class FollowUp:
    """After how many days somebody asks, for each kind of hand-over. Dated data."""

    days: Mapping[Kind, int]
    source: str
    as_at: date

    def on(self, kind: Kind, sent_on: date) -> date:
        return sent_on + timedelta(days=self.days[kind])


@cache
def follow_up() -> FollowUp:
    read = tomllib.loads((files("trailblazer.data") / "hand_overs.toml").read_text("utf-8"))
    days = {Kind(kind): count for kind, count in read["follow_up_days"].items()}
    return FollowUp(days, read["source"], read["as_at"])


SHORTEST_SECRET = 5  # letters and digits: a house number by itself is no address


def gives_away(words: str, secrets: Sequence[str]) -> bool:
    """Whether words hold an address or postcode that nobody may learn, however it is spaced, cased or punctuated.

    The lines of an address that tell a house are looked for by themselves: "14 Alder Lane" of "14 Alder Lane, Sutton".
    The town alone gives nobody away, and is part of many a service's name.
    """
    said = _letters_and_digits(words)
    keys = {_letters_and_digits(part) for secret in secrets for part in _telling_parts(secret)}
    return any(key in said for key in keys if len(key) >= SHORTEST_SECRET)


def _telling_parts(secret: str) -> Iterable[str]:
    parts = [part.strip() for part in re.split(r"[,;\n]", secret)]
    yield secret
    yield parts[0]
    yield from (part for part in parts if any(letter.isdigit() for letter in part))


def _letters_and_digits(text: str) -> str:
    """The letters and digits of a text of any length, without case and accents."""
    return "".join(match_key(text[start : start + 200]) for start in range(0, len(text), 200))
