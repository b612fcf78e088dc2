"""What was collected from each young person so far, and so what to collect next."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Contact, Goal, Score
from trailblazer.domain.entered_scores import measures
from trailblazer.ui.environment import day as in_words


@dataclass
class Collected:
    """Scores that stand, oldest first, and the open goals with the last rating of each."""

    scores: list[Score] = field(default_factory=list)
    goals: int = 0
    last_rating: int | None = None


def collected_of(contacts: Iterable[Contact], member: Membership) -> dict[int, Collected]:
    """By young person, in three queries however many there are. Only what belongs to the request of each contact."""
    referrals = {one.referral_id for one in contacts if one.referral_id}
    found: dict[int, Collected] = {}
    if not referrals:
        return found
    scores = visible(Score, member).filter(Score.STANDING, referral__in=referrals)
    for score in scores.order_by("scored_on", "pk"):
        found.setdefault(score.young_person_id, Collected()).scores.append(score)
    goals = visible(Goal, member).filter(referral__in=referrals, ended_on=None)
    rated = goals.filter(ratings__superseded_by=None).order_by("ratings__rated_on", "ratings__pk")
    for (person,) in goals.values_list("young_person"):
        found.setdefault(person, Collected()).goals += 1
    for person, rating in rated.values_list("young_person", "ratings__rating"):
        found[person].last_rating = rating
    return found


def to_collect(collected: Collected) -> tuple[str, str]:
    """The measure to collect, and beneath it the last of it or what it would complete."""
    goals = f"{collected.goals} {'goal' if collected.goals == 1 else 'goals'}" if collected.goals else ""
    last = collected.scores[-1] if collected.scores else None
    if last is None:
        if not goals:
            return "First score", "Nothing collected yet"
        rated = "" if collected.last_rating is None else f"Last: {collected.last_rating} out of 10"
        return ("Goal only" if collected.goals == 1 else f"{goals} only"), rated
    known = measures().get(last.measure)
    name = known.name if known else last.measure
    label = f"{name} and {goals}" if goals else name
    same = [score for score in collected.scores if (score.measure, score.rater) == (last.measure, last.rater)]
    if len(same) == 1:
        return label, "Second score, completes the pair"
    return label, f"Last: {last.total:g} on {_short(last)}"


def _short(score: Score) -> str:
    """24 November, without its year"""
    return in_words(score.scored_on).rsplit(" ", 1)[0]
