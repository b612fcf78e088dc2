"""What ratings come to: % of the most one could score, with what is not rated said and never counted as nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from trailblazer.domain.review_tools.facts import Area, Item, Tool

Ratings = Mapping[str, int]  # by id of item
MOST_RESPONDENTS = 30


@dataclass(frozen=True)
class Score:
    """Points of the items that are rated, of an area or of all. `percent` is of the most those items could have."""

    area: Area | None
    points: int
    highest: int
    rated: int
    items: int

    @property
    def most(self) -> int:
        return self.highest * self.rated

    @property
    def missing(self) -> int:
        return self.items - self.rated

    @property
    def percent(self) -> float | None:
        """None where nothing is rated."""
        return 100 * self.points / self.most if self.most else None

    @property
    def whole_percent(self) -> int | None:
        """As it is shown: a half goes up."""
        return None if self.percent is None else int(self.percent + 0.5)


def area_scores(tool: Tool, ratings: Ratings) -> tuple[Score, ...]:
    return tuple(_score(tool, ratings, area.items, area) for area in tool.areas)


def overall(tool: Tool, ratings: Ratings) -> Score:
    return _score(tool, ratings, tool.items, None)


def _score(tool: Tool, ratings: Ratings, items: Sequence[Item], area: Area | None) -> Score:
    given = [ratings[item.id] for item in items if tool.holds(ratings.get(item.id))]
    return Score(area, sum(given), tool.highest, len(given), len(items))


@dataclass(frozen=True)
class Change:
    """One area before and after. `by` is None where either has nothing rated."""

    area: Area
    before: Score
    after: Score

    @property
    def by(self) -> int | None:
        """Percentage points, from the figures as they are shown, so that a reader's own sum agrees."""
        if self.before.whole_percent is None or self.after.whole_percent is None:
            return None
        return self.after.whole_percent - self.before.whole_percent


def changes(tool: Tool, before: Ratings, after: Ratings) -> tuple[Change, ...]:
    both = zip(tool.areas, area_scores(tool, before), area_scores(tool, after), strict=True)
    return tuple(Change(area, one, other) for area, one, other in both)


def spread(tool: Tool, item_id: str, answers: Iterable[Ratings]) -> tuple[tuple[int, int], ...]:
    """How many gave each rating, lowest first, nought included: ((0, 2), (1, 0), …)."""
    counted = Counter(one[item_id] for one in answers if tool.holds(one.get(item_id)))
    return tuple((level.value, counted[level.value]) for level in tool.levels)


def lowest_items(tool: Tool, ratings: Ratings, count: int) -> list[Item]:
    """The rated items with the lowest ratings; among equals those of the area that is lowest, then in their order."""
    of_area = {score.area.id: score.percent or 0.0 for score in area_scores(tool, ratings) if score.area}
    rated = [
        (ratings[item.id], of_area[area.id], place, item)
        for place, (area, item) in enumerate((area, item) for area in tool.areas for item in area.items)
        if tool.holds(ratings.get(item.id))
    ]
    return [item for *_, item in sorted(rated, key=lambda one: one[:3])[:count]]


def needs_reason(given: Iterable[int], agreed: int) -> bool:
    """Whether a line must say why: the colleagues differ, or what is agreed is not what they said."""
    return bool({*given} - {agreed})


def may_see_answers(*, is_asked: bool, has_answered: bool, still_waiting: int) -> bool:
    """Nobody sees what others said before they have answered; who is not asked sees it when everyone has."""
    return has_answered if is_asked else still_waiting == 0
