"""What was recorded of one contact, for reading."""

from dataclasses import dataclass
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.models import Contact, Note
from trailblazer.care.notes import Shown, with_versions
from trailblazer.care.numbers import lines_of
from trailblazer.domain import codes
from trailblazer.domain.contacts import is_attended

RISKS = {"none": "None", "as_before": "As before", "changed": "Changed"}


@dataclass(frozen=True)
class Reading:
    """The facts of a contact in words, its numbers, and its notes."""

    facts: list[tuple[str, str]]
    numbers: list[tuple[str, float]]
    notes: list[Shown]


def reading_of(contact: Contact, member: Membership) -> Reading:
    """In a fixed number of queries; notes only for those who may see notes."""
    given = [(line.label, line.at(contact)) for line in lines_of(contact.young_person, member)]
    found: Any = visible(Note, member)
    notes = found.filter(contact=contact).standing().select_related("by__user", "contact")
    return Reading(
        facts=[fact for fact in _facts(contact, member) if fact[1]],
        numbers=[(label, number) for label, number in given if number is not None],
        notes=with_versions(notes.order_by("pk"), member),
    )


def how(medium: str, place: str) -> str:
    """Face to face, school. What both say is said once: by telephone, the place is the telephone."""
    both = (medium, place.lower() if place != medium else "")
    return ", ".join(part for part in both if part)


def _facts(contact: Contact, member: Membership) -> list[tuple[str, str]]:
    """Whether risk changed that day is for those who may read of risk."""
    staff = [one.user.name for one in contact.staff.select_related("user")]
    people = [*([contact.lead.user.name] if contact.lead else []), *staff]
    return [
        ("Attendance", _words("attendance", contact.attendance) or "Not recorded yet"),
        ("Why cancelled", _words("cancelled_reasons", contact.cancelled_reason)),
        ("Who was seen", _words("who_seen", contact.seen) if is_attended(contact.attendance) else ""),
        ("How", how(_words("media", contact.medium), _words("places_of_contact", contact.place))),
        ("Minutes", str(contact.minutes or "")),
        ("Function", str(contact.function)),
        ("Given", ", ".join(_words("interventions", code) for code in contact.interventions)),
        ("Staff", ", ".join(people)),
        ("Risk that day", RISKS.get(contact.risk, "") if member.may(Permission.SEE_SAFEGUARDING) else ""),
        ("Follow-up", _words("not_brought_follow_ups", contact.follow_up)),
        ("More on it", contact.follow_up_words),
        ("In spite of a warning", contact.all_the_same),
        ("Entered in error", contact.error_reason if contact.is_in_error else ""),
    ]


def _words(code_list: str, code: str) -> str:
    known = codes.load(code_list)
    return known.words(code) if code in known else ""
