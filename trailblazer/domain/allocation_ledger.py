"""What a board agreed about a team's time, how it was adjusted, and what was given beside it.

The rule, in plain words: a proposal is frozen with its weights. An adjustment moves half-days from a school to a school
(or to and from what the team holds back), so it never makes any. The first decision of the board is about the proposal
with its adjustments so far; each later one is about the adjustments made since. An adjustment that the board has not
yet agreed counts for nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from trailblazer.domain.allocation import WHOLE, NotAnAllocation, usual
from trailblazer.domain.school_terms import Term
from trailblazer.domain.time_by_function import FUNCTIONS

Split = tuple[int, int, int]


def hours(half_days: int) -> float:
    return half_days * int(usual()["minutes_of_a_half_day"]) / 60


def hours_by_function(half_days: int, split: Split) -> dict[int, float]:
    """Agreed hours of each function in quarters of an hour, which add up to the half-days. `split` is per cent."""
    quarters = half_days * int(usual()["minutes_of_a_half_day"]) // 15
    exact = {function: Fraction(quarters * split[function - 1], WHOLE) for function in FUNCTIONS}
    found = {function: int(value) for function, value in exact.items()}
    ranked = sorted(FUNCTIONS, key=lambda function: (found[function] - exact[function], function))
    for function in ranked[: quarters - sum(found.values())]:
        found[function] += 1
    return {function: count / 4 for function, count in found.items()}


@dataclass(frozen=True)
class Move:
    """An adjustment: half-days from a school to a school. None is what the team holds back."""

    number: int
    from_key: int | None
    to_key: int | None
    half_days: int


Balance = dict[int | None, int]


def balance(proposed: Mapping[int, int], half_days: int, moves: Iterable[Move]) -> Balance:
    """Half-days of each school after these moves; under None what no school has."""
    found: Balance = {None: half_days - sum(proposed.values())}
    found.update((key, has) for key, has in proposed.items())
    for move in moves:
        found[move.from_key] = found.get(move.from_key, 0) - move.half_days
        found[move.to_key] = found.get(move.to_key, 0) + move.half_days
    return found


def check_move(move: Move, now: Balance, name_of: Mapping[int, str]) -> None:
    """Raises NotAnAllocation for an adjustment that cannot be made."""
    if move.half_days < 1:
        raise NotAnAllocation("Enter 1 half-day or more")
    if move.from_key == move.to_key:
        raise NotAnAllocation("Choose two different places: from where the time comes, and to where it goes")
    for key in (move.from_key, move.to_key):
        if key is not None and key not in name_of:
            raise NotAnAllocation("Choose a school of this proposal")
    has = now.get(move.from_key, 0)
    if move.half_days > has:
        held = f"{has} half-day{'' if has == 1 else 's'}"
        if move.from_key is None:
            raise NotAnAllocation(
                f"This is beyond the team’s capacity: {held} are held back. Take the time from a school, or enter "
                f"at most {has}"
                if has
                else "This is beyond the team’s capacity: nothing is held back. Take the time from a school"
            )
        raise NotAnAllocation(f"{name_of[move.from_key]} has {held}. Enter at most {has}")


AGREED, WITH_CHANGES, NOT_AGREED = "agreed", "agreed_with_changes", "not_agreed"
OUTCOMES = {AGREED: "Agreed", WITH_CHANGES: "Agreed with changes", NOT_AGREED: "Not agreed"}


@dataclass(frozen=True)
class Ruling:
    """A decision of the board: about the adjustments up to the one numbered `covers`; the first, about the proposal."""

    outcome: str
    covers: int

    @property
    def is_yes(self) -> bool:
        return self.outcome != NOT_AGREED


def is_agreed(rulings: Sequence[Ruling]) -> bool:
    """The proposal itself, which the first decision is about."""
    return bool(rulings) and rulings[0].is_yes


def outcome_of(number: int, rulings: Sequence[Ruling]) -> str:
    """What the board said of an adjustment: the first decision that covers it; nothing while none does."""
    return next((one.outcome for one in rulings if number <= one.covers), "")


def check_ruling(outcome: str, rulings: Sequence[Ruling], last: int) -> None:
    """Whether the board can decide now, where `last` is the number of the newest adjustment. Raises NotAnAllocation."""
    if rulings and not rulings[0].is_yes:
        raise NotAnAllocation("The board did not agree to this proposal. Make a new one first")
    if rulings and rulings[-1].covers >= last:
        raise NotAnAllocation("The board has decided all of this. Add an adjustment with its reason first")
    if outcome == WITH_CHANGES and last == (rulings[-1].covers if rulings else 0):
        raise NotAnAllocation("Write down the board’s changes as adjustments first, each with its reason")


def elapsed(term: Term, today: date) -> Fraction:
    """How much of a term's teaching time is over, 0 to 1."""
    said = usual()["terms"][term.name]
    first, last = date(term.year, *said["from"]), date(term.year, *said["to"])
    return min(Fraction(1), max(Fraction(0), Fraction((today - first).days + 1, (last - first).days + 1)))


@dataclass(frozen=True)
class Against:
    """What was given beside what was agreed, as far as the term has come. Hours."""

    agreed: float
    given: float
    so_far: Fraction = Fraction(1)

    @property
    def due(self) -> float:
        return self.agreed * float(self.so_far)

    @property
    def differs(self) -> float:
        return self.given - self.due

    @property
    def state(self) -> str:
        """under, over or even: beyond the tolerance of the data and half a day."""
        most = max(self.due * int(usual()["tolerance_percent"]) / WHOLE, hours(1))
        if abs(self.differs) <= most:
            return "even"
        return "under" if self.differs < 0 else "over"

    @property
    def words(self) -> str:
        if self.state == "even":
            return "About as agreed"
        return f"{abs(self.differs):.0f} hours {'under' if self.differs < 0 else 'over'}"
