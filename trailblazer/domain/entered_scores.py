"""Scores that staff enter, and ratings of goals: their range, and when a change is more than chance.

Source: trailblazer/data/measures/entered.toml. Item wording and scoring from answers are not here: only totals.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files


class OutOfRange(ValueError):
    """A score that the questionnaire cannot give. The sentence says what it can."""


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
    raters: tuple[str, ...] = ("young_person",)
    note: str = ""

    def check(self, total: int) -> int:
        """The total, if the questionnaire can give it. Raises OutOfRange."""
        if not self.lowest <= total <= self.highest:
            raise OutOfRange(f"Enter a {self.name} score from {self.lowest} to {self.highest}")
        return total

    def since(self, first: float, last: float) -> Change:
        """What the change from the first to the last score means, by the published threshold."""
        if self.change is None:
            return Change.NOT_KNOWN
        gained = last - first if self.better == "higher" else first - last
        if abs(gained) < self.change:
            return Change.SAME
        return Change.BETTER if gained > 0 else Change.WORSE

    def reliably_better_from(self, first: float) -> float | None:
        """The score at which improvement since the first is more than chance; None where it cannot be reached."""
        if self.change is None:
            return None
        line = first + self.change if self.better == "higher" else first - self.change
        return line if self.lowest <= line <= self.highest else None


@cache
def _file() -> dict[str, object]:
    path = files("trailblazer") / "data" / "measures" / "entered.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def measures() -> dict[str, EnteredMeasure]:
    """Every measure by its code."""
    rows = _file()["measures"]
    assert isinstance(rows, list)
    made = [EnteredMeasure(**{**row, "raters": tuple(row["raters"])}) for row in rows]
    return {measure.code: measure for measure in made}


@cache
def goal() -> EnteredMeasure:
    """How ratings of a goal are read."""
    row = _file()["goals"]
    assert isinstance(row, dict)
    facts = {name: value for name, value in row.items() if name != "source"}
    return EnteredMeasure(code="goal", name="goal", of="Goal", **facts)


def fitting(age: int, rater: str = "young_person") -> tuple[EnteredMeasure, ...]:
    """The measures made for this age and rater, in the order of the file."""
    return tuple(m for m in measures().values() if m.age_from <= age <= m.age_to and rater in m.raters)


@dataclass(frozen=True)
class Scored:
    """One score of one measure by one rater on a day."""

    measure: str
    rater: str
    on: date
    total: float


@dataclass(frozen=True)
class Pair:
    """The first and the last score that the national outcome rule compares."""

    first: Scored
    last: Scored


def pairs(scores: Iterable[Scored], contacts: Sequence[date]) -> dict[tuple[str, str], Pair]:
    """By measure and rater, the pair that counts: the first score on or after the first contact, and the latest other
    one on or after the second. `contacts` are the days of contacts that count, in order.

    Source: NHS England, children's outcome metric, public code, July 2025.
    """
    if len(contacts) < 2:
        return {}
    first_contact, second_contact = contacts[0], contacts[1]
    by_kind: dict[tuple[str, str], list[Scored]] = {}
    for one in sorted(scores, key=lambda score: score.on):
        if one.on >= first_contact:
            by_kind.setdefault((one.measure, one.rater), []).append(one)
    found = {}
    for kind, known in by_kind.items():
        later = [one for one in known[1:] if one.on >= second_contact]
        if later:
            found[kind] = Pair(known[0], later[-1])
    return found
