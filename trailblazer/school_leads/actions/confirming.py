"""Confirming the contacts of a school by a link, once a school year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.references import new_ref
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.alerts.actions import raise_alert
from trailblazer.domain.school_roles import OPEN_FOR, REMIND_AFTER
from trailblazer.domain.terms import school_year_of
from trailblazer.letters.actions import queue
from trailblazer.letters.recipients import Recipient
from trailblazer.places.models import School
from trailblazer.school_leads.holders import refuse_overlap, whom_to_ask
from trailblazer.school_leads.links import LINKS
from trailblazer.school_leads.models import Confirmation, SchoolRole
from trailblazer.teams.of_school import common_of
from trailblazer.ui.environment import day, long_day

ASKED, REMINDER = "school_contacts", "school_contacts_reminder"
SUBJECT = "Who does what in your school: is this still right?"
SAME, CHANGED, LEFT = "same", "changed", "left"
NAMED = {"name": "Name", "email": "Email", "telephone": "Telephone"}


@action(Permission.KEEP_SCHOOL_WORK, logged_as="school asked to confirm its contacts")
def ask_to_confirm(school: School, *, by: Actor) -> Confirmation:
    """Sends the lead or the office a link by which they confirm who does what. A newer link replaces an older one."""
    common = common_of(school, by)
    held = SchoolRole.objects.held_on(today()).filter(provider=common["provider_id"], school=school)
    to = whom_to_ask(list(held))
    if to is None:
        raise NotPossible(f"No email address of {school.name} is known. Add its lead or its office first")
    earlier, at = Confirmation.objects.filter(provider=common["provider_id"], school=school), now()
    earlier.open_at(at).update(withdrawn_at=at)
    made = Confirmation(
        **common,
        ref=new_ref(),
        school_year=school_year_of(today()).starts_in,
        to_name=to.name,
        to_email=to.email,
        asked_at=at,
        asked_by=by.membership,
        expires_at=at + OPEN_FOR,
    )
    made.secret_hash = LINKS.hash_of(made)
    made.save()
    _write(ASKED, made, by)
    return made


@action(Permission.RUN_WORK, logged_as="school reminded to confirm its contacts")
def remind(one: Confirmation, *, by: Actor) -> Confirmation:
    """Writes once more, while the link is open."""
    if not one.is_open(now()) or one.reminders >= len(REMIND_AFTER):
        raise NotPossible("This link is answered, closed, or was reminded of often enough")
    one.reminders += 1
    one.save()
    _write(REMINDER, one, by)
    return one


def _write(template: str, one: Confirmation, by: Actor) -> None:
    team = one.team.name if one.team else one.provider.name
    queue(
        template,
        to=Recipient("staff", one.to_name, one.to_email),
        subject=SUBJECT,
        words={"name": one.to_name, "team": team, "answer_by": long_day(one.expires_at)},
        own_link=LINKS.address_of(one),
        provider=one.provider,
        team=one.team,
        about=one.ref,
        by=by,
    )


@dataclass(frozen=True)
class Said:
    """What a school says of one who has a role: still right, changed, or left."""

    role_ref: str
    answer: str  # same, changed, left
    name: str = ""
    email: str = ""
    telephone: str = ""
    last_day: date | None = None


@action(Permission.CONFIRM_CONTACTS, logged_as="contacts of a school confirmed")
def answer_confirmation(
    one: Confirmation,
    *,
    by: Actor,
    answered_by: str,
    said: Sequence[Said],
    added: Mapping[str, str] | None = None,
    words: str = "",
) -> Confirmation:
    """Takes what the school says at once, and keeps what was before and after for the team to look at.

    `added` is somebody new: role, name, email, telephone. Raises NotPossible where the link is closed.
    """
    if not one.is_open(now()):
        raise NotPossible("This link is closed. What you typed was not saved. Ask the team for a new one")
    held = SchoolRole.objects.filter(provider=one.provider_id, school=one.school_id)
    by_ref = {role.ref: role for role in held.select_for_update(of=("self",))}
    changes: list[dict[str, Any]] = []
    for answer in said:
        if (role := by_ref.get(answer.role_ref)) is not None:
            changes += _taken(role, answer)
    if added:
        changes.append(_added(one, added))
    one.changes, one.words, one.answered_by = changes, words.strip()[:500], answered_by.strip()
    one.answered_at = now()
    one.save()
    if any(
        answer.answer == LEFT and by_ref[answer.role_ref].is_lead
        for answer in said
        if answer.role_ref in by_ref
    ):
        _say_that_a_lead_left(one, by)
    return one


def _say_that_a_lead_left(one: Confirmation, by: Actor) -> None:
    """The team hears at once: requests and answers may have nobody to go to, and an account is open."""
    raise_alert(
        "other",
        words=f"{one.school.name} says that its senior mental health lead leaves. Hand over",
        provider=one.provider,
        team=one.team,
        school=one.school,
        about=one.ref,
        about_address=reverse("school_leads:people", args=[one.school_id]),
        by=by,
    )


def _taken(role: SchoolRole, answer: Said) -> list[dict[str, Any]]:
    """Changes one role as the school says. Gives each change with what was before and after."""
    who = f"{role.name}, {role.words}"
    found: list[dict[str, Any]] = []
    if answer.answer == LEFT:
        role.last_day = answer.last_day or today()
        found.append(_change(who, "Last day", "still here", day(role.last_day)))
    elif answer.answer == CHANGED:
        for field, label in NAMED.items():
            before, after = getattr(role, field), getattr(answer, field)
            if before != after:
                setattr(role, field, after)
                found.append(_change(who, label, before or "not known", after or "not known"))
    if found:
        refuse_overlap(role)
        role.save()
    return found


def _change(who: str, what: str, before: str, after: str) -> dict[str, Any]:
    return {"who": who, "what": what, "before": before, "after": after}


def _added(one: Confirmation, added: Mapping[str, str]) -> dict[str, Any]:
    made = SchoolRole(
        provider_id=one.provider_id,
        team_id=one.team_id,
        school_id=one.school_id,
        role=added["role"],
        name=added["name"],
        email=added["email"],
        telephone=added["telephone"],
        starts_on=today(),
        recorded_at=now(),
    )
    refuse_overlap(made)
    made.save()
    return _change(made.words, "New", "nobody of this name", made.name)


@action(Permission.KEEP_SCHOOL_WORK, logged_as="changed contacts looked at")
def look_at_changes(one: Confirmation, *, by: Actor) -> Confirmation:
    """Somebody of the team has read what the school changed."""
    one.looked_at, one.looked_by = now(), by.membership
    one.save()
    return one
