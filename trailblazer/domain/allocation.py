"""How a team's time is shared between its schools for a term: whole half-days, by a formula that anyone can check.

The rule, in plain words (guide 2.2, principle 3: the way time is shared is open, and agreed by the board):

- Capacity is the whole-time equivalents in post, times the weeks of the term, times ten half-days, less the per cent
  kept for supervision, training, travel and records; part of a half-day is left out.
- A school's part is made of three: its share of all pupils, its share of all pupils who have free school meals, and an
  equal share. Each counts by its weight. A pupil counts more or less by the phase of the school.
- The capacity is given out whole, by the largest remainders. No school has less than the minimum; what that takes is
  taken from the others in proportion. Schools that are equal in everything are ranked by their key.
- Pupils or free school meals that are not known count as the middle of those that are, and this is said.

So more pupils never mean less time, and the order in which schools are named means nothing.
Source of the figures it begins with: trailblazer/data/allocation.toml.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from statistics import median
from typing import Any

WHOLE = 100
MOST = 1_000  # of any weight
OTHER = "other"


class NotAnAllocation(ValueError):
    """Why time cannot be shared so, in a sentence that says what to do."""


@cache
def usual() -> dict[str, Any]:
    """What a proposal begins with, as in data/allocation.toml."""
    path = files("trailblazer") / "data" / "allocation.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Phase:
    """A kind of school, and how much one of its pupils usually counts."""

    code: str
    words: str
    counts: Decimal
    types: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()


@cache
def phases() -> dict[str, Phase]:
    return {
        str(one["code"]): Phase(
            one["code"],
            one["words"],
            Decimal(str(one["counts"])),
            tuple(one.get("types", ())),
            tuple(one.get("phases", ())),
        )
        for one in usual()["phases"]
    }


def phase_of(type_code: str, phase_code: str) -> str:
    """The kind of a school by its codes in the register: its type first."""
    by_type = next((code for code, one in phases().items() if type_code in one.types), "")
    return by_type or next((code for code, one in phases().items() if phase_code in one.phases), OTHER)


def _counts() -> dict[str, Decimal]:
    return {code: one.counts for code, one in phases().items()}


@dataclass(frozen=True)
class Weights:
    """What counts how much, and the fewest half-days of any school. The three need not make 100."""

    pupils: int
    need: int
    equal: int
    minimum: int
    phases: Mapping[str, Decimal] = field(default_factory=_counts)

    @classmethod
    def usual(cls) -> "Weights":
        return cls(**usual()["weights"])

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> "Weights":
        """As `kept` wrote them; what is missing is as usual."""
        known = usual()["weights"] | {
            name: value for name, value in kept.items() if name in usual()["weights"]
        }
        of_phases = {code: Decimal(str(value)) for code, value in kept.get("phases", {}).items()}
        return cls(**known, phases=_counts() | of_phases)

    @property
    def kept(self) -> dict[str, Any]:
        """As they are frozen with a proposal."""
        return {
            "pupils": self.pupils,
            "need": self.need,
            "equal": self.equal,
            "minimum": self.minimum,
            "phases": {code: str(value) for code, value in self.phases.items()},
        }

    def check(self) -> None:
        """Raises NotAnAllocation."""
        if min(self.pupils, self.need, self.equal) < 0 or min(self.phases.values(), default=Decimal(0)) < 0:
            raise NotAnAllocation("Enter weights of 0 or more: a weight below 0 would take time away")
        if max(self.pupils, self.need, self.equal) > MOST:
            raise NotAnAllocation(f"Enter weights of at most {MOST:,}")
        if not self.pupils + self.need + self.equal:
            raise NotAnAllocation(
                "Enter a weight above 0 for pupils, need or an equal share: nothing would count"
            )
        if self.minimum < 0:
            raise NotAnAllocation("Enter a minimum of 0 half-days or more")


@dataclass(frozen=True)
class Setting:
    """A school as the formula knows it. `key` is its URN; None is not known; `meals` is per cent, 0 to 100."""

    key: int
    pupils: int | None
    meals: Decimal | None = None
    phase: str = OTHER


@dataclass(frozen=True)
class Share:
    """What one school has: its part of all (0 to 1) by the weights alone, and its half-days."""

    key: int
    part: Fraction
    half_days: int


def capacity(whole_time: Decimal, weeks: int, kept: int) -> int:
    """Half-days of a term for schools. `kept` is per cent. Raises NotAnAllocation."""
    if whole_time < 0 or weeks < 0:
        raise NotAnAllocation("Enter whole-time equivalents and weeks of 0 or more")
    if not 0 <= kept < WHOLE:
        raise NotAnAllocation("Enter a per cent from 0 to 99 that is kept back")
    week = int(usual()["half_days_of_a_week"])
    return int(Fraction(whole_time) * weeks * week * (WHOLE - kept) / WHOLE)


def in_schools(posts: Iterable[tuple[str, Decimal]]) -> Decimal:
    """Whole-time equivalents of posts (code of "staff_roles", part of a whole one) as far as they go to schools."""
    parts = usual()["posts"]
    total = sum((Decimal(str(parts.get(role, 0))) * part for role, part in posts), Decimal(0))
    return total.quantize(Decimal("0.01"))


def share_out(settings: Sequence[Setting], weights: Weights, half_days: int) -> list[Share]:
    """Every school's half-days, in the order given; they add up to `half_days`. Raises NotAnAllocation."""
    weights.check()
    if not settings:
        raise NotAnAllocation("This team serves no school in this term. Add a school to the team first")
    if half_days < 1:
        raise NotAnAllocation("There is no half-day to share. Enter more posts or weeks, or keep less back")
    _must_fit(len(settings), weights.minimum, half_days)
    parts = _parts(settings, weights)
    quotas = _quotas(parts, weights.minimum, half_days)
    given = {key: int(quota) for key, quota in quotas.items()}
    ranked = sorted(quotas, key=lambda key: (given[key] - quotas[key], key))
    for key in ranked[: half_days - sum(given.values())]:
        given[key] += 1
    return [Share(one.key, parts[one.key], given[one.key]) for one in settings]


def _must_fit(schools: int, minimum: int, half_days: int) -> None:
    if schools * minimum > half_days:
        raise NotAnAllocation(
            f"{schools} schools with at least {minimum} half-days each need {schools * minimum:,}, and there are "
            f"{half_days:,}. Enter a minimum of at most {half_days // schools}, or keep less back"
        )


def _parts(settings: Sequence[Setting], weights: Weights) -> dict[int, Fraction]:
    pupils, meals = middle([one.pupils for one in settings]), middle([one.meals for one in settings])
    on_roll, in_need = {}, {}
    for one in settings:
        counted = Fraction(pupils if one.pupils is None else one.pupils)
        counted *= Fraction(weights.phases.get(one.phase, Decimal(1)))
        on_roll[one.key] = counted
        in_need[one.key] = counted * Fraction(meals if one.meals is None else one.meals) / WHOLE
    equal = Fraction(1, len(settings))
    roll, need = _shares(on_roll, equal), _shares(in_need, equal)
    total = weights.pupils + weights.need + weights.equal
    return {
        key: (weights.pupils * roll[key] + weights.need * need[key] + weights.equal * equal) / total
        for key in on_roll
    }


def middle(known: Iterable[int | Decimal | None]) -> Fraction:
    """The middle of what is known; 0 where nothing is."""
    found = [Fraction(one) for one in known if one is not None]
    return median(found) if found else Fraction(0)


def _shares(counted: Mapping[int, Fraction], equal: Fraction) -> dict[int, Fraction]:
    total = sum(counted.values())
    return {key: value / total if total else equal for key, value in counted.items()}


def _quotas(parts: Mapping[int, Fraction], minimum: int, half_days: int) -> dict[int, Fraction]:
    """Parts of the capacity, where who would have less than the minimum is lifted to it at the cost of the others."""
    lifted: set[int] = set()
    while True:
        room = half_days - minimum * len(lifted)
        weight = sum(part for key, part in parts.items() if key not in lifted)
        quotas = {
            key: Fraction(minimum) if key in lifted else room * part / weight for key, part in parts.items()
        }
        below = {key for key, quota in quotas.items() if quota < minimum}
        if not below:
            return quotas
        lifted |= below
