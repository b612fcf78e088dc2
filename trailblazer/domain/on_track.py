"""Whether help is on track, by a rule that says itself in words. It asks people to look; it judges nobody.

Source: trailblazer/data/measures/on_track.toml, of which each team chooses a rule. The usual one: not on track is a
reliable deterioration, or no reliable improvement by the planned mid-point.
"""

import math
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from trailblazer.domain.instruments.change import is_reliable


class Track(StrEnum):
    """Where help stands by the rule."""

    ON = "On track"
    NOT = "Not on track"
    EARLY = "Too early to say"
    NOT_KNOWN = "Cannot be said"


@dataclass(frozen=True)
class Rule:
    """`reliably_worse`: whether that alone counts. `not_better_from`: the part of the planned sessions (0 to 1) from
    which no reliable improvement counts; 0 is never."""

    reliably_worse: bool
    not_better_from: float
    code: str = ""
    name: str = ""

    def from_session(self, planned: int) -> int:
        """The session from which no reliable improvement counts; 0 is never."""
        return math.ceil(planned * self.not_better_from) if planned else 0

    def words(self, planned: int) -> str:
        """The rule as it is written beside an alert."""
        said = []
        if self.reliably_worse:
            said.append("the latest score is reliably worse than the first")
        if session := self.from_session(planned):
            said.append(f"after {session} or more sessions it is not yet reliably better")
        return f"Not on track means that {', or '.join(said)}." if said else "The rule is turned off."


@cache
def rules() -> dict[str, Rule]:
    """Every rule that a team may choose, by its code; the usual one first."""
    path = files("trailblazer") / "data" / "measures" / "on_track.toml"
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["rule"]
    found = (Rule(row["reliably_worse"], row["not_better_from"], row["code"], row["words"]) for row in rows)
    return {one.code: one for one in found}


def rule(code: str | None = None) -> Rule:
    """The rule with this code; the usual one where a team chose none, or one that is no longer there."""
    usual = next(iter(rules().values()))
    return rules().get(code or usual.code, usual)


@dataclass(frozen=True)
class Course:
    """What the rule looks at: the first and the latest score, how much better the latest is (negative is worse), the
    reliable change (None: not published), sessions held and planned."""

    better_by: float | None
    needed: float | None
    held: int
    planned: int


def track_of(course: Course, by: Rule) -> Track:
    """Where help stands."""
    if course.needed is None:
        return Track.NOT_KNOWN
    if course.better_by is None:
        return Track.EARLY
    if is_reliable(course.better_by, course.needed):
        if course.better_by > 0:
            return Track.ON
        if by.reliably_worse:
            return Track.NOT
    session = by.from_session(course.planned)
    return Track.NOT if session and course.held >= session else Track.EARLY
