"""The one score of each questionnaire that lists and lines show, and ratings of goals: range, and reliable change.

Sources: trailblazer/data/instruments for every fact; trailblazer/data/measures/offered.toml for what is offered.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.change import is_reliable
from trailblazer.domain.instruments.facts import Instrument


class OutOfRange(ValueError):
    """A score that the questionnaire cannot give. The sentence says what it can."""


def whole(number: float) -> float:
    """The number as it is said: 14 and not 14.0."""
    return int(number) if float(number).is_integer() else number


class Change(StrEnum):
    """What became of a score since the first one."""

    BETTER = "Reliably better"
    WORSE = "Reliably worse"
    SAME = "No reliable change"
    NOT_KNOWN = "No published threshold"


@dataclass(frozen=True)
class EnteredMeasure:
    """One total: its range, both ends included; which way is better; the reliable change, where one is published."""

    code: str
    name: str
    of: str
    lowest: int
    highest: int
    better: str
    change: float | None = None
    age_from: int = 0
    age_to: int = 25
    raters: tuple[str, ...] = ("self",)
    kind: str = "outcome"

    def check(self, total: float) -> float:
        """The total, if the questionnaire can give it. Raises OutOfRange."""
        if not self.lowest <= total <= self.highest:
            raise OutOfRange(f"Enter a {self.name} score from {self.lowest} to {self.highest}")
        return total

    def since(self, first: float, last: float) -> Change:
        """What the change from the first to the last score means, by the published threshold."""
        if self.change is None or self.better == "unsettled":
            return Change.NOT_KNOWN
        gained = last - first if self.better == "higher" else first - last
        if not is_reliable(gained, self.change):
            return Change.SAME
        return Change.BETTER if gained > 0 else Change.WORSE

    def reliably_better_from(self, first: float) -> float | None:
        """The score at which improvement since the first is more than chance; None where it cannot be reached."""
        if self.change is None or self.better == "unsettled":
            return None
        line = first + self.change if self.better == "higher" else first - self.change
        return line if self.lowest <= line <= self.highest else None


@cache
def _file() -> dict[str, Any]:
    path = files("trailblazer") / "data" / "measures" / "offered.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def measures() -> dict[str, EnteredMeasure]:
    """Every questionnaire with a score, by its id, in the order in which they are offered."""
    return {row["id"]: _measure(instrument(row["id"]), row) for row in _file()["offered"]}


def _measure(one: Instrument, row: Mapping[str, Any]) -> EnteredMeasure:
    scale = one.main_scale
    assert scale is not None, f"{one.id} is offered and has no score to show"
    is_raw = scale.change is not None and scale.change.on == "raw"
    return EnteredMeasure(
        code=one.id,
        name=f"{one.short} total" if len(one.scales) > 2 else one.short,
        of=one.about,
        lowest=int(scale.lowest),
        highest=int(scale.highest),
        better=scale.better,
        change=scale.change.value if scale.change and is_raw else None,
        age_from=one.age_from if one.age_from is not None else row.get("age_from", 0),
        age_to=one.age_to if one.age_to is not None else row.get("age_to", 25),
        raters=tuple(rater.value for rater in one.raters),
        kind=one.kind,
    )


@cache
def goal() -> EnteredMeasure:
    """How ratings of a goal are read."""
    facts = {name: value for name, value in _file()["goals"].items() if name != "source"}
    return EnteredMeasure(code="goal", name="goal", of="Goal", **facts)


def fitting(age: int, rater: str = "self") -> tuple[EnteredMeasure, ...]:
    """The measures made for this age and rater, in the order of the file."""
    offered = (m for m in measures().values() if m.kind == "outcome")
    return tuple(m for m in offered if m.age_from <= age <= m.age_to and rater in m.raters)


def is_for(instrument_id: str, age: int) -> bool:
    """Whether a questionnaire is offered at this age: by its own file, else by the age that we set for it."""
    one = measures().get(instrument_id)
    return one.age_from <= age <= one.age_to if one else instrument(instrument_id).fits(age)


def is_outcome(instrument_id: str) -> bool:
    """Whether its scores say how somebody is: what was thought of a session makes no pair."""
    one = measures().get(instrument_id)
    return one is None or one.kind == "outcome"


@cache
def outcomes() -> frozenset[str]:
    """The ids of the questionnaires of the list whose scores say how somebody is."""
    return frozenset(code for code, one in measures().items() if one.kind == "outcome")


@dataclass(frozen=True)
class Scored:
    """One score of one measure by one rater on a day: its main one, or that of another of its scales."""

    measure: str
    rater: str
    on: date
    total: float
    scale: str = ""


@dataclass(frozen=True)
class Pair:
    """The first and the last score that the national outcome rule compares."""

    first: Scored
    last: Scored


def pairs(scores: Iterable[Scored], contacts: Sequence[date]) -> dict[tuple[str, str], Pair]:
    """By measure and rater, the pair that counts: the first score on or after the first contact, and the latest other
    one of the same scale on or after the second. `contacts` are the days of contacts that count, in order.

    Source: NHS England, children's outcome metric, public code, July 2025.
    """
    if len(contacts) < 2:
        return {}
    first_contact, second_contact = contacts[0], contacts[1]
    by_scale: dict[tuple[str, str, str], list[Scored]] = {}
    for one in sorted(scores, key=lambda score: score.on):
        if one.on >= first_contact:
            by_scale.setdefault((one.measure, one.rater, one.scale), []).append(one)
    found: dict[tuple[str, str], Pair] = {}
    for (measure, rater, _), known in by_scale.items():
        later = [one for one in known[1:] if one.on >= second_contact]
        if later:
            found.setdefault((measure, rater), Pair(known[0], later[-1]))
    return found
