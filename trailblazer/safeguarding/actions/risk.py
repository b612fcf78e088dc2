"""What can be done about risk. What was written is kept; what comes after is written after it."""

from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.unsent import forget
from trailblazer.domain.risk import Level, NotARisk, check
from trailblazer.safeguarding.models import RiskAssessment, SafetyPlan
from trailblazer.safeguarding.reading import common_of
from trailblazer.safeguarding.watching import REVIEW, close_alerts
from trailblazer.young_people.models import YoungPerson

PLAN_PARTS = ("warning_signs", "what_i_can_do", "people_and_places", "who_to_ask", "making_it_safe")


@action(Permission.RECORD_SAFEGUARDING, logged_as="risk looked at")
def assess_risk(
    person: YoungPerson,
    *,
    by: Membership,
    level: str,
    told_on: date,
    what: str,
    risks: list[str] | None = None,
    keeps_safe: str = "",
    headline: str = "",
    lead_knows: bool = False,
    review_on: date | None = None,
) -> RiskAssessment:
    """Writes down how safe somebody is. The newest holds; those of before stay. Closes the alert that asked for it.

    Raises NotPossible for a risk without a day to look again, or with one that is too late.
    """
    try:
        check(Level(level), told_on, review_on, today.today(), keeps_safe)
    except NotARisk as reason:
        raise NotPossible(str(reason)) from None
    if level != Level.NONE and not headline.strip():
        raise NotPossible("Enter in a few words what everybody must see first")
    made = RiskAssessment.objects.create(
        **common_of(person, by),
        level=level,
        risks=risks or [],
        told_on=told_on,
        what=what.strip(),
        keeps_safe=keeps_safe.strip(),
        headline=headline.strip(),
        lead_knows=lead_knows,
        review_on=None if level == Level.NONE else review_on,
        recorded_at=today.now(),
    )
    close_alerts(person.ref, REVIEW, by, "Looked at again")
    forget("risk", person.ref, by)
    return made


@action(Permission.RECORD_SAFEGUARDING, logged_as="safety plan made")
def make_safety_plan(person: YoungPerson, *, by: Membership, **values: Any) -> SafetyPlan:
    """The first safety plan; from then on it is changed."""
    if SafetyPlan.objects.filter(young_person=person, ended_on=None).exists():
        raise NotPossible("There is a safety plan already. Change that one")
    _check_plan(values)
    forget("safety_plan", person.ref, by)
    common = common_of(person, by)
    common.pop("by")
    return SafetyPlan.objects.create(**common, **values)


@action(Permission.RECORD_SAFEGUARDING, logged_as="safety plan changed")
def change_safety_plan(plan: SafetyPlan, *, by: Membership, **values: Any) -> SafetyPlan:
    _check_plan(values)
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save()
    forget("safety_plan", plan.young_person.ref, by)
    return plan


def _check_plan(values: dict[str, Any]) -> None:
    if not any(str(values.get(part, "")).strip() for part in PLAN_PARTS):
        raise NotPossible("Enter at least one part of the plan, in their words")
    agreed_on = values.get("agreed_on")
    if agreed_on is not None and agreed_on > today.today():
        raise NotPossible("Enter the day it was agreed, which is today or earlier")
