"""Time by function: whose minutes count, to which of the three functions of a team, planned or written down.

The rule, in plain words (guide 2.3: help for mild to moderate need, the whole school approach, advice and liaison):

- A contact counts its minutes once to its lead and once to each colleague who was there. It counts when somebody came
  (attendance 5 or 6) with the minutes it took; before it is recorded, as planned, with the minutes booked. One that was
  cancelled, that nobody came to, or that was entered in error counts nothing.
- A session of a group counts once to each person who led it, however many members came: the contacts of its members
  count no minutes of their own.
- Other work counts to each person who took part.

So the minutes of the three functions add up to all minutes, and a team's minutes are the sum of its members'.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from trailblazer.domain.contacts import is_attended

FUNCTIONS = (1, 2, 3)
NAMES = {1: "Help", 2: "School", 3: "Advice"}
IN_FULL = {
    1: "Evidence-based help",
    2: "Whole school approach",
    3: "Advice and liaison",
}
WHOLE_TIME_HOURS = 37.5  # Agenda for Change, a full week of a whole-time post
WHOLE = 100


@dataclass(frozen=True)
class Work:
    """One piece of work that counts: its minutes once to each of `people`, who are known by any key."""

    day: date
    function: int
    minutes: int
    people: frozenset[Hashable]
    is_planned: bool = False
    place: Hashable = None

    def __post_init__(self) -> None:
        if self.function not in FUNCTIONS:
            raise ValueError(f"There is no function {self.function}")
        if self.minutes < 0:
            raise ValueError("Minutes are not less than none")


def of_contact(
    *,
    day: date,
    function: int,
    attendance: str,
    minutes: int | None,
    booked: int,
    people: Iterable[Hashable],
    place: Hashable = None,
    in_group: bool = False,
) -> Work | None:
    """What a contact counts; None when it counts nothing. `minutes` as it was, `booked` as it was planned."""
    if in_group or (attendance and not is_attended(attendance)):
        return None
    counted = booked if not attendance or minutes is None else minutes
    return Work(day, function, counted, frozenset(people), not attendance, place)


def of_session(
    *,
    day: date,
    function: int,
    is_held: bool,
    minutes: int | None,
    booked: int,
    leaders: Iterable[Hashable],
    place: Hashable = None,
) -> Work:
    """What a session of a group, class, parents or staff counts: once to each leader."""
    counted = booked if not is_held or minutes is None else minutes
    return Work(day, function, counted, frozenset(leaders), not is_held, place)


@dataclass(frozen=True)
class Split:
    """Minutes by function, recorded and planned."""

    recorded: Mapping[int, int] = field(default_factory=dict)
    planned: Mapping[int, int] = field(default_factory=dict)

    def minutes(self, function: int) -> int:
        """Recorded and planned minutes of this function."""
        return self.recorded.get(function, 0) + self.planned.get(function, 0)

    @property
    def total(self) -> int:
        return sum(self.minutes(function) for function in FUNCTIONS)

    @property
    def total_recorded(self) -> int:
        return sum(self.recorded.values())

    def hours(self, function: int) -> float:
        return self.minutes(function) / 60

    def shares(self) -> dict[int, int]:
        """Whole per cent of each function, which add up to 100; all nought where there are no minutes."""
        return whole_per_cents({function: self.minutes(function) for function in FUNCTIONS})


def whole_per_cents(parts: Mapping[int, int]) -> dict[int, int]:
    """Parts of a whole as whole per cent that add up to 100, by the largest remainders."""
    total = sum(parts.values())
    if not total:
        return dict.fromkeys(parts, 0)
    found = {key: value * WHOLE // total for key, value in parts.items()}
    by_remainder = sorted(parts, key=lambda key: (-(parts[key] * WHOLE % total), key))
    for key in by_remainder[: WHOLE - sum(found.values())]:
        found[key] += 1
    return found


def split(works: Iterable[Work], *, of: Hashable = None) -> Split:
    """The minutes of one person, or, where `of` is None, of everyone who took part, added up."""
    sums: dict[bool, dict[int, int]] = {False: {}, True: {}}
    for work in works:
        times = len(work.people) if of is None else int(of in work.people)
        if times:
            of_kind = sums[work.is_planned]
            of_kind[work.function] = of_kind.get(work.function, 0) + work.minutes * times
    return Split(sums[False], sums[True])


def by(works: Iterable[Work], key: Callable[[Work], Hashable]) -> dict[Hashable, Split]:
    """The work sorted into heaps by a key, each split for everyone who took part."""
    heaps: dict[Hashable, list[Work]] = {}
    for work in works:
        heaps.setdefault(key(work), []).append(work)
    return {which: split(heap) for which, heap in heaps.items()}


def by_person(works: Iterable[Work]) -> dict[Hashable, Split]:
    """The split of each person who took part in anything."""
    kept = list(works)
    heaps: dict[Hashable, list[Work]] = {}
    for work in kept:
        for person in work.people:
            heaps.setdefault(person, []).append(work)
    return {person: split(heap, of=person) for person, heap in heaps.items()}


def check_agreed(one: int, two: int, three: int) -> str:
    """Why these per cents cannot be an agreed split, or nothing."""
    if min(one, two, three) < 0:
        return "Enter per cents from 0 to 100"
    total = one + two + three
    return "" if total == WHOLE else f"The three per cents make {total}. Enter per cents that make 100"
