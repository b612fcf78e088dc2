"""The next contact, booked in the same save that records this one."""

from datetime import datetime, timedelta

from trailblazer.access.records import NotPossible
from trailblazer.care.booking import book
from trailblazer.care.models import Contact, Visit
from trailblazer.care.planning import Warned, about_contact
from trailblazer.domain import contacts


class NextNotPossible(NotPossible):
    """The time of the next contact cannot be. Nothing was saved."""


def planned_after(contact: Contact) -> Contact | None:
    """The next contact of the same course that is booked already."""
    later = Contact.objects.planned().filter(
        young_person=contact.young_person_id, starts_at__gt=contact.starts_at
    )
    return later.filter(course=contact.course_id, group_session=None).order_by("starts_at").first()


def minutes_of(contact: Contact) -> int:
    return contact.course.session_minutes if contact.course else contact.minutes_booked


def book_next(contact: Contact, at: datetime, *, all_the_same: str = "") -> Contact:
    """Same people, same place, as long as planned; inside a visit where one is planned there. Called in an action.

    Raises NextNotPossible where the time is taken, and Warned where something speaks against it and no reason is given.
    """
    minutes = minutes_of(contact)
    ends_at = at + timedelta(minutes=minutes)
    visit = _visit_at(contact, at)
    try:
        about_contact(
            contact.young_person,
            contact.lead,
            place=contact.place,
            school=contact.school,
            starts_at=at,
            ends_at=ends_at,
            visit=visit,
        ).settle(all_the_same)
    except Warned:
        raise
    except NotPossible as reason:
        raise NextNotPossible(str(reason)) from None
    return book(
        contact.young_person,
        starts_at=at,
        minutes=minutes,
        lead=contact.lead,
        course=contact.course,
        referral=contact.referral,
        visit=visit,
        place=contact.place,
        school=contact.school,
        room=visit.room if visit else contact.room,
        medium=contact.medium,
        function=contact.function,
        seen=contact.seen,
        session_number=_number_after(contact),
        all_the_same=all_the_same,
    )


def _number_after(contact: Contact) -> int | None:
    """One more where this one took place; the same again where it did not."""
    number = contact.session_number
    return number + 1 if number and contacts.is_attended(contact.attendance) else number


def _visit_at(contact: Contact, at: datetime) -> Visit | None:
    if contact.school_id is None or contact.lead_id is None:
        return None
    there = Visit.objects.filter(state=Visit.State.PLANNED, member=contact.lead_id, school=contact.school_id)
    return there.filter(starts_at__lte=at, ends_at__gt=at).first()
