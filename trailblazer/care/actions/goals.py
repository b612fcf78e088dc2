"""Up to three goals in the young person's words: set, rated, corrected, ended."""

from datetime import date

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care import goals
from trailblazer.care.models import Goal, GoalRating
from trailblazer.referrals.models import Referral

MOST_GOALS = 3


@action(Permission.RECORD_CARE, logged_as="goal set")
def set_goal(
    referral: Referral, *, by: Membership, words: str, rating: int | None = None, set_on: date | None = None
) -> Goal:
    """A goal in the young person's own words, at most three at a time, with how near they are to it now."""
    if referral.young_person is None:
        raise NotPossible("Match this request to a child or young person first")
    on = set_on or today.today()
    if on > today.today():
        raise NotPossible("Enter a day that is not in the future")
    taken = set(referral.goals.filter(ended_on=None).values_list("number", flat=True))
    free = [number for number in range(1, MOST_GOALS + 1) if number not in taken]
    if not free:
        raise NotPossible("There are three goals already. End one first")
    goal = Goal.objects.create(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person=referral.young_person,
        referral=referral,
        number=free[0],
        words=words.strip(),
        set_on=on,
    )
    if rating is not None:
        goals.rate(goal, rating, by=by, on=on)
    return goal


@action(Permission.RECORD_CARE, logged_as="goal rated")
def rate_goal(goal: Goal, *, by: Membership, rating: int, rated_on: date | None = None) -> GoalRating | None:
    """How near they are to it, apart from a contact."""
    on = rated_on or today.today()
    if not goal.set_on <= on <= today.today():
        raise NotPossible("Enter a day from the day it was set to today")
    return goals.rate(goal, rating, by=by, on=on)


@action(Permission.RECORD_CARE, logged_as="goal rating corrected")
def correct_rating(earlier: GoalRating, *, by: Membership, rating: int) -> GoalRating:
    """Another number for the same day and contact. The first stays, and counts no more."""
    if GoalRating.objects.filter(supersedes=earlier).exists():
        raise NotPossible("This rating was corrected already. Correct the newer one")
    if earlier.rating == rating:
        raise NotPossible("That is the rating it has already")
    return goals.correct(earlier, rating, by=by)


@action(Permission.RECORD_CARE, logged_as="goal ended")
def end_goal(goal: Goal, *, by: Membership, why: str = "") -> Goal:
    """Reached, or no longer theirs. Its ratings stay."""
    if goal.ended_on is not None:
        raise NotPossible("This goal has ended already")
    goal.ended_on, goal.ended_why = today.today(), why.strip()[:200]
    goal.save()
    return goal
