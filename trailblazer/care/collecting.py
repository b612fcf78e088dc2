"""What a register collects of each member beside who came: how near their first goal is, or a questionnaire's total."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.records import Actor
from trailblazer.care import goals, scores
from trailblazer.care.models import Contact, Goal, GoalRating, Score
from trailblazer.domain import entered_scores
from trailblazer.domain.entered_scores import whole
from trailblazer.domain.instruments.facts import Rater
from trailblazer.domain.terms import london_day
from trailblazer.referrals.models import Referral

GOAL = "goal"


@dataclass
class Box:
    """The number asked of one member: its range, the last one of before, and the one of this session."""

    name: str
    lowest: int
    highest: int
    goal: Goal | None = None
    measure: str = ""
    rater: str = Rater.SELF
    last: float | None = None
    now: float | None = None


@dataclass(frozen=True)
class Member:
    """What is known of a member before their number is asked."""

    referral: Referral
    contact: Contact | None


def choices(rater: str) -> list[tuple[str, str]]:
    """What a register may collect from the young people of a group, or from their parents."""
    known = entered_scores.measures().values()
    return [(GOAL, "Goal, 0 to 10"), *((one.code, one.name) for one in known if rater in one.raters)]


def heading(collects: str) -> str:
    """The head of the column: its range with it."""
    if collects == GOAL:
        return "Goal, 0 to 10"
    one = entered_scores.measures()[collects]
    return f"{one.name}, {one.lowest} to {one.highest}"


def boxes(members: Mapping[int, Member], collects: str, rater: str, day: date, by: Actor) -> dict[int, Box]:
    """The box of each member by their key, in two queries however many there are. Without a goal there is none."""
    if collects == GOAL:
        return _of_goals(members, rater, day, by)
    return _of_scores(members, collects, rater, day, by)


def _of_goals(members: Mapping[int, Member], rater: str, day: date, by: Actor) -> dict[int, Box]:
    requests = {one.referral.pk: key for key, one in members.items()}
    found: dict[int, Box] = {}
    for goal in visible(Goal, by).filter(referral__in=requests, ended_on=None).order_by("-number", "-pk"):
        found[requests[goal.referral_id]] = Box("goal score", 0, 10, goal=goal, rater=rater)
    of_goal = {box.goal.pk: key for key, box in found.items() if box.goal}
    ratings = visible(GoalRating, by).filter(goal__in=of_goal, superseded_by=None).order_by("rated_on", "pk")
    for rating in ratings:
        key = of_goal[rating.goal_id]
        _note(found[key], members[key], rating.rating, rating.contact_id, rating.rated_on <= day)
    return found


def _of_scores(
    members: Mapping[int, Member], measure: str, rater: str, day: date, by: Actor
) -> dict[int, Box]:
    one = entered_scores.measures()[measure]
    requests = {member.referral.pk: key for key, member in members.items()}
    found = {
        key: Box(f"{one.name} score", one.lowest, one.highest, measure=measure, rater=rater)
        for key in members
    }
    kept = visible(Score, by).filter(Score.STANDING, referral__in=requests, measure=measure, rater=rater)
    for score in kept.order_by("scored_on", "pk"):
        key = requests[score.referral_id]
        _note(found[key], members[key], whole(score.total or 0), score.contact_id, score.scored_on <= day)
    return found


def _note(box: Box, member: Member, number: float, contact_id: int | None, is_before: bool) -> None:
    if member.contact is not None and contact_id == member.contact.pk:
        box.now = number
    elif is_before:
        box.last = number


def keep(box: Box, referral: Referral, contact: Contact, number: int, by: Actor) -> None:
    """Keeps the number of a member at this contact; another one than before corrects it. Called inside an action."""
    day = london_day(contact.starts_at)
    if box.goal is not None:
        goals.rate(box.goal, number, by=by, on=day, contact=contact, rater=box.rater)
    else:
        scores.enter_score(referral, box.measure, number, by=by, on=day, contact=contact, rater=box.rater)
