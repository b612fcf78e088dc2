"""Booking a contact and writing down how it went: the two steps that every way of doing so goes through."""

from datetime import datetime, timedelta
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.today import now
from trailblazer.care.models import Contact, Course
from trailblazer.domain import contacts
from trailblazer.domain.clock import Kind
from trailblazer.domain.contacts import NotATime
from trailblazer.domain.terms import london_day
from trailblazer.referrals.actions import record_event
from trailblazer.referrals.models import Event
from trailblazer.young_people.models import YoungPerson

SOURCE = "care.Contact"


def book(
    young_person: YoungPerson,
    *,
    starts_at: datetime,
    minutes: int,
    lead: Membership | None,
    course: Course | None = None,
    **values: Any,
) -> Contact:
    """A contact to come, unrecorded. Called inside an action. Raises NotPossible for a length that cannot be."""
    try:
        contacts.check_length(minutes)
    except NotATime as reason:
        raise NotPossible(str(reason)) from None
    if course is not None and not course.is_open:
        raise NotPossible("This course of support has ended. Reopen it, or begin another")
    values.setdefault("referral", course.referral if course else None)
    return Contact.objects.create(
        provider_id=young_person.provider_id,
        team_id=young_person.team_id,
        young_person=young_person,
        course=course,
        lead=lead,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        **values,
    )


def write_attendance(contact: Contact, *, by: Actor, attendance: str, minutes: int | None = None) -> Contact:
    """Says who came, saves the contact, and tells the clock. Called inside an action, with the contact's other
    fields already set. Recording again corrects: the event of before is superseded.

    Raises NotPossible for a contact to come that is said to have happened.
    """
    try:
        contacts.check_recorded(contact.starts_at, attendance, now())
        if minutes is not None and contacts.is_attended(attendance):
            contacts.check_length(minutes)
    except NotATime as reason:
        raise NotPossible(str(reason)) from None
    contact.attendance = attendance
    contact.minutes = minutes if contacts.is_attended(attendance) else None
    contact.recorded_at, contact.recorded_by = now(), by.membership
    contact.save()
    _start_course(contact)
    _tell_the_clock(contact, by=by)
    return contact


def _start_course(contact: Contact) -> None:
    course = contact.course
    if course is None or not contacts.is_attended(contact.attendance) or course.started_on is not None:
        return
    course.started_on = london_day(contact.starts_at)
    if course.state == Course.State.WAITING:
        course.state = Course.State.UNDER_WAY
    course.save()


def _tell_the_clock(contact: Contact, *, by: Actor) -> None:
    """Contacts that came, or were missed without warning, stand on the clock's list; a cancelled one does not."""
    if contact.referral is None:
        return
    wanted = {Kind.CONTACT: True}
    if contacts.is_attended(contact.attendance) and contact.interventions:
        wanted[Kind.INTERVENTION] = True
    if contact.attendance in contacts.CANCELLED or contact.is_in_error:
        wanted = {}
    for kind in (Kind.CONTACT, Kind.INTERVENTION):
        _one_event(contact, kind, is_wanted=kind in wanted, by=by)


def _one_event(contact: Contact, kind: Kind, *, is_wanted: bool, by: Actor) -> None:
    standing = _standing(contact, kind)
    counts = contacts.counts(contact.attendance, contact.medium) if kind is Kind.CONTACT else True
    day = london_day(contact.starts_at)
    if is_wanted and standing and (standing.happened_on, standing.counts) == (day, counts):
        return
    if not is_wanted and standing is None:
        return
    assert contact.referral is not None
    record_event(
        contact.referral,
        by=by,
        kind=kind if is_wanted else Kind.ENTERED_IN_ERROR,
        happened_on=day if is_wanted else london_day(now()),
        counts=counts,
        source=(SOURCE, contact.ref),
        supersedes=standing,
    )


def _standing(contact: Contact, kind: Kind) -> Event | None:
    found = Event.objects.filter(referral=contact.referral_id, kind=kind, source_ref=contact.ref)
    return found.filter(superseded_by=None).order_by("-pk").first()
