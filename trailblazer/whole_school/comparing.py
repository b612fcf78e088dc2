"""A review beside those of similar schools: same phase and size, of the same provider, and never of fewer than ten."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from trailblazer.domain.disclosure import Figure, Level, mean_of, protect_count
from trailblazer.domain.review_tools import Tool, area_scores, overall
from trailblazer.places.models import School
from trailblazer.whole_school.models import Agreed, Review
from trailblazer.whole_school.reading import Read

FEWEST = 10
SIZES = (250, 500, 1_000)  # pupils, where the next band begins
YEARS = 2  # newest reviews of this school year and the one before
ALL = "all"


@dataclass(frozen=True)
class Compared:
    """Averages of similar schools by id of area, and of all items; or why there are none."""

    like: str = ""
    why_not: str = ""
    means: Mapping[str, Figure] = field(default_factory=dict)

    @property
    def overall(self) -> Figure | None:
        return self.means.get(ALL)


def size_band(pupils: int | None) -> int | None:
    return None if pupils is None else sum(pupils >= edge for edge in SIZES)


def in_words(school: School) -> str:
    """Primary, 250 to 499 pupils."""
    band = size_band(school.pupils) or 0
    edges = ("fewer than 250", "250 to 499", "500 to 999", "1,000 or more")
    return f"{school.phase_name or 'the same phase'}, {edges[band]} pupils"


def compared(read: Read) -> Compared:
    """Reads the reviews of other schools, of which only protected averages leave."""
    school, tool = read.review.school, read.tool
    if tool is None or not school.phase_code:
        return Compared(why_not="The phase of this school is not in the register.")
    if school.pupils is None:
        return Compared(why_not="The register does not say how many pupils this school has.")
    ratings = _ratings_of_others(read.review, school)
    whole = [one for one in ratings if all(tool.holds(one.get(item.id)) for item in tool.items)]
    like = in_words(school)
    if len(whole) < FEWEST:
        why = (
            f"Fewer than {FEWEST} other schools like it ({like}) have finished a review with this tool in the last "
            f"{YEARS} school years, so no average is shown: it could be traced to one of them."
        )
        return Compared(like, why)
    return Compared(like, means=_means(tool, whole))


def _ratings_of_others(review: Review, school: School) -> list[Mapping[str, int]]:
    """What each similar school agreed last."""
    found = Review.objects.finished().filter(
        provider=review.provider_id,
        tool=review.tool,
        year__range=(review.year - YEARS + 1, review.year),
        school__phase_code=school.phase_code,
        school__is_open=True,
    )
    newest: dict[int, int] = {}
    others = found.exclude(school=school).order_by("year", "pk").values_list("pk", "school", "school__pupils")
    for pk, urn, pupils in others:
        if size_band(pupils) == size_band(school.pupils):
            newest[urn] = pk
    by_review: dict[int, dict[str, int]] = defaultdict(dict)
    rows = Agreed.objects.filter(review__in=newest.values()).values_list("review", "item", "rating")
    for pk, item, rating in rows:
        by_review[pk][item] = rating
    return [by_review[pk] for pk in newest.values()]


def _means(tool: Tool, ratings: list[Mapping[str, int]]) -> dict[str, Figure]:
    base = protect_count(len(ratings), level=Level.SCHOOL)
    columns: dict[str, list[float]] = defaultdict(list)
    for one in ratings:
        columns[ALL].append(overall(tool, one).percent or 0.0)
        for score in area_scores(tool, one):
            if score.area is not None:
                columns[score.area.id].append(score.percent or 0.0)
    return {name: mean_of(values, base=base) for name, values in columns.items()}
