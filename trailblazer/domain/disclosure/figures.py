"""One figure as it may be seen: the rule of small numbers, and a hidden figure that nothing can be done with."""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction
from statistics import median
from typing import Any, ClassVar, Final, NoReturn, SupportsFloat

ROUNDED_TO = 5
HALF = Fraction(1, 2)
_MADE_HERE: Final = object()


class Level(Enum):
    """Whom a table is about. `smallest_base` is how many people a percentage or an average must rest on."""

    TEAM = "team"
    SCHOOL = "school"

    @property
    def smallest_base(self) -> int:
        return 10 if self is Level.SCHOOL else 8


class Rule(Enum):
    """Which counts are hidden. All others are rounded to the nearest 5."""

    OURS = "ours"
    MHSDS = "mhsds"

    @property
    def smallest_shown(self) -> int:
        """The least number of people, other than none, that is shown."""
        return 8 if self is Rule.OURS else 5

    @property
    def least_hidden(self) -> int:
        """The least number of people that is hidden: the national rule hides none as well."""
        return 1 if self is Rule.OURS else 0

    @property
    def marker(self) -> str:
        """What stands for a hidden figure in a file: the Government Analysis Function's [c]; nationally a star."""
        return "[c]" if self is Rule.OURS else "*"

    @property
    def in_words(self) -> str:
        """The rule in two or three sentences for the foot of a page or of a file."""
        hidden = "Figures from 1 to 7 are hidden" if self is Rule.OURS else "Figures below 5 are hidden"
        return (
            f"{hidden} and all others are rounded to the nearest 5, so they may not add up. Percentages and "
            "averages rest on at least 8 people, at a school on 10, and are worked out from rounded figures "
            "or rounded to a half."
        )

    @property
    def source(self) -> str:
        """Where the rule comes from."""
        if self is Rule.OURS:
            return "NHS Digital, disclosure control methodology for Hospital Episode Statistics, from September 2018"
        return "NHS England, published code of the Mental Health Services Monthly Statistics"

    def hides(self, count: int) -> bool:
        """Whether so many people are too few to show."""
        return self.least_hidden <= count < self.smallest_shown

    def interval(self, count: int, level: Level) -> tuple[int, int]:
        """The least and the greatest number of people that look exactly as this count does when it is shown.

        A percentage that is given or not tells whether a base reaches the least base of its level, so this counts
        as known. Raises ValueError for a count that is hidden.
        """
        if self.hides(count):
            raise ValueError("This count is not shown")
        if count == 0:
            return 0, 0
        shown = rounded(count)
        low, high = max(self.smallest_shown, shown - 2), shown + 2
        base = level.smallest_base
        return (max(low, base), high) if count >= base else (low, min(high, base - 1))


class Refused(TypeError):
    """Something was asked of a hidden figure, or of a protected one, that would give away what it hides."""


def _refuse(self: object, *_: object, **__: object) -> NoReturn:
    raise Refused(
        "This figure is hidden: it is not nought, it is not missing, and nothing can be reckoned with it"
    )


class Hidden:
    """A figure that is not shown. There is one, `HIDDEN`, and it is asked for with `is`.

    Arithmetic, comparison (== too), truth, length and every conversion to a number raise Refused.
    As text it reads "hidden", and format(HIDDEN, "csv") gives "[c]".
    """

    __slots__ = ()
    __hash__: ClassVar[None]  # type: ignore[assignment]

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __sub__ = __mul__ = __truediv__ = __floordiv__ = __mod__ = __pow__ = __divmod__ = _refuse
    __radd__ = __rsub__ = __rmul__ = __rtruediv__ = __rfloordiv__ = __rmod__ = __rpow__ = __rdivmod__ = (
        _refuse
    )
    __and__ = __or__ = __xor__ = __lshift__ = __rshift__ = __matmul__ = _refuse
    __rand__ = __ror__ = __rxor__ = __rlshift__ = __rrshift__ = __rmatmul__ = _refuse
    __neg__ = __pos__ = __abs__ = __invert__ = __round__ = __trunc__ = __floor__ = __ceil__ = _refuse
    __int__ = __float__ = __complex__ = __index__ = __bool__ = __len__ = __iter__ = __contains__ = _refuse

    def __repr__(self) -> str:
        return "HIDDEN"

    def __str__(self) -> str:
        return "hidden"

    def __format__(self, spec: str) -> str:
        if spec == "csv":
            return Rule.OURS.marker
        return format(str(self), spec)

    def __reduce__(self) -> str:
        return "HIDDEN"


HIDDEN: Final = Hidden()


class Sealed:
    """Something that only this package makes and nobody changes: it cannot be built, altered, copied or pickled."""

    __slots__ = ()

    def __init__(self, *, key: object = None, **parts: Any) -> None:
        if key is not _MADE_HERE:
            raise Refused(
                "A protected figure is made by protecting a count: see trailblazer.domain.disclosure"
            )
        for name, part in parts.items():
            object.__setattr__(self, name, part)

    def __init_subclass__(cls) -> None:
        if not cls.__module__.startswith("trailblazer.domain.disclosure."):
            raise Refused("Nothing else may pass for a protected figure")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise Refused("A protected figure does not change")

    def __delattr__(self, name: str) -> NoReturn:
        raise Refused("A protected figure does not change")

    def __reduce__(self) -> NoReturn:
        raise Refused("A protected figure is made where it is shown, never kept")


class Kind(Enum):
    """What a figure counts: people, people in a hundred, points of a scale, or things that are no people."""

    COUNT = "count"
    PERCENTAGE = "percentage"
    MEAN = "mean"
    NUMBER = "number"


class Figure(Sealed):
    """One protected figure. `value` is a number or `HIDDEN`; the number it was made from is not in it.

    `can_be_base` says whether a percentage or an average may rest on it. str() gives its words for a page.
    """

    __slots__ = ("can_be_base", "in_wide_table", "kind", "rule", "value")
    value: int | float | Hidden
    kind: Kind
    rule: Rule
    can_be_base: bool
    in_wide_table: bool

    @property
    def is_hidden(self) -> bool:
        return self.value is HIDDEN

    @property
    def marker(self) -> str:
        """As a file of plain text has it: 1250, 12.5, or the marker of its rule."""
        return self.rule.marker if isinstance(self.value, Hidden) else f"{self.value}"

    @property
    def in_words(self) -> str:
        """As a page has it: "1,250", "40%", "-2.5", "hidden, fewer than 8", "hidden", "not given, too few"."""
        if not isinstance(self.value, Hidden):
            return f"{self.value:,}" + ("%" if self.kind is Kind.PERCENTAGE else "")
        if self.kind is not Kind.COUNT:
            return "not given, too few"
        return "hidden" if self.in_wide_table else f"hidden, fewer than {self.rule.smallest_shown}"

    def __str__(self) -> str:
        return self.in_words

    def __repr__(self) -> str:
        return f"<{self.kind.value}: {self.in_words}>"


def rounded(count: int) -> int:
    """To the nearest 5. A whole number is never halfway."""
    return ROUNDED_TO * ((count + 2) // ROUNDED_TO)


def checked(count: object) -> int:
    """The count, if it is a number of people. Raises ValueError if it is not a whole number from 0 up."""
    if not isinstance(count, int) or isinstance(count, bool) or count < 0:
        raise ValueError("A count is a whole number of people, from 0 up")
    return count


def protect_count(count: int, *, rule: Rule = Rule.OURS, level: Level = Level.TEAM) -> Figure:
    """One number of people by itself: one that no other figure adds up to or is a part of.

    Counts that belong together are protected together: see `protect_line`, `protect_table`, `protect_nested`.
    Raises ValueError if it is not a whole number from 0 up.
    """
    return as_figure(checked(count), rule, level, is_hidden=rule.hides(count), in_wide_table=False)


def as_figure(count: int, rule: Rule, level: Level, *, is_hidden: bool, in_wide_table: bool) -> Figure:
    """For this package: the figure of a count, once it is settled whether it is hidden."""
    return Figure(
        key=_MADE_HERE,
        value=HIDDEN if is_hidden else rounded(count),
        kind=Kind.COUNT,
        rule=rule,
        can_be_base=not is_hidden and count >= level.smallest_base,
        in_wide_table=in_wide_table,
    )


def percentage(part: Figure, of: Figure) -> Figure:
    """Whole people in a hundred, from two protected counts and from nothing else, so it tells nothing that they do not.

    Hidden where either is, or where the base is smaller than its level asks.
    Raises Refused for what is no protected count, ValueError for a part that is larger than its whole.
    """
    for figure in (part, of):
        _must_be_count(figure)
    value: int | Hidden = HIDDEN
    if of.can_be_base and not isinstance(part.value, Hidden) and not isinstance(of.value, Hidden):
        if part.value > of.value:
            raise ValueError("A part is not larger than its whole")
        value = int(Fraction(100 * int(part.value), int(of.value)) + HALF)
    return _derived(value, Kind.PERCENTAGE, of.rule)


def median_of(values: Sequence[SupportsFloat], *, base: Figure) -> Figure:
    """The middle of these values, rounded to a half, where its protected base may carry it. Raises as `mean_of`."""
    _must_be_count(base)
    if not base.can_be_base:
        return _derived(HIDDEN, Kind.MEAN, base.rule)
    return mean_of([median(float(one) for one in values)] * len(values), base=base)


def mean_of(values: Sequence[SupportsFloat], *, base: Figure) -> Figure:
    """The average of these values in their own unit, rounded to a half, where its protected base may carry it.

    `base` is the protected count of the people whose values these are: where it is hidden, the average is. Whole
    points have an average within every half for each number of people from 3 up, so it does not tell how many they are.
    Raises Refused for what is no protected count, ValueError if the base is not that of so many values.
    """
    _must_be_count(base)
    value: float | Hidden = HIDDEN
    if base.can_be_base:
        if base.value != rounded(len(values)):
            raise ValueError("The base is the count of another group of people")
        average = sum(float(one) for one in values) / len(values)
        value = int(2 * average + (0.5 if average >= 0 else -0.5)) / 2 + 0.0
    return _derived(value, Kind.MEAN, base.rule)


def number_beside(value: int | float, *, people: Figure) -> Figure:
    """A number of things that are no people, such as meetings or hours, given only beside people who are shown.

    Raises Refused for what is no protected count.
    """
    _must_be_count(people)
    return _derived(HIDDEN if people.is_hidden else value, Kind.NUMBER, people.rule)


def _derived(value: int | float | Hidden, kind: Kind, rule: Rule) -> Figure:
    return Figure(key=_MADE_HERE, value=value, kind=kind, rule=rule, can_be_base=False, in_wide_table=False)


def _must_be_count(figure: object) -> None:
    if not isinstance(figure, Figure) or figure.kind is not Kind.COUNT:
        raise Refused("Only protected counts are reckoned with")
