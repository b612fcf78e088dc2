"""What can be done about a concern: write it down, tell it, decide anew, hear that somebody has it, close it."""

from datetime import date, datetime
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.team_schools import serves
from trailblazer.care.unsent import forget
from trailblazer.domain.risk import CARRY_IT_ON, DSL
from trailblazer.letters.actions import queue
from trailblazer.letters.catalogue import kind_of
from trailblazer.letters.models import SAFEGUARDING
from trailblazer.letters.recipients import Recipient
from trailblazer.safeguarding.models import Concern, DecidedAnew, Decision, SchoolRoute, Told
from trailblazer.safeguarding.reading import common_of, route_of
from trailblazer.safeguarding.watching import CONCERN, close_alerts, watch, watch_once
from trailblazer.teams.of_school import common_of as common_of_school
from trailblazer.young_people.models import YoungPerson


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
    if decision == Decision.SHARE:
        watch(concern, by)
        if tell_lead:
            _write_to_lead(concern, by)
    forget("concern", person.ref, by)
    return concern


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
    tell(concern, by=by, whom=DSL, name=route.lead_name, how="message")


@action(Permission.RECORD_SAFEGUARDING, logged_as="concern told")
def tell(
    concern: Concern,
    *,
    by: Actor,
    whom: str,
    name: str = "",
    how: str = "in_person",
    told_at: datetime | None = None,
    receipt: str = "",
    decision: str = "",
    reason: str = "",
) -> Told:
    """Writes down whom it was told and when, and, where they said so, that they have it.

    Where it stands as not shared, whoever tells it decides anew, with a reason: to share it, or that they asked for
    advice and still do not.
    """
    has_receipt, now = bool(receipt.strip()), today.now()
    if told_at is not None and told_at > now:
        raise NotPossible("Enter when you told them, which is now or earlier")
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
        told_at=told_at or now,
        receipt_at=now if has_receipt else None,
        receipt_words=receipt.strip()[:300],
    )
    if has_receipt and whom in CARRY_IT_ON:
        close_alerts(concern.ref, CONCERN, by, "Told, and confirmed")
    if not concern.is_shared:
        decide_anew(concern, by=by, decision=decision, reason=reason)
    return made


@action(Permission.RECORD_SAFEGUARDING, logged_as="concern decided anew")
def decide_anew(concern: Concern, *, by: Actor, decision: str, reason: str) -> DecidedAnew:
    """Decides again whether a concern is shared. The decisions of before stay to be read.

    Where it is shared now and nobody has it yet, an alert stays open until somebody has. What was shared and told
    cannot be unshared: it is closed, with the reason why nothing more is owed.
    """
    if concern.closed_on is not None:
        raise NotPossible("This concern is closed. Record a new one")
    if decision not in Decision.values or not reason.strip():
        raise NotPossible("It was decided not to share this. Choose what it is now, and enter why")
    if concern.is_shared and decision == Decision.NOT_SHARE and concern.told.exists():
        raise NotPossible(
            "It was told already, which cannot be undone. Note the receipt, then close the concern"
        )
    made = DecidedAnew.objects.create(
        **common_of(concern.young_person, by),
        concern=concern,
        decision=decision,
        reason=reason.strip(),
        recorded_at=today.now(),
    )
    if decision == Decision.NOT_SHARE:
        close_alerts(concern.ref, CONCERN, by, "Decided not to share it")
    elif not _has_it(concern):
        watch_once(concern, by)
    return made


def _has_it(concern: Concern) -> bool:
    """Whether somebody who can carry it on has confirmed it."""
    return concern.told.filter(receipt_at__isnull=False, whom__in=CARRY_IT_ON).exists()


@action(Permission.RECORD_SAFEGUARDING, logged_as="receipt of a concern noted")
def note_receipt(told: Told, *, by: Membership, words: str) -> Told:
    """They confirmed that they have it, and what they will do. Noted once."""
    if told.receipt_at is not None:
        raise NotPossible("The receipt was noted already")
    if not words.strip():
        raise NotPossible("Enter what they said")
    told.receipt_at, told.receipt_words = today.now(), words.strip()[:300]
    told.save()
    if told.whom in CARRY_IT_ON:
        close_alerts(told.concern.ref, CONCERN, by, "Told, and confirmed")
    return told


@action(Permission.RECORD_SAFEGUARDING, logged_as="safeguarding concern closed")
def close_concern(concern: Concern, *, by: Membership, words: str) -> Concern:
    """Nothing more is owed. A shared concern that nobody has confirmed stays open."""
    if concern.closed_on is not None:
        raise NotPossible("This concern is closed already")
    if concern.is_shared and not _has_it(concern):
        raise NotPossible("Nobody has confirmed that they have it. Ring, and note the receipt first")
    concern.closed_on, concern.closed_words = today.today(), words.strip()[:300]
    concern.save()
    return concern


@action(Permission.PLAN_VISITS, logged_as="safeguarding lead of a school kept")
def keep_route(route: SchoolRoute, *, by: Membership, **values: Any) -> SchoolRoute:
    """Whom a concern reaches at a school, checked today. A new one is of the team of whoever keeps it."""
    if by.team_id is None or by.provider_id is None or not serves(by, route.school, today.today()):
        raise NotPossible("Somebody of the team that serves the school keeps this")
    route.provider_id, route.team_id = by.provider_id, by.team_id
    return _kept(route, values)


@action(Permission.KEEP_SCHOOL_WORK, logged_as="safeguarding lead of a school kept by the school")
def keep_own_route(route: SchoolRoute, *, by: Membership, **values: Any) -> SchoolRoute:
    """As the school itself says it, for the team that serves it now. Raises NotPossible where none does."""
    if by.school_id != route.school_id:
        raise NotPossible("Somebody of the school keeps this")
    common, before = common_of_school(route.school, by), route.lead_email
    route.provider_id, route.team = common["provider_id"], common["team"]
    kept = _kept(route, values)
    if kept.lead_email != before:
        for address in sorted({before, kept.lead_email} - {""}):
            _tell_of_the_address(kept, address, by)
    return kept


def _tell_of_the_address(route: SchoolRoute, address: str, by: Membership) -> None:
    """Concerns go to another address: both hear it, so that nobody turns them aside unseen."""
    queue(
        "safeguarding_lead_changed",
        to=Recipient("staff", "Designated safeguarding lead", address),
        subject=kind_of("safeguarding_lead_changed").subject,
        words={
            "school": route.school.name,
            "lead": f"{route.lead_name or 'Nobody named'}, {route.lead_email or 'no address'}",
            "who": by.user.name,
        },
        provider=route.provider,
        team=route.team,
        by=by,
        about=route.ref,
    )


def _kept(route: SchoolRoute, values: dict[str, Any]) -> SchoolRoute:
    for name, value in values.items():
        setattr(route, name, value)
    route.checked_on = today.today()
    route.save()
    return route
