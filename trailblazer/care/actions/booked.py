"""Booking, moving and cancelling one contact that is to come, and telling the family."""

from datetime import date, datetime, time, timedelta
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.care.booking import book, write_attendance
from trailblazer.care.calendars import IN_SCHOOL, visits_of
from trailblazer.care.group_visits import holds
from trailblazer.care.models import Contact, Course, Visit
from trailblazer.care.planning import about_contact, moment_of, refuse_far_days
from trailblazer.care.team_schools import colleagues_of
from trailblazer.care.telling import BY_CALL, CANCELLED, MOVED, tell_or_ring
from trailblazer.domain import codes, contacts
from trailblazer.domain.slots import Busy
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson

FURTHEST_BACK = timedelta(days=366)
MEDIUM_OF = {"telephone": "02", "video": "11"}  # of "media"; anywhere else it is face to face


@action(Permission.PLAN_VISITS, logged_as="contact booked")
def book_contact(
    young_person: YoungPerson,
    *,
    by: Actor,
    lead: Membership,
    day: date,
    at: time,
    minutes: int,
    place: str,
    course: Course | None = None,
    visit: Visit | None = None,
    room: str = "",
    all_the_same: str = "",
    **fields: Any,
) -> Contact:
    """A contact to come, in the visit of that time where there is one. `fields` are seen and plan. Raises Warned where
    something speaks against the time or the room."""
    _refuse_strangers(by, lead)
    starts_at = moment_of(day, at)
    _refuse_past(starts_at)
    refuse_far_days(day, today())
    if course is not None and course.young_person_id != young_person.pk:
        raise NotPossible("This course of support is another young person’s")
    school = _school(young_person, place, visit)
    ends_at = starts_at + timedelta(minutes=minutes)
    visit = visit or _visit_of(lead, school, Busy(starts_at, ends_at))
    room = _room(room, school, visit)
    about_contact(
        young_person,
        lead,
        place=place,
        school=school,
        starts_at=starts_at,
        ends_at=ends_at,
        visit=visit,
        room=room,
    ).settle(all_the_same)
    return book(
        young_person,
        starts_at=starts_at,
        minutes=minutes,
        lead=lead,
        course=course,
        visit=visit,
        place=place,
        medium=MEDIUM_OF.get(place, "01"),
        school=school,
        room=room,
        all_the_same=all_the_same,
        **fields,
    )


@action(Permission.RECORD_CARE, logged_as="contact added that was not booked")
def add_contact_of_before(
    young_person: YoungPerson,
    *,
    by: Actor,
    lead: Membership,
    day: date,
    at: time,
    minutes: int,
    place: str,
    course: Course | None = None,
    **fields: Any,
) -> Contact:
    """A contact that was not booked and is over: still to be recorded. `fields` are seen and plan.

    Raises NotPossible for a time to come, one longer ago than a year, and one at which there is a contact already.
    """
    _refuse_strangers(by, lead)
    starts_at = moment_of(day, at)
    if starts_at > now():
        raise NotPossible("This time is still to come. Book the contact instead")
    if day < today() - FURTHEST_BACK:
        raise NotPossible("This is more than a year ago. Enter a day of the last year")
    if course is not None and course.young_person_id != young_person.pk:
        raise NotPossible("This course of support is another young person’s")
    if young_person.contacts.filter(starts_at=starts_at, is_in_error=False).exists():
        raise NotPossible("There is a contact at this time already. Record that one, or enter another time")
    return book(
        young_person,
        starts_at=starts_at,
        minutes=minutes,
        lead=lead,
        course=course,
        place=place,
        medium=MEDIUM_OF.get(place, "01"),
        school=_school(young_person, place, None),
        **fields,
    )


@action(Permission.PLAN_VISITS, logged_as="contact moved")
def move_contact(
    contact: Contact,
    *,
    by: Actor,
    day: date,
    at: time,
    minutes: int,
    place: str,
    visit: Visit | None = None,
    room: str = "",
    all_the_same: str = "",
    tell: bool = True,
) -> Contact:
    """Another time, place or room for a contact to come. The family is told where it may be, else somebody rings."""
    _refuse_recorded(contact)
    starts_at = moment_of(day, at)
    _refuse_past(starts_at)
    refuse_far_days(day, today())
    school = _school(contact.young_person, place, visit)
    ends_at = starts_at + timedelta(minutes=minutes)
    visit = visit or _visit_of(contact.lead, school, Busy(starts_at, ends_at))
    room = _room(room, school, visit)
    about_contact(
        contact.young_person,
        contact.lead,
        place=place,
        school=school,
        starts_at=starts_at,
        ends_at=ends_at,
        visit=visit,
        room=room,
        but=contact,
    ).settle(all_the_same)
    _place_at(contact, place, school, visit, starts_at=starts_at, minutes=minutes)
    contact.room = room
    contact.all_the_same = all_the_same or contact.all_the_same
    contact.save()
    if tell:
        tell_or_ring(contact, MOVED, by=by)
    return contact


def _place_at(
    contact: Contact,
    place: str,
    school: School | None,
    visit: Visit | None,
    *,
    starts_at: datetime,
    minutes: int,
) -> None:
    contact.starts_at, contact.ends_at = starts_at, starts_at + timedelta(minutes=minutes)
    contact.place, contact.school, contact.visit = place, school, visit
    contact.medium = MEDIUM_OF.get(place, "01")


@action(Permission.PLAN_VISITS, logged_as="contact turned into a call")
def turn_into_call(contact: Contact, *, by: Actor, place: str) -> Contact:
    """At the same time, by telephone or video. The family is told where it may be, else somebody rings."""
    _refuse_recorded(contact)
    minutes = contact.minutes_booked
    _place_at(contact, place, None, contact.visit, starts_at=contact.starts_at, minutes=minutes)
    contact.room = ""
    contact.save()
    tell_or_ring(contact, BY_CALL, by=by)
    return contact


@action(Permission.PLAN_VISITS, logged_as="contact cancelled")
def cancel_contact(
    contact: Contact, *, by: Actor, attendance: str, cancelled_reason: str, tell: bool = True
) -> Contact:
    """It does not take place. `attendance` says who cancelled, "2" the family or "4" the team."""
    _refuse_recorded(contact)
    if attendance not in contacts.CANCELLED:
        raise NotPossible("Choose who cancelled")
    codes.load("cancelled_reasons")[cancelled_reason]
    contact.cancelled_reason = cancelled_reason
    write_attendance(contact, by=by, attendance=attendance)
    if tell:
        tell_or_ring(contact, CANCELLED, by=by)
    return contact


def _refuse_recorded(contact: Contact) -> None:
    if contact.is_recorded or contact.is_in_error:
        raise NotPossible("This contact is recorded already. Correct what was recorded instead")


def _refuse_past(starts_at: datetime) -> None:
    if starts_at < now():
        raise NotPossible("This time is past. Enter one to come, or record a contact that was not booked")


def _refuse_strangers(by: Actor, lead: Membership) -> None:
    own = by.membership
    if own is None or lead.pk == own.pk:
        return
    if not colleagues_of(own, today()).filter(pk=lead.pk).exists():
        raise NotPossible("Choose somebody of your team")


def _visit_of(lead: Membership | None, school: School | None, time_: Busy) -> Visit | None:
    """The visit to this school that has this time in it: whoever is seen then is seen in it."""
    if lead is None or school is None:
        return None
    there = (visit for visit in visits_of(lead, *time_) if visit.school_id == school.pk)
    return next((visit for visit in there if holds(visit, time_)), None)


def _room(typed: str, school: School | None, visit: Visit | None) -> str:
    """The room that was said, else that of the visit; none where nobody meets in a school."""
    if visit is not None:
        return typed.strip() or visit.room
    return typed.strip() if school is not None else ""


def _school(person: YoungPerson, place: str, visit: Visit | None) -> School | None:
    """Where a contact in school is: at the visit's school, else the young person's own."""
    if place not in IN_SCHOOL:
        return None
    school = visit.school if visit is not None else person.school
    if school is None:
        raise NotPossible(
            "No school of this young person is known. Choose another place, or add the school first"
        )
    return school
