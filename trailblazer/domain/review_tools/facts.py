"""What is known of a review tool, as its file says it."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Level:
    """One step of the scale, the same for every item: 0, "Not yet". `words` say what it means of anything."""

    value: int
    name: str
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is rated. `levels` describe it at each step, lowest first; else `looks_like` says the highest."""

    id: str
    text: str
    levels: tuple[str, ...] = ()
    looks_like: str = ""


@dataclass(frozen=True, kw_only=True)
class Area:
    """Items that are read together. `benchmark` is a published average, in % of the most one could score."""

    id: str
    name: str
    items: tuple[Item, ...]
    benchmark: float | None = None


@dataclass(frozen=True, kw_only=True)
class Benchmark:
    """Where the averages of a tool's areas come from."""

    name: str
    source: str


@dataclass(frozen=True, kw_only=True)
class Tool:
    """A review tool as it stands from one day to another. Who changes its wording makes a new file with a new id."""

    id: str
    name: str
    short: str
    about: str
    source: str
    licence: str
    begins_on: date
    levels: tuple[Level, ...]
    areas: tuple[Area, ...]
    ends_on: date | None = None
    benchmark: Benchmark | None = None
    notes: tuple[str, ...] = field(default=())

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for area in self.areas for item in area.items)

    @property
    def highest(self) -> int:
        return max(level.value for level in self.levels)

    @property
    def lowest(self) -> int:
        return min(level.value for level in self.levels)

    def is_in_force(self, on: date) -> bool:
        return self.begins_on <= on and (self.ends_on is None or on <= self.ends_on)

    def holds(self, rating: object) -> bool:
        """Whether this is a step of the scale. True is not 1 here."""
        return not isinstance(rating, bool) and any(rating == level.value for level in self.levels)

    def area(self, area_id: str) -> Area | None:
        return next((area for area in self.areas if area.id == area_id), None)

    def item(self, item_id: str) -> Item | None:
        return next((item for item in self.items if item.id == item_id), None)

    def area_of(self, item_id: str) -> Area | None:
        return next((area for area in self.areas if any(item.id == item_id for item in area.items)), None)

    def level(self, rating: int) -> Level | None:
        return next((level for level in self.levels if level.value == rating), None)

    def described(self, item: Item) -> tuple[tuple[Level, str], ...]:
        """Each step with what it looks like for this item: its own words, or else those of the scale."""
        own = item.levels or tuple(level.words for level in self.levels)
        return tuple(zip(self.levels, own, strict=True))
