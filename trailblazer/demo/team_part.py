"""Ties about half of what the invented teams promised to what they did: of what was promised, in that school,
and from the day the action was planned to the end of the term in which it is looked at. What was promised for days to
come is planned where nothing of it is.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import time, timedelta
from random import Random
from typing import Any

from trailblazer.activities.links import LINKS
from trailblazer.activities.models import Order, SchoolActivity
from trailblazer.demo.staff import InventedTeam
from trailblazer.demo.timetable import is_holiday
from trailblazer.domain.activities import kinds
from trailblazer.domain.contacts import moment
from trailblazer.domain.school_terms import term_by_code
from trailblazer.domain.terms import is_working_day
from trailblazer.team_part.models import TiedWork
from trailblazer.whole_school.models import PlannedAction

SEED = 20261126
LONGEST_TITLE = 120
PLANNED = 0.9  # of what was promised for days to come and nothing of its kind is planned for


def _meant(told: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What each promise means, by its words: a kind of activity, and what of the menu. Others are left out."""
    ideas = [idea for of_area in told["ideas"].values() for idea in of_area]
    return {idea["team_will"]: idea for idea in ideas if "team_does" in idea}


def write(made: InventedTeam, told: dict[str, Any]) -> None:
    meant = _meant(told)
    random, team = Random(SEED + made.team.pk), made.team.organisation  # noqa: S311 - the same every time
    promised = list(
        PlannedAction.objects.filter(team=team).exclude(team_will="").select_related("school", "planned_by")
    )
    activities: dict[tuple[int, str], list[SchoolActivity]] = defaultdict(list)
    for one in SchoolActivity.objects.filter(team=team).order_by("day"):
        activities[one.school_id, one.title].append(one)
    tied, more = [], []
    for action in promised:
        idea = meant.get(action.team_will)
        if idea is None:
            continue
        last = term_by_code(action.review_term).last_day
        done = [one for title in idea["of_the_menu"] for one in activities[action.school_id, title]]
        fitting = [one for one in done if action.planned_on <= one.day <= last]
        if not fitting and action.is_open and random.random() < PLANNED:
            fitting = list(_planned(made, action, idea["team_does"], (told["promised_at"], random)))
            more += fitting
        tied += [(action, one) for one in fitting[:2]]
    _save_planned(more)
    orders = {one.activity_id: one for one in Order.objects.filter(team=team).exclude(activity=None)}
    TiedWork.objects.bulk_create(_tied(action, one, orders.get(one.pk)) for action, one in tied)


def _tied(action: PlannedAction, activity: SchoolActivity, order: Order | None) -> TiedWork:
    return TiedWork(
        school_id=action.school_id,
        team_id=action.team_id,
        provider_id=action.provider_id,
        action=action,
        activity=None if order else activity,
        order=order,
        tied_on=action.planned_on,
        tied_by=action.planned_by,
    )


def _planned(
    made: InventedTeam, action: PlannedAction, kind: str, when: tuple[time, Random]
) -> Iterator[SchoolActivity]:
    """One of the kind that was promised, on a school day of the next five weeks."""
    at, random = when
    days = [made.today + timedelta(days=ahead) for ahead in range(4, 36)]
    school_days = [one for one in days if is_working_day(one) and not is_holiday(action.school, one)]
    if not school_days:
        return
    known, day = kinds()[kind], random.choice(school_days)
    starts_at = moment(day, at)
    activity = SchoolActivity(
        school=action.school,
        team_id=action.team_id,
        provider_id=action.provider_id,
        kind=kind,
        title=action.what[:LONGEST_TITLE],
        day=day,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=known.usual_minutes),
        audience=known.audience,
        planned_by=made.members[3],
    )
    activity.secret_hash = LINKS.hash_of(activity)
    yield activity


def _save_planned(activities: list[SchoolActivity]) -> None:
    SchoolActivity.objects.bulk_create(activities)
    did = SchoolActivity.staff.through
    did.objects.bulk_create(
        did(schoolactivity_id=one.pk, membership_id=one.planned_by_id) for one in activities
    )
