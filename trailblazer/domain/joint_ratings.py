"""What ratings of joint working show: only of people who rated both times, only of groups large enough, and only what
so few can bear. A group too small to show is `HIDDEN`, which is neither nought nor missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from statistics import median

from trailblazer.domain.disclosure import HIDDEN, Hidden
from trailblazer.domain.joint_working import Asked, Framework, Point, Sector, rules

ALL = "all"
TOO_FEW = "too few"


@dataclass(frozen=True)
class Rated:
    """What one person answered at one point, on the scale of its framework."""

    who: str
    sector: Sector
    point: Point
    answers: Mapping[str, int]


@dataclass(frozen=True)
class Pair:
    """One person's answers at two points."""

    who: str
    sector: Sector
    before: Mapping[str, int]
    after: Mapping[str, int]


def pairs(rated: Iterable[Rated], first: Point, second: Point) -> list[Pair]:
    """Of those who rated at both points, and of nobody else. Raises ValueError where one person rated twice at one."""
    by_point: dict[Point, dict[str, Rated]] = {first: {}, second: {}}
    for one in rated:
        if one.point not in by_point:
            continue
        if one.who in by_point[one.point]:
            raise ValueError("One person rates once at each point")
        by_point[one.point][one.who] = one
    later = by_point[second]
    return [
        Pair(who, one.sector, one.answers, later[who].answers)
        for who, one in by_point[first].items()
        if who in later
    ]


def mean(values: Sequence[int]) -> float | Hidden | None:
    """To one decimal; None of nobody, HIDDEN of too few to show. A half goes up, as people round."""
    if not values:
        return None
    if len(values) < rules().smallest_group:
        return HIDDEN
    return float((Fraction(10 * sum(values), len(values)) + Fraction(1, 2)).__floor__()) / 10


@dataclass(frozen=True)
class Change:
    """One area in one group: means of the same people before and after, how many moved which way."""

    base: int
    before: float | Hidden | None
    after: float | Hidden | None
    middle: float | Hidden | None = None  # the median change
    up: int | Hidden = 0
    same: int | Hidden = 0
    down: int | Hidden = 0
    is_more_than_chance: bool = False

    @property
    def is_shown(self) -> bool:
        return isinstance(self.after, float)

    @property
    def by(self) -> float | None:
        """How much the mean changed; None where it is not shown."""
        if isinstance(self.before, Hidden) or isinstance(self.after, Hidden):
            return None
        return None if self.before is None or self.after is None else round(self.after - self.before, 1)

    @property
    def before_words(self) -> str:
        return in_words(self.before)

    @property
    def after_words(self) -> str:
        return in_words(self.after)

    @property
    def middle_words(self) -> str:
        """The median change with its sign: +1, 0, \N{MINUS SIGN}0.5."""
        if isinstance(self.middle, float):
            return f"{self.middle:+g}".replace("-", "\N{MINUS SIGN}").replace("+0", "0")
        return in_words(self.middle)

    @property
    def moves(self) -> tuple[str, str, str]:
        """How many went up, stayed and went down, in words."""
        up, same, down = (
            TOO_FEW if isinstance(one, Hidden) else str(one) for one in (self.up, self.same, self.down)
        )
        return up, same, down


def in_words(value: float | Hidden | None) -> str:
    """A mean as a page has it: 2.4, "too few", or a dash where nobody answered."""
    if isinstance(value, Hidden):
        return TOO_FEW
    return "–" if value is None else f"{value:.1f}"


@dataclass(frozen=True)
class Line:
    """One area with its groups, by sector and all together."""

    asked: Asked
    groups: Mapping[str, Change]

    @property
    def gap(self) -> float | None:
        """Between the highest and the lowest sector now; None where fewer than two are shown."""
        shown = self._shown()
        return round(shown[-1][0] - shown[0][0], 1) if len(shown) > 1 else None

    @property
    def ends(self) -> tuple[tuple[float, Sector], tuple[float, Sector]] | None:
        """The lowest and the highest sector now."""
        shown = self._shown()
        return (shown[0], shown[-1]) if len(shown) > 1 else None

    def _shown(self) -> list[tuple[float, Sector]]:
        found = [(self.groups[sector].after, sector) for sector in Sector]
        return sorted((value, sector) for value, sector in found if isinstance(value, float))


def compare(given: Sequence[Pair], asked: Iterable[Asked], areas: int) -> list[Line]:
    """Each area before and after. `areas` is how many are compared at once, which a claim must allow for."""
    return [Line(one, _groups(given, one.code, areas)) for one in asked]


def _groups(given: Sequence[Pair], code: str, areas: int) -> dict[str, Change]:
    both = [pair for pair in given if code in pair.before and code in pair.after]
    by_sector = {sector: [pair for pair in both if pair.sector is sector] for sector in Sector}
    groups: dict[str, Change] = {sector: _change(found, code, areas) for sector, found in by_sector.items()}
    # All together is given only where nobody too few to show is what is left of it when the others are taken away.
    hidden = sum(len(found) for found in by_sector.values() if 0 < len(found) < rules().smallest_group)
    is_safe = not 0 < hidden < rules().smallest_group
    groups[ALL] = _change(both, code, areas) if is_safe else _hidden(len(both))
    return groups


def _change(found: Sequence[Pair], code: str, areas: int) -> Change:
    if 0 < len(found) < rules().smallest_group:
        return _hidden(len(found))
    before, after = [pair.before[code] for pair in found], [pair.after[code] for pair in found]
    moved = [now - then for then, now in zip(before, after, strict=True)]
    up, down = sum(one > 0 for one in moved), sum(one < 0 for one in moved)
    return Change(
        len(found),
        mean(before),
        mean(after),
        float(median(moved)) if moved else None,
        up,
        len(moved) - up - down,
        down,
        is_more_than_chance(up, down, len(moved), areas),
    )


def _hidden(base: int) -> Change:
    return Change(base, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN, HIDDEN)


def is_more_than_chance(up: int, down: int, base: int, areas: int = 1) -> bool:
    """By the exact two-sided sign test, its chance shared among the areas; never below the base of the rules."""
    rule, moved = rules(), up + down
    if base < rule.smallest_base_for_a_claim or not moved:
        return False
    tail = sum(comb(moved, count) for count in range(min(up, down) + 1))
    return min(1.0, 2 * tail / 2**moved) < rule.chance / areas


def at_one_point(rated: Iterable[Rated], point: Point, asked: Iterable[Asked]) -> list[Line]:
    """Each area as everyone rated it at one point: nobody is compared with anybody's earlier rating."""
    found = [one for one in rated if one.point is point]
    return [Line(one, _once(found, one.code)) for one in asked]


def _once(found: Sequence[Rated], code: str) -> dict[str, Change]:
    values = {
        sector: [one.answers[code] for one in found if one.sector is sector and code in one.answers]
        for sector in Sector
    }
    return {sector: Change(len(given), None, mean(given)) for sector, given in values.items()}


def in_steps(rated: Sequence[Rated]) -> list[Rated]:
    """Of each sector the first 5, 10, 15 and so on: a page that counts while people rate must not show one by one
    what each of them said. `rated` is in the order in which they rated."""
    size, kept = rules().smallest_group, []
    for sector in Sector:
        found = [one for one in rated if one.sector is sector]
        kept += found[: len(found) // size * size]
    return kept


def numbers(given: Iterable[Pair | Rated]) -> dict[Sector, int]:
    """How many people of each sector."""
    found = [one.sector for one in given]
    return {sector: found.count(sector) for sector in Sector}


def largest_change(lines: Iterable[Line]) -> Line | None:
    """The area that moved most, all sectors together, up or down; None where none is shown."""
    shown = [line for line in lines if line.groups[ALL].by is not None]
    return max(shown, key=lambda line: abs(line.groups[ALL].by or 0), default=None)


def widest_gap(lines: Iterable[Line]) -> Line | None:
    shown = [line for line in lines if line.gap is not None]
    return max(shown, key=lambda line: line.gap or 0, default=None)


def what_it_can_bear(lines: Sequence[Line], base: int, of: Framework) -> list[str]:
    """What may be said of so few, in sentences for the foot of a page."""
    rule = rules()
    if not base:
        return ["Nobody has rated both times yet, so nothing is compared."]
    said = [
        f"Only people who rated both times are compared: {base}. Groups of fewer than {rule.smallest_group} are not "
        "shown, and they are neither nought nor missing."
    ]
    if base < rule.smallest_base_for_a_claim:
        said.append(
            f"With fewer than {rule.smallest_base_for_a_claim} people, one answer moves a mean. Read how many went up "
            "and down, and claim no more than that."
        )
        return said
    sure = [line.asked.name.lower() for line in lines if line.groups[ALL].is_more_than_chance]
    names = ", ".join(sure) or "none"
    said.append(
        "Areas in which more people went up, or down, than chance alone would bring about (exact sign test, allowing "
        f"for {len(of.areas)} areas): {names}. It does not show that the two days were the cause: nobody "
        "was compared who did not come."
    )
    return said
