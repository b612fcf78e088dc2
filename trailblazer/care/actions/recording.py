"""Recording a contact: who came, scores, note, risk, and the next visit, all together or not at all."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.actions.notes import correct_note, write_note
from trailblazer.care.booking import write_attendance
from trailblazer.care.models import Contact, Note
from trailblazer.care.next_contact import book_next
from trailblazer.care.not_brought import follow_up
from trailblazer.care.numbers import write_numbers
from trailblazer.care.quiet_looks import keep_answer
from trailblazer.care.unsent import forget
from trailblazer.domain import contacts
from trailblazer.domain.terms import london_day

FORM = "record_contact"
CORRECTED = "Changed when the contact was recorded again"
KEPT_WITH_IT = frozenset(
    {"seen", "function", "medium", "place", "interventions", "risk", "cancelled_reason"}
    | {"follow_up", "follow_up_words", "follow_up_on"}
)


@action(Permission.RECORD_CARE, logged_as="contact recorded")
def record(
    contact: Contact,
    *,
    by: Actor,
    attendance: str,
    minutes: int | None = None,
    numbers: Mapping[str, int] | None = None,
    note: str = "",
    quiet: str = "",
    quiet_why: str = "",
    next_at: datetime | None = None,
    all_the_same: str = "",
    staff: Iterable[Membership] = (),
    **fields: Any,
) -> Contact:
    """Says what happened at a contact. Recorded again, it corrects what was said before.

    `numbers` are scores and ratings by the name of their row (`care.numbers`). `quiet` says whether it is still right
    that parents are not told ("yes", "no", or "not_asked" with `quiet_why`): somebody who came is asked wherever it is
    on and was not looked at since. `next_at` books the next contact. The fields are those of `KEPT_WITH_IT`. Raises
    NotPossible for a contact to come and where quiet mode was not answered, NextNotPossible for a next time that is
    taken, and Warned for one that something speaks against, unless `all_the_same` says why.
    """
    if contact.is_in_error:
        raise NotPossible("This contact was entered in error. Book another")
    if unknown := set(fields) - KEPT_WITH_IT:
        raise TypeError(f"A contact has no {', '.join(sorted(unknown))}")
    came = contacts.is_attended(attendance)
    for name, value in _fitting(attendance, fields).items():
        setattr(contact, name, value)
    write_attendance(contact, by=by, attendance=attendance, minutes=minutes)
    contact.staff.set(staff if came else ())
    if came:
        write_numbers(contact, numbers or {}, by=by)
        keep_answer(contact, quiet, quiet_why, by=by)
    _write(contact, note.strip(), by)
    follow_up(contact, by=by)
    if next_at is not None:
        book_next(contact, next_at, all_the_same=all_the_same)
    forget(FORM, contact.ref, by)
    return contact


def _fitting(attendance: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What belongs to this kind of attendance. What was typed for another kind is left out."""
    empty: dict[str, Any] = {}
    if not contacts.is_attended(attendance):
        empty |= {"interventions": [], "risk": ""}
    if attendance not in contacts.CANCELLED:
        empty |= {"cancelled_reason": ""}
    if not contacts.is_not_brought(attendance):
        empty |= {"follow_up": "", "follow_up_words": "", "follow_up_on": None}
    return fields | empty


def _write(contact: Contact, words: str, by: Actor) -> None:
    """The note of the contact, or a correction of it. A note is not taken away by leaving it empty."""
    standing = _standing(contact)
    if not words or (standing is not None and standing.words == words):
        return
    if standing is not None:
        correct_note(standing, by=by, words=words, reason=CORRECTED)
        return
    day = min(london_day(contact.starts_at), today())
    write_note(contact.young_person, by=by, words=words, kind="contact", about_on=day, contact=contact)


def _standing(contact: Contact) -> Note | None:
    found = Note.objects.standing().filter(contact=contact, kind="contact")
    return found.order_by("-pk").first()
