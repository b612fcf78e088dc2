"""A school's reviews as they are read: what was agreed, what it comes to, and how it changed from year to year."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.domain.review_tools import (
    Change,
    Item,
    Score,
    Tool,
    area_scores,
    changes,
    lowest_items,
    may_see_answers,
    overall,
)
from trailblazer.domain.school_terms import term_of
from trailblazer.places.models import School
from trailblazer.whole_school.models import Agreed, Respondent, Review
from trailblazer.whole_school.tools import name_of, tool_by_id


@dataclass(frozen=True)
class Read:
    """One review with its agreed ratings. `tool` is None where its file was taken away."""

    review: Review
    tool: Tool | None
    ratings: Mapping[str, int] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return name_of(self.review.tool)

    @property
    def when(self) -> str:
        """The term it was agreed or begun in."""
        return str(term_of(self.review.agreed_on or self.review.begun_on))

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        return area_scores(self.tool, self.ratings) if self.tool else ()

    @cached_property
    def overall(self) -> Score | None:
        return overall(self.tool, self.ratings) if self.tool else None

    @property
    def lowest_area(self) -> Score | None:
        rated = [score for score in self.scores if score.percent is not None]
        return min(rated, key=lambda score: score.percent or 0.0) if rated else None

    def lowest_items(self, count: int) -> list[Item]:
        return lowest_items(self.tool, self.ratings, count) if self.tool else []


def read_all(reviews: Iterable[Review], member: Membership) -> list[Read]:
    """These reviews with what was agreed, in one query however many they are."""
    found = list(reviews)
    ratings: dict[int, dict[str, int]] = defaultdict(dict)
    agreed = visible(Agreed, member).filter(review__in=[one.pk for one in found])
    for review, item, rating in agreed.values_list("review", "item", "rating"):
        ratings[review][item] = rating
    return [Read(one, tool_by_id(one.tool), ratings[one.pk]) for one in found]


def reviews_of(school: School, member: Membership) -> list[Read]:
    """Newest first."""
    return read_all(visible(Review, member).filter(school=school).select_related("school"), member)


@dataclass(frozen=True)
class Trend:
    """The newest finished review with a tool, and the one before it."""

    after: Read
    before: Read | None

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        if self.after.tool is None:
            return ()
        before = self.before.ratings if self.before else {}
        return changes(self.after.tool, before, self.after.ratings)

    @property
    def in_words(self) -> str:
        """Better in 7 of 8 areas since Autumn 2025. Lowest: working with parents and carers (44%)."""
        lowest = self.after.lowest_area
        tail = f"Lowest: {lowest.area.name} ({lowest.whole_percent}%)." if lowest and lowest.area else ""
        known = [one.by for one in self.changes if one.by is not None]
        if self.before is None or not known:
            return f"The first review with this tool. {tail}".strip()
        better, worse = sum(by > 0 for by in known), sum(by < 0 for by in known)
        less = f", lower in {worse}" if worse else ""
        return f"Better in {better} of {len(known)} areas since {self.before.when}{less}. {tail}"


def trend_of(reads: Sequence[Read], tool_id: str = "") -> Trend | None:
    """Of the tool named, or of the one that was used last; None where nothing is finished."""
    finished = [
        one
        for one in reads
        if one.review.is_finished and one.tool is not None and tool_id in ("", one.review.tool)
    ]
    if not finished:
        return None
    newest = max(finished, key=lambda one: (one.review.year, one.review.pk))
    earlier = [
        one
        for one in finished
        if one.review.tool == newest.review.tool and one.review.year < newest.review.year
    ]
    return Trend(newest, max(earlier, key=lambda one: one.review.year, default=None))


@dataclass(frozen=True)
class Asked:
    """Who is asked to rate, who answered, and whether this member may see what was said."""

    all: Sequence[Respondent]
    own: Respondent | None

    @property
    def answered(self) -> list[Respondent]:
        return [one for one in self.all if one.answered_at is not None]

    @property
    def waiting(self) -> list[Respondent]:
        return [one for one in self.all if one.is_waiting]

    @property
    def may_see(self) -> bool:
        return bool(self.answered) and may_see_answers(
            is_asked=self.own is not None,
            has_answered=self.own is not None and self.own.answered_at is not None,
            still_waiting=len(self.waiting),
        )


def asked_of(review: Review, member: Membership) -> Asked:
    found = list(
        visible(Respondent, member)
        .filter(review=review, taken_out_at=None)
        .select_related("member__user", "member__organisation")
    )
    own = next((one for one in found if one.member_id == member.pk), None)
    return Asked(found, own)
