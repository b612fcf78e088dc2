"""Quiet mode is looked at again at each contact: asked there, or left as a task until somebody has asked."""

from datetime import date
from typing import Any, TypeGuard

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.models import Contact, Task
from trailblazer.domain.terms import add_working_days, london_day
from trailblazer.young_people.actions import look_at_quiet_mode_again, note_quiet_mode_not_asked
from trailblazer.young_people.actions.agreeing import quiet_mode_looked_at
from trailblazer.young_people.consents import quiet_of
from trailblazer.young_people.models import YoungPerson

SOURCE = "quiet_mode"
YES, NO, NOT_ASKED = "yes", "no", "not_asked"
ANSWERS = [(YES, "Still right"), (NO, "No longer"), (NOT_ASKED, "Could not ask")]
STILL_RIGHT = "Asked at this contact: it is still right"
DAYS_TO_LOOK = 5  # working days: by the next weekly session


def is_due(person: YoungPerson, contact_on: date) -> bool:
    """Whether it is on, and was not asked about since the contact of this day."""
    return quiet_of(person, today()).needs_a_look(contact_on)


def may_look(member: Actor) -> TypeGuard[Membership]:
    return isinstance(member, Membership) and member.may(Permission.RECORD_COMPETENCE)


def keep_answer(contact: Contact, answer: str, why: str, *, by: Actor) -> None:
    """What was said at a contact that somebody came to. Called inside an action; nothing happens where none is due.

    Raises NotPossible where it was not answered, or not said why it could not be asked.
    """
    person, day = contact.young_person, london_day(contact.starts_at)
    if not is_due(person, day):
        return
    if answer == NO or not may_look(by):
        ask_later(person, contact_on=day, by=by, lead=_lead_of(contact))
    elif answer == YES:
        look_at_quiet_mode_again(person, by=by, today=today(), reason=STILL_RIGHT)
    elif answer == NOT_ASKED and why.strip():
        note_quiet_mode_not_asked(person, by=by, contact_on=day, reason=why.strip())
    else:
        raise NotPossible(
            "Parents are not told. Say whether that is still right, or why it could not be asked"
        )


def ask_later(person: YoungPerson, *, contact_on: date, by: Actor, lead: Membership | None = None) -> None:
    """One task for a practitioner, until it was looked at. Called inside an action."""
    if not is_due(person, contact_on) or _tasks(person).exists():
        return
    Task.objects.ask(
        person,
        f"Quiet mode of {person.called} to look at again",
        owner=next((one for one in (lead, by.membership) if one and may_look(one)), lead or by.membership),
        due_on=add_working_days(today(), DAYS_TO_LOOK),
        source=SOURCE,
        by=by.membership,
        young_person=person,
    )


def _lead_of(contact: Contact) -> Membership | None:
    return contact.course.lead if contact.course and contact.course.lead else contact.lead


def _tasks(person: YoungPerson) -> Any:
    return Task.objects.open().filter(source=SOURCE, about=person.ref)


def close(person: YoungPerson, by: Actor, **_: Any) -> None:
    """Somebody looked: the task is done."""
    done = {"done_on": today(), "done_by": by.membership, "done_words": "Looked at"}
    _tasks(person).update(**done)


quiet_mode_looked_at.connect(close, dispatch_uid="close the task to look at quiet mode")
