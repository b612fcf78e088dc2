"""What can be done about risk and concerns. What was written is kept; what comes after is written after it."""

from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.alerts.actions import close as close_alert
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.domain.risk import Level, NotARisk, check
from trailblazer.letters.actions import queue
from trailblazer.letters.recipients import SAFEGUARDING, Recipient
from trailblazer.places.models import School
from trailblazer.safeguarding.models import Concern, RiskAssessment, SafetyPlan, SchoolRoute, Told
from trailblazer.safeguarding.reading import common_of, page_of, route_of
from trailblazer.young_people.models import YoungPerson

DSL = "dsl"
REVIEW = "risk_review"
CONCERN = "safeguarding"
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
    _close_alerts(person.ref, REVIEW, by, "Looked at again")
    return made


def _close_alerts(about: str, kind: str, by: Membership, words: str) -> None:
    for alert in Alert.objects.open().filter(kind=kind, about=about):
        close_alert(alert, by=by, what_was_done=words)


@action(Permission.RECORD_SAFEGUARDING, logged_as="safety plan made")
def make_safety_plan(person: YoungPerson, *, by: Membership, **values: Any) -> SafetyPlan:
    """The first safety plan; from then on it is changed."""
    if SafetyPlan.objects.filter(young_person=person, ended_on=None).exists():
        raise NotPossible("There is a safety plan already. Change that one")
    _check_plan(values)
    common = common_of(person, by)
    common.pop("by")
    return SafetyPlan.objects.create(**common, **values)


@action(Permission.RECORD_SAFEGUARDING, logged_as="safety plan changed")
def change_safety_plan(plan: SafetyPlan, *, by: Membership, **values: Any) -> SafetyPlan:
    _check_plan(values)
    for name, value in values.items():
        setattr(plan, name, value)
    plan.save()
    return plan


def _check_plan(values: dict[str, Any]) -> None:
    if not any(str(values.get(part, "")).strip() for part in PLAN_PARTS):
        raise NotPossible("Enter at least one part of the plan, in their words")
    agreed_on = values.get("agreed_on")
    if agreed_on is not None and agreed_on > today.today():
        raise NotPossible("Enter the day it was agreed, which is today or earlier")


@action(Permission.RECORD_SAFEGUARDING, logged_as="safeguarding concern recorded")
def record_concern(
    person: YoungPerson,
    *,
    by: Membership,
    seen_on: date,
    seen_and_said: str,
    decision: str,
    reason: str,
    kinds: list[str] | None = None,
    tell_lead: bool = False,
) -> Concern:
    """Writes a concern down with the decision to share it or not, and why. Nothing holds it back, quiet mode included.

    Where it is shared, an alert stays open until somebody there has confirmed it. `tell_lead` also sends the
    designated safeguarding lead of the school a message that asks them to ring, and names nobody.
    """
    if seen_on > today.today():
        raise NotPossible("Enter the day you saw or heard it, which is today or earlier")
    if not reason.strip():
        raise NotPossible("Enter why it is shared, or why not")
    concern = Concern.objects.create(
        **common_of(person, by),
        seen_on=seen_on,
        seen_and_said=seen_and_said.strip(),
        kinds=kinds or [],
        decision=decision,
        reason=reason.strip(),
        recorded_at=today.now(),
    )
    if decision == Concern.Decision.SHARE:
        _watch(concern, by)
        if tell_lead:
            _write_to_lead(concern, by)
    return concern


def _watch(concern: Concern, by: Actor) -> None:
    person = concern.young_person
    raise_alert(
        CONCERN,
        words="A concern is to be told, and its receipt to be had",
        provider=concern.provider,
        team=concern.team,
        school=person.school,
        young_person=person,
        by=by,
        about=concern.ref,
        about_address=page_of(person),
    )


def _write_to_lead(concern: Concern, by: Actor) -> None:
    route = route_of(concern.young_person)
    if route is None or not route.lead_email:
        raise NotPossible(
            "No email of the school’s safeguarding lead is known. Ring the school, and write that down"
        )
    queue(
        "concern_told",
        to=Recipient("school", route.lead_name or "Designated safeguarding lead", route.lead_email),
        subject="Please ring us today",
        words={
            "name": route.lead_name or "colleague",
            "team": concern.team.name if concern.team else concern.provider.name,
            "reference": concern.ref,
        },
        provider=concern.provider,
        team=concern.team,
        young_person=concern.young_person,
        about=concern.ref,
        purpose=SAFEGUARDING,
        by=by,
    )
    tell(concern, by=by, whom=DSL, name=route.lead_name, how="secure_email")


@action(Permission.RECORD_SAFEGUARDING, logged_as="concern told")
def tell(
    concern: Concern, *, by: Actor, whom: str, name: str = "", how: str = "in_person", receipt: str = ""
) -> Told:
    """Writes down whom it was told, and, where they said so, that they have it."""
    has_receipt = bool(receipt.strip())
    person = concern.young_person
    made = Told.objects.create(
        provider_id=concern.provider_id,
        team_id=concern.team_id,
        young_person=person,
        by=by.membership,
        concern=concern,
        whom=whom,
        name=name.strip(),
        how=how,
        told_at=today.now(),
        receipt_at=today.now() if has_receipt else None,
        receipt_words=receipt.strip()[:300],
    )
    if has_receipt and by.membership is not None:
        _close_alerts(concern.ref, CONCERN, by.membership, "Told, and confirmed")
    return made


@action(Permission.RECORD_SAFEGUARDING, logged_as="receipt of a concern noted")
def note_receipt(told: Told, *, by: Membership, words: str) -> Told:
    """They confirmed that they have it, and what they will do. Noted once."""
    if told.receipt_at is not None:
        raise NotPossible("The receipt was noted already")
    if not words.strip():
        raise NotPossible("Enter what they said")
    told.receipt_at, told.receipt_words = today.now(), words.strip()[:300]
    told.save()
    _close_alerts(told.concern.ref, CONCERN, by, "Told, and confirmed")
    return told


@action(Permission.RECORD_SAFEGUARDING, logged_as="safeguarding concern closed")
def close_concern(concern: Concern, *, by: Membership, words: str) -> Concern:
    """Nothing more is owed. A shared concern that nobody has confirmed stays open."""
    if concern.closed_on is not None:
        raise NotPossible("This concern is closed already")
    is_shared = concern.decision == Concern.Decision.SHARE
    if is_shared and not concern.told.filter(receipt_at__isnull=False).exists():
        raise NotPossible("Nobody has confirmed that they have it. Ring, and note the receipt first")
    concern.closed_on, concern.closed_words = today.today(), words.strip()[:300]
    concern.save()
    return concern


@action(Permission.PLAN_VISITS, logged_as="safeguarding route of a school kept")
def keep_route(
    *, by: Membership, school: School, route: SchoolRoute | None = None, **values: Any
) -> SchoolRoute:
    """Whom a concern reaches at a school, checked today."""
    if by.team_id is None or by.provider_id is None:
        raise NotPossible("Somebody of the team that serves the school keeps this")
    kept = route or SchoolRoute(provider_id=by.provider_id, team_id=by.team_id, school=school)
    for name, value in values.items():
        setattr(kept, name, value)
    kept.checked_on = today.today()
    kept.save()
    return kept
