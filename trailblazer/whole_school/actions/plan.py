"""What can be done about a plan: add an action, change, begin, finish or drop it, and look at all of them in a term."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.terms import school_year_of
from trailblazer.places.models import School
from trailblazer.teams.of_school import common_of
from trailblazer.whole_school.colleagues import people_of
from trailblazer.whole_school.models import PlanLine, PlannedAction, Review
from trailblazer.whole_school.tools import tool_by_id


@dataclass(frozen=True)
class Plan:
    """One action as somebody words it."""

    what: str
    by_on: date
    review_term: str
    owner: Membership | None = None
    owner_name: str = ""
    team_will: str = ""
    item: str = ""


@dataclass(frozen=True)
class Look:
    """What is said of one action when the plan is looked at. `state` is "", "begun" or "done"."""

    action: PlannedAction
    words: str
    by_on: date | None = None
    state: str = ""


@action(Permission.KEEP_SCHOOL_WORK, logged_as="actions planned")
def plan_actions(school: School, *, by: Actor, plans: Iterable[Plan], review: Review | None = None) -> School:
    """Adds actions to the plan of the review's school year, or of this one."""
    common = common_of(school, by)
    if review is not None:
        common |= {"team_id": review.team_id, "provider_id": review.provider_id}
        common.pop("team", None)
    year = review.year if review is not None else school_year_of(today.today()).starts_in
    for plan in plans:
        _must_be_sound(school, plan.owner, plan.owner_name, plan.by_on, by)
        made = PlannedAction.objects.create(
            **common,
            review=review,
            year=year,
            area_name=_area_name(review, plan.item),
            planned_on=today.today(),
            planned_by=by.membership,
            **_columns(plan),
        )
        _line(made, PlanLine.Kind.PLANNED, by)
    return school


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "item": plan.item,
        "what": plan.what.strip(),
        "owner": plan.owner,
        "owner_name": "" if plan.owner else plan.owner_name.strip(),
        "by_on": plan.by_on,
        "review_term": plan.review_term,
        "team_will": plan.team_will.strip(),
    }


def _area_name(review: Review | None, item: str) -> str:
    tool = tool_by_id(review.tool) if review is not None else None
    area = tool.area_of(item) if tool is not None else None
    return area.name if area else ""


def _must_be_sound(school: School, owner: Membership | None, owner_name: str, by_on: date, by: Actor) -> None:
    if owner is None and not owner_name.strip():
        raise NotPossible("Choose who does it, or enter a name")
    if owner is not None:
        team = common_of(school, by)["team"]
        if not people_of(school, team).filter(pk=owner.pk).exists():
            raise NotPossible("Choose somebody of the school or of its team")
    if by_on < today.today():
        raise NotPossible("Enter a day by which it is to be done: today or later")


def _line(
    of: PlannedAction, kind: PlanLine.Kind, by: Actor, words: str = "", was: date | None = None
) -> None:
    PlanLine.objects.create(
        action=of,
        school_id=of.school_id,
        team_id=of.team_id,
        provider_id=of.provider_id,
        kind=kind,
        words=words.strip(),
        by_on_was=was if was != of.by_on else None,
        by_on=of.by_on,
        by=by.membership,
        at=today.now(),
    )


def _must_be_open(found: PlannedAction) -> None:
    if not found.is_open:
        raise NotPossible("This action is over. Add a new one")


@action(Permission.KEEP_SCHOOL_WORK, logged_as="planned action changed")
def change_action(found: PlannedAction, *, by: Actor, plan: Plan, why: str = "") -> PlannedAction:
    _must_be_open(found)
    was = found.by_on
    if plan.by_on != was or plan.owner != found.owner:
        _must_be_sound(found.school, plan.owner, plan.owner_name, max(plan.by_on, was), by)
        if plan.by_on != was and plan.by_on < today.today():
            raise NotPossible("Enter a day by which it is to be done: today or later")
    for name, value in (_columns(plan) | {"item": found.item}).items():
        setattr(found, name, value)
    found.save()
    _line(found, PlanLine.Kind.CHANGED, by, why, was)
    return found


@action(Permission.ANSWER_REVIEWS, logged_as="planned action begun")
def begin_action(found: PlannedAction, *, by: Actor, words: str = "") -> PlannedAction:
    """By whoever owns it, the lead or the team."""
    _must_be_open(found)
    if found.begun_on is not None:
        raise NotPossible("It is begun already")
    _begin(found, by, words)
    return found


def _begin(found: PlannedAction, by: Actor, words: str) -> None:
    found.begun_on = today.today()
    found.save()
    _line(found, PlanLine.Kind.BEGUN, by, words)


@action(Permission.ANSWER_REVIEWS, logged_as="planned action done")
def finish_action(found: PlannedAction, *, by: Actor, words: str = "") -> PlannedAction:
    _must_be_open(found)
    _finish(found, by, words)
    return found


def _finish(found: PlannedAction, by: Actor, words: str) -> None:
    found.done_on = today.today()
    found.save()
    _line(found, PlanLine.Kind.DONE, by, words)


@action(Permission.KEEP_SCHOOL_WORK, logged_as="planned action dropped")
def drop_action(found: PlannedAction, *, by: Actor, reason: str) -> PlannedAction:
    _must_be_open(found)
    if not reason.strip():
        raise NotPossible("Enter why it is dropped")
    found.dropped_on, found.dropped_reason = today.today(), reason.strip()
    found.save()
    _line(found, PlanLine.Kind.DROPPED, by, reason)
    return found


@action(Permission.KEEP_SCHOOL_WORK, logged_as="plan looked at")
def look_at_plan(school: School, *, by: Actor, looks: Iterable[Look]) -> School:
    """The review of a term: for each open action a line, and where it is moved a new day."""
    common_of(school, by)
    for look in looks:
        found = PlannedAction.objects.visible_to(by).select_for_update(of=("self",)).get(pk=look.action.pk)
        _must_be_open(found)
        was = found.by_on
        if look.by_on is not None and look.by_on != was:
            if look.by_on < today.today():
                raise NotPossible("A new day is today or later")
            found.by_on = look.by_on
        if look.state == "done":
            _finish(found, by, look.words)
        elif look.state == "begun" and found.begun_on is None:
            found.begun_on = today.today()
            found.save()
            _line(found, PlanLine.Kind.BEGUN, by, look.words, was)
        else:
            found.save()
            _line(found, PlanLine.Kind.REVIEWED, by, look.words, was)
    return school
