"""Goals and their ratings, as every page that records a contact uses them. Called inside an action."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.today import now
from trailblazer.care.models import Contact, Goal, GoalRating
from trailblazer.domain.entered_scores import Change, OutOfRange, goal
from trailblazer.referrals.models import Referral


class Point(NamedTuple):
    """One rating of a small chart."""

    value: int


@dataclass(frozen=True)
class GoalSoFar:
    """A goal with its first and latest rating; None where it was never rated."""

    goal: Goal
    ratings: tuple[GoalRating, ...]

    @property
    def first(self) -> int | None:
        return self.ratings[0].rating if self.ratings else None

    @property
    def latest(self) -> int | None:
        return self.ratings[-1].rating if self.ratings else None

    @property
    def points(self) -> list[Point]:
        """The ratings as a chart draws them."""
        return [Point(one.rating) for one in self.ratings]

    @property
    def is_reliably_better(self) -> bool:
        return self.change is Change.BETTER

    @property
    def change(self) -> Change:
        if self.first is None or self.latest is None or len(self.ratings) < 2:
            return Change.SAME
        return goal().since(self.first, self.latest)


def standing_ratings() -> QuerySet[GoalRating]:
    """The ratings that no later one corrected, in the order of their days."""
    return GoalRating.objects.filter(superseded_by=None).order_by("rated_on", "pk")


def open_goals(referral: Referral) -> list[GoalSoFar]:
    """The goals in force, each with its ratings, in two queries."""
    return so_far(referral.goals.filter(ended_on=None))


def so_far(goals: QuerySet[Goal]) -> list[GoalSoFar]:
    known = goals.prefetch_related(Prefetch("ratings", standing_ratings(), to_attr="standing"))
    return [GoalSoFar(one, tuple(_standing(one))) for one in known]


def _standing(one: Goal) -> Iterable[GoalRating]:
    found: Iterable[GoalRating] = getattr(one, "standing", ())
    return found


def rate(
    one: Goal,
    rating: int,
    *,
    by: Actor,
    on: date,
    contact: Contact | None = None,
    rater: str = "self",
) -> GoalRating | None:
    """Keeps a rating. Another one at the same contact, or without one on the same day, supersedes it; the same again
    is nothing new (None).

    Raises NotPossible for a rating outside 0 to 10.
    """
    _check(rating)
    same = standing_ratings().filter(goal=one, contact=contact, rater=rater)
    earlier = (same if contact is not None else same.filter(rated_on=on)).last()
    if earlier is not None and (earlier.rating, earlier.rated_on) == (rating, on):
        return None
    return _keep(one, rating, by=by, on=on, contact=contact, rater=rater, earlier=earlier)


def correct(earlier: GoalRating, rating: int, *, by: Actor) -> GoalRating:
    """Another number in place of one that was wrong, for the same day and contact.

    Raises NotPossible for a rating outside 0 to 10.
    """
    _check(rating)
    return _keep(
        earlier.goal,
        rating,
        by=by,
        on=earlier.rated_on,
        contact=earlier.contact,
        rater=earlier.rater,
        earlier=earlier,
    )


def _check(rating: int) -> None:
    try:
        goal().check(rating)
    except OutOfRange:
        raise NotPossible("Rate a goal from 0, not at all, to 10, reached") from None


def _keep(
    one: Goal,
    rating: int,
    *,
    by: Actor,
    on: date,
    contact: Contact | None,
    rater: str,
    earlier: GoalRating | None,
) -> GoalRating:
    return GoalRating.objects.create(
        provider_id=one.provider_id,
        team_id=one.team_id,
        young_person_id=one.young_person_id,
        goal=one,
        contact=contact,
        rating=rating,
        rated_on=on,
        rater=rater,
        by=by.membership,
        recorded_at=now(),
        supersedes=earlier,
    )
