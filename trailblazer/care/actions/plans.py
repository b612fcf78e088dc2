"""The shared plan: written, agreed on a day, with who does what in it."""

from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.models import FIVE_AREAS, Course, Plan, PlanPart
from trailblazer.domain import codes
from trailblazer.domain.clock import Kind
from trailblazer.referrals.actions import record_event
from trailblazer.referrals.models import Event, Referral

SOURCE = "care.Plan"


@action(Permission.RECORD_CARE, logged_as="plan begun")
def begin_plan(referral: Referral, *, by: Membership, **values: Any) -> Plan:
    """The one plan of a request. Whoever begins it leads it until somebody else is named."""
    if referral.young_person is None:
        raise NotPossible("Match this request to a child or young person first")
    if Plan.objects.filter(referral=referral).exists():
        raise NotPossible("A colleague has begun the plan in the meantime. Open it again and add to it")
    plan = Plan(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person=referral.young_person,
        referral=referral,
        lead_worker=by,
    )
    _take(plan, values)
    _save(plan, by)
    return plan


@action(Permission.RECORD_CARE, logged_as="plan changed")
def change_plan(plan: Plan, *, by: Membership, **values: Any) -> Plan:
    """Changes the plan. What it said before is kept in its history."""
    _take(plan, values)
    if plan.agreed_on is not None and not plan.what_we_will_do.strip():
        raise NotPossible("An agreed plan says what will be done. Enter it")
    _save(plan, by)
    return plan


def _save(plan: Plan, by: Membership) -> None:
    """With whoever saved it beside each version."""
    plan._history_user = by.user  # type: ignore[attr-defined]
    plan.save()


def _take(plan: Plan, values: dict[str, Any]) -> None:
    areas = {name: values.pop(name) for name in FIVE_AREAS if name in values}
    plan.formulation = {**plan.formulation, **areas}
    lead = values.pop("lead_worker", plan.lead_worker)
    if lead is not None and lead.organisation_id != plan.young_person.team_id:
        raise NotPossible("Choose a lead worker in the team that has this young person")
    plan.lead_worker = lead
    for name, value in values.items():
        setattr(plan, name, value)


@action(Permission.RECORD_CARE, logged_as="plan agreed")
def agree_plan(plan: Plan, *, by: Membership, agreed_on: date, agreed_by: list[str]) -> Plan:
    """Who agreed to the plan, on which day: it counts on the clock. Another day corrects the one of before."""
    if not plan.what_we_will_do.strip():
        raise NotPossible("Write what you will do first: that is what is agreed")
    if agreed_on > today.today():
        raise NotPossible("Enter a day that is not in the future")
    if agreed_on < plan.referral.received_on:
        raise NotPossible("Enter a day that is not before the request was received")
    known = codes.load("who_agreed")
    if not agreed_by or any(code not in known for code in agreed_by):
        raise NotPossible("Choose who agreed")
    if not {"young_person", "carer"} & set(agreed_by):
        raise NotPossible("A plan is agreed with the young person or with a parent or carer")
    plan.agreed_on, plan.agreed_by = agreed_on, agreed_by
    _save(plan, by)
    earlier = _event_of(plan)
    if earlier is None or earlier.happened_on != agreed_on:
        record_event(
            plan.referral,
            by=by,
            kind=Kind.PLAN_AGREED,
            happened_on=agreed_on,
            source=(SOURCE, plan.ref),
            supersedes=earlier,
        )
    return plan


def _event_of(plan: Plan) -> Event | None:
    found = Event.objects.filter(referral=plan.referral_id, kind=Kind.PLAN_AGREED, source_ref=plan.ref)
    return found.filter(superseded_by=None).order_by("-pk").first()


@action(Permission.RECORD_CARE, logged_as="part of a plan added")
def add_part(
    plan: Plan,
    *,
    by: Membership,
    what: str,
    role: str,
    who: Membership | None = None,
    course: Course | None = None,
    starts_on: date | None = None,
) -> PlanPart:
    """Who does what under the plan, from a day on."""
    if who is not None and who.organisation_id != plan.young_person.team_id:
        raise NotPossible("Choose someone in the team. For school or family choose their part")
    return PlanPart.objects.create(
        provider_id=plan.provider_id,
        team_id=plan.team_id,
        young_person_id=plan.young_person_id,
        plan=plan,
        course=course,
        who=who,
        role=role,
        what=what.strip(),
        starts_on=starts_on or today.today(),
    )


@action(Permission.RECORD_CARE, logged_as="part of a plan ended")
def end_part(part: PlanPart, *, by: Membership, ends_on: date | None = None) -> PlanPart:
    on = ends_on or today.today()
    if on < part.starts_on:
        raise NotPossible("Enter a day that is not before it began")
    part.ends_on = on
    part.save()
    return part
