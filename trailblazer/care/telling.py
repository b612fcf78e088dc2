"""Telling a family about a contact: by the channel they agreed to, in words that name nobody, and never in quiet mode.

Every message goes through the outbox, which asks the rules of consent again. Whoever cannot be told by a message is
for a person to ring.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor
from trailblazer.access.today import now, today
from trailblazer.care.models import Task
from trailblazer.care.planning import in_words
from trailblazer.domain import codes
from trailblazer.domain.consent import Answer
from trailblazer.domain.contacts import LONDON
from trailblazer.domain.terms import london_day
from trailblazer.letters.actions import queue
from trailblazer.letters.models import Letter
from trailblazer.letters.recipients import Recipient, may_go
from trailblazer.teams.models import Team
from trailblazer.ui.environment import clock_time, long_day
from trailblazer.young_people.consents import is_quiet, standing_of
from trailblazer.young_people.models import Carer, YoungPerson

FIRST_HOUR, LAST_HOUR = 8, 18  # nobody is written to at night
CHANNELS = ("text", "email")  # the first that was agreed to and can go
REMINDER, MOVED, BY_CALL, CANCELLED = "visit_reminder", "visit_moved", "visit_by_call", "visit_cancelled"
SUBJECTS = {
    REMINDER: "Your appointment",
    MOVED: "Your appointment has moved",
    BY_CALL: "Your appointment is a call",
    CANCELLED: "Your appointment does not take place",
}
RING = {
    REMINDER: "Ring to remind of {when}. No message may go",
    MOVED: "Ring: the contact has moved to {when}. No message may go",
    BY_CALL: "Ring: the contact on {when} is a call. No message may go",
    CANCELLED: "Ring: the contact on {when} is cancelled. No message may go",
}


class Appointment(Protocol):
    """What a family is told of: a contact, or their place in a session of a group."""

    @property
    def young_person(self) -> YoungPerson: ...
    @property
    def lead(self) -> Membership | None: ...
    @property
    def seen(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def starts_at(self) -> datetime: ...
    @property
    def ref(self) -> str: ...
    @property
    def provider(self) -> Organisation: ...
    @property
    def provider_id(self) -> int: ...
    @property
    def team(self) -> Organisation | None: ...
    @property
    def team_id(self) -> int | None: ...


@dataclass(frozen=True)
class Way:
    """How one person can be told: by which channel; without one, why not."""

    recipient: Recipient
    channel: str = ""
    why_not: str = ""


def ways(contact: Appointment) -> list[Way]:
    """Everybody of the family who is to hear of this contact, each with the channel they agreed to."""
    return [way_to(one, contact.young_person) for one in _whom(contact)]


def _whom(contact: Appointment) -> Iterator[Recipient]:
    """The young person where they are seen; the parents where they are, or where the young person has no address."""
    person = contact.young_person
    has_own = bool(person.email or person.telephone)
    if contact.seen != "carer" and has_own:
        yield Recipient("young_person", person.called, "")
    if (contact.seen != "young_person" or not has_own) and not is_quiet(person):
        for carer in person.carers.all():
            if carer.may_be_told:
                yield Recipient("parent", carer.name, "", carer)


def way_to(to: Recipient, person: YoungPerson) -> Way:
    """How this person of the family can be told: by the first channel they agreed to that can go."""
    owner: YoungPerson | Carer = to.carer or person
    agreed = standing_of(person, carer=to.carer)
    why_not = "Nobody has asked yet whether messages may be sent"
    for channel in CHANNELS:
        if agreed.of(channel) is not Answer.GIVEN:
            continue
        there = Recipient(to.kind, to.name, owner.email if channel == "email" else owner.telephone, to.carer)
        allowed = may_go(there, channel, person, "")
        if allowed:
            return Way(there, channel)
        why_not = allowed.why
    return Way(to, "", why_not)


def tell_family(contact: Appointment, template: str, *, by: Actor) -> list[Letter]:
    """One message to everyone who may be told by message. Called inside an action. Who is left out is to be rung."""
    sent = []
    for way in ways(contact):
        if way.channel:
            sent.append(_queue(contact, template, way, by))
    return sent


def tell_or_ring(contact: Appointment, template: str, *, by: Actor) -> list[Letter]:
    """A message to whoever may have one; where nobody may, a task to ring today. Called inside an action."""
    sent = tell_family(contact, template, by=by)
    if not sent:
        when = f"{in_words(london_day(contact.starts_at))} at {clock_time(contact.starts_at)}"
        words = RING[template].format(when=when)
        Task.objects.ask(
            contact,
            words,
            owner=contact.lead,
            due_on=today(),
            source=template,
            by=by.membership,
            young_person=contact.young_person,
        )
    return sent


def _queue(contact: Appointment, template: str, way: Way, by: Actor) -> Letter:
    team = Team.objects.filter(pk=contact.team_id).first()
    words = {
        "day": long_day(contact.starts_at),
        "time": clock_time(contact.starts_at),
        "place": _place(contact),
        "is_call": contact.place in ("telephone", "video"),
        "telephone": team.telephone if team else "",
        "from_whom": team.name if team and may_name_us(contact, way) else "",
    }
    return queue(
        template,
        to=way.recipient,
        subject=SUBJECTS[template],
        words=words,
        provider=contact.provider,
        team=contact.team,
        by=by,
        channel=way.channel,
        young_person=contact.young_person,
        about=contact.ref,
    )


def may_name_us(contact: Appointment, way: Way) -> bool:
    """Whether a message may say who it is from: by email only, and to whom it was agreed that they know of the help.

    A text shows on a locked telephone, whoever holds it.
    """
    if way.channel != "email":
        return False
    purpose = "tell_parent" if way.recipient.kind == "parent" else "help"
    return standing_of(contact.young_person, carer=way.recipient.carer).of(purpose) is Answer.GIVEN


def _place(contact: Appointment) -> str:
    return codes.load("places_of_contact").plain(contact.place) if contact.place else ""


def is_time_to_write() -> bool:
    """Whether messages that nobody sends by hand may go at this hour."""
    return FIRST_HOUR <= now().astimezone(LONDON).hour < LAST_HOUR
