"""What is known of a questionnaire, as its file in trailblazer/data/instruments says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Rater(StrEnum):
    """Who fills a form in. The words of each source for them stand in the file, as `informants`."""

    SELF = "self"
    PARENT = "parent"
    TEACHER = "teacher"
    CLINICIAN = "clinician"


class Rule(StrEnum):
    """How a scale is made from its parts.

    SUM adds them; every part must be there. PRORATED is the mean of those answered times the number of items; MEAN is
    that mean times `times`; both need `least_answered` answers. TABLE looks the sum of the part up.
    """

    SUM = "sum"
    PRORATED = "prorated"
    MEAN = "mean"
    TABLE = "table"


@dataclass(frozen=True, kw_only=True)
class Option:
    """An answer that can be given. The label is there only where its wording is free."""

    value: int
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Answers marked on a line: from its left to its right end, in steps."""

    first: float
    last: float
    step: float

    def holds(self, answer: float) -> bool:
        """Whether the answer is a mark on the line."""
        steps = (answer - self.first) / self.step
        return self.first <= answer <= self.last and abs(steps - round(steps)) < 1e-6


@dataclass(frozen=True, kw_only=True)
class Item:
    """One question. `topic` is a neutral tag of ours; `text` is there only where the wording is free."""

    code: str
    topic: str
    text: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Band:
    """A named stretch of a scale. Both ends belong to it unless `above` or `below` says that an end does not."""

    name: str
    first: float | None = None
    last: float | None = None
    above: bool = False
    below: bool = False

    def holds(self, score: float) -> bool:
        """Whether the score lies in the band."""
        from_here = self.first is None or (score > self.first if self.above else score >= self.first)
        to_here = self.last is None or (score < self.last if self.below else score <= self.last)
        return from_here and to_here

    @property
    def words(self) -> str:
        """The name in words."""
        return self.name.replace("_", " ").capitalize()


@dataclass(frozen=True, kw_only=True)
class ReliableChange:
    """The smallest change that is more than chance, on raw or T scores; `unrounded` as published before rounding."""

    value: float
    on: str
    origin: str
    source: str
    unrounded: float | None = None


@dataclass(frozen=True, kw_only=True)
class Scale:
    """One score of the form: its parts, range, direction, bands and reliable change."""

    id: str
    name: str
    lowest: float
    highest: float
    better: str  # lower, higher or unsettled, as the authors define it
    national_better: str = ""  # where the national rule reads it the other way
    items: tuple[str, ...] = ()
    of: tuple[str, ...] = ()  # scales that it is made of
    rule: Rule = Rule.SUM
    times: float = 1
    least_answered: int = 0  # 0: all
    rounded: str = ""
    recoded: tuple[int, ...] = ()  # what stands for the answers 0, 1, 2 …
    gate: str = ""  # an item: answered 0, the scale is 0
    table: Mapping[int, float] = field(default_factory=dict)
    has_t: bool = False
    snomed: str = ""
    snomed_by_rater: Mapping[str, str] = field(default_factory=dict)
    snomed_by_goal: tuple[str, ...] = ()
    bands: tuple[Band, ...] = ()
    bands_on: str = "raw"
    bands_source: str = ""
    change: ReliableChange | None = None

    def needs(self) -> int:
        """How many of the items must be answered."""
        return self.least_answered or len(self.items)

    def band_of(self, score: float | None) -> Band | None:
        """The band of a score (raw or T, as `bands_on` says). None where there is no score or no band."""
        if score is None:
            return None
        return next((band for band in self.bands if band.holds(score)), None)


@dataclass(frozen=True, kw_only=True)
class Licence:
    """Whose it is, and what may be done. `wording`: free, unchanged, non_commercial, or site (a content pack)."""

    wording: str
    owner: str = ""
    terms: str = ""
    statement: str = ""
    paper: str = ""
    electronic: str = ""
    before_release: str = ""
    note: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class Population:
    """Mean and standard deviation of a scale in a published population."""

    scale: str
    who: str
    mean: float
    sd: float
    source: str


@dataclass(frozen=True, kw_only=True)
class Words:
    """A question answered in words, never scored."""

    code: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """A questionnaire from `begins_on`. Ages are whole years, both ends included; None is open or not verified."""

    id: str
    title: str
    short: str
    about: str
    kind: str  # outcome, experience, picture
    entry: str  # items: answers are scored; score: only scores can be entered
    raters: tuple[Rater, ...]
    informants: Mapping[str, str]
    begins_on: date
    main: str
    notes: tuple[str, ...]
    sources: tuple[str, ...]
    not_verified: tuple[str, ...]
    licence: Licence
    options: tuple[Option, ...] = ()
    line: Line | None = None
    items: tuple[Item, ...] = ()
    words: tuple[Words, ...] = ()
    scales: tuple[Scale, ...] = ()
    populations: tuple[Population, ...] = ()
    reversed: tuple[str, ...] = ()
    reversed_from: int = 0
    unscored: tuple[str, ...] = ()  # questions that no scale counts, where others are counted
    risk_item: str = ""
    risk_from: int = 1
    recall: str = ""
    stem: str = ""
    coding: str = ""
    age_from: int | None = None
    age_to: int | None = None
    disagreements: tuple[str, ...] = ()
    snomed_items: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    loinc: Mapping[str, str] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """Names this instrument's rules, as stored with every form: gad-7 2026-11-25."""
        return f"{self.id} {self.begins_on}"

    @property
    def is_scored(self) -> bool:
        """Whether answers can be scored here."""
        return self.entry == "items" and bool(self.scales)

    @property
    def has_free_wording(self) -> bool:
        """Whether every question that counts may be shown on a screen without anything of the site's."""
        counted = {code for scale in self.scales for code in scale.items} or {
            item.code for item in self.items
        }
        return bool(counted) and all(self.item(code).text for code in counted)

    def fits(self, age: int | None) -> bool:
        """Whether it was made for this age. An unknown age or an open range does not speak against it."""
        if age is None:
            return True
        return (self.age_from or 0) <= age <= (self.age_to if self.age_to is not None else age)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its questions, in their order."""
        return tuple(self._items)

    def scale(self, scale_id: str) -> Scale:
        """Raises KeyError for one that it does not have."""
        return self._scales[scale_id]

    def item(self, code: str) -> Item:
        """Raises KeyError for one that it does not have."""
        return self._items[code]

    def options_of(self, code: str) -> tuple[Option, ...]:
        """The answers to one question: its own, or those of the form."""
        return self.item(code).options or self.options

    @property
    def main_scale(self) -> Scale | None:
        """The scale that is shown where there is room for one."""
        return self._scales.get(self.main)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_scales", {one.id: one for one in self.scales})
        object.__setattr__(self, "_items", {one.code: one for one in self.items})

    _scales: Mapping[str, Scale] = field(init=False, repr=False, compare=False, default_factory=dict)
    _items: Mapping[str, Item] = field(init=False, repr=False, compare=False, default_factory=dict)
