"""What a senior mental health lead is responsible for, the levels of a self-review, and the grant as a record.

Files: trailblazer/data/school_leads/*.toml, each with its source.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

LEVELS: Mapping[str, str] = {
    "not_yet": "Not yet",
    "begun": "Begun",
    "in_place": "In place",
    "working_well": "Working well",
}
HIGHEST = len(LEVELS) - 1


class NotAGrant(ValueError):
    """A grant that cannot have been, in a sentence."""


@dataclass(frozen=True)
class Responsibility:
    """One of the six: what it is, what may show it, and what each level means for it."""

    code: str
    name: str
    what: str
    evidence: str
    levels: Mapping[str, str]


@dataclass(frozen=True)
class Step:
    """One thing to do in the first week. `page` is a code of the page where it is done, if it is done here."""

    code: str
    words: str
    page: str = ""


@dataclass(frozen=True)
class Grant:
    """The national grant for training: between which days it could be had, and what is said of it."""

    opened_on: date
    closed_on: date
    pounds: int
    sentence: str

    def check(self, claimed_on: date) -> None:
        """Raises NotAGrant for a day on which there was none."""
        if not self.opened_on <= claimed_on <= self.closed_on:
            raise NotAGrant(
                f"The grant was given from {_day(self.opened_on)} to {_day(self.closed_on)}. "
                "Enter a day between these, or leave it empty"
            )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def height(level: str) -> int | None:
    """0 for not yet to 3 for working well; None for a level that is none."""
    return list(LEVELS).index(level) if level in LEVELS else None


@cache
def responsibilities() -> tuple[Responsibility, ...]:
    """The six, in their order. Raises ValueError where a level lacks its words."""
    made = tuple(Responsibility(**one) for one in _file("responsibilities")["responsibilities"])
    for one in made:
        if list(one.levels) != list(LEVELS):
            raise ValueError(f"{one.code!r} has not the levels {', '.join(LEVELS)}")
    return made


def source() -> str:
    """Where the responsibilities are from, and whose the words of the levels are."""
    return str(_file("responsibilities")["source"])


@cache
def first_week() -> tuple[Step, ...]:
    return tuple(Step(**one) for one in _file("first_week")["steps"])


@cache
def grant() -> Grant:
    return Grant(**_file("training")["grant"])


@cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((files("trailblazer.data") / "school_leads" / f"{name}.toml").read_text("utf-8"))
