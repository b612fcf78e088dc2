"""Notes: written once, and corrected by a new note that says why. What it said before stays to be read."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care.models import Contact, Note
from trailblazer.care.unsent import forget
from trailblazer.domain.terms import london_day
from trailblazer.young_people.models import YoungPerson


@action(Permission.RECORD_CARE, logged_as="note written")
def write_note(
    person: YoungPerson,
    *,
    by: Actor,
    words: str,
    kind: str,
    about_on: date,
    contact: Contact | None = None,
) -> Note:
    """A note about a young person, of a contact or by itself. Raises NotPossible for a day to come."""
    if about_on > london_day(now()):
        raise NotPossible("Enter a day that is not in the future")
    if contact is None:
        forget("note", person.ref, by)
    return Note.objects.create(
        provider_id=person.provider_id,
        team_id=person.team_id,
        young_person=person,
        course=contact.course if contact else None,
        contact=contact,
        kind=kind,
        words=words,
        about_on=about_on,
        written_at=now(),
        by=by.membership,
    )


@action(Permission.RECORD_CARE, logged_as="note corrected")
def correct_note(note: Note, *, by: Actor, words: str, reason: str) -> Note:
    """A new version that stands instead; the old one is kept. Raises NotPossible where that happened already."""
    if Note.objects.filter(corrects=note).exists():
        raise NotPossible("This note was corrected in the meantime. Look at the newer one, and correct that")
    if words == note.words:
        raise NotPossible("The note says this already. Change it, or leave it as it is")
    return Note.objects.create(
        provider_id=note.provider_id,
        team_id=note.team_id,
        young_person_id=note.young_person_id,
        course_id=note.course_id,
        contact_id=note.contact_id,
        kind=note.kind,
        words=words,
        about_on=note.about_on,
        written_at=now(),
        by=by.membership,
        corrects=note,
        correction_reason=reason,
    )
