"""Booking, moving and cancelling what is to come."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.actions.booked import (
    add_contact_of_before,
    book_contact,
    cancel_contact,
    move_contact,
)
from trailblazer.care.forms.booked import Book, Cancel, Move, OfBefore
from trailblazer.care.forms.people_in_visit import WhoInVisit
from trailblazer.care.models import Contact, Course, Visit
from trailblazer.care.planning import where
from trailblazer.care.slots import USUAL_MINUTES, offered, offered_in
from trailblazer.care.team_schools import colleagues_of
from trailblazer.care.views.visits import address_of, warning
from trailblazer.domain.pathways import catalogue, name_of
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer


@page_for(Permission.PLAN_VISITS)
def book(request: Asked, young_person: str) -> HttpResponse:
    """A contact with one young person: a time that is offered, or another."""
    person = find(YoungPerson, young_person, by=request.member)
    courses = list(_open_courses(request).filter(young_person=person).select_related("lead__user"))
    lead = next((course.lead for course in courses if course.lead), None)
    leads = _leads(request, lead)
    about = courses[0] if courses else person
    slots = offered(about, lead or leads[0], request.today) if leads else []
    form = Book(
        request.POST or None,
        slots=slots,
        leads=leads,
        courses=[(course, name_of(course.pathway)) for course in courses],
        initial={
            "place": "school_room" if person.school_id else "telephone",
            "minutes": courses[0].session_minutes if courses else USUAL_MINUTES,
            "lead": (lead or leads[0]).ref if leads else "",
            "course": courses[0].ref if courses else "",
            "seen": _usually_seen(courses),
        },
    )
    if len(leads) == 1:
        form.fields["lead"].required = False

    def act(**values: Any) -> Contact:
        values["lead"] = values.get("lead") or leads[0]
        return book_contact(person, by=request.member, **values)

    back = reverse("young_people:record", args=[person.ref])
    lede = "The times offered are free, on open days, and not in the lesson of the last two contacts."
    page = Page("Book a contact", "Book the contact", back, person.name, "The contact is booked.", lede)
    return answer(request, form, warning(form, act), page, person=person)


@page_for(Permission.RECORD_CARE)
def add_contact(request: Asked, young_person: str) -> HttpResponse:
    """One that took place without being booked: when and with whom; then what happened is recorded as always."""
    person = find(YoungPerson, young_person, by=request.member)
    courses = list(_open_courses(request).filter(young_person=person).select_related("lead__user"))
    leads = _leads(request, request.member)
    form = OfBefore(
        request.POST or None,
        leads=leads,
        courses=[(course, name_of(course.pathway)) for course in courses],
        initial={
            "day": request.today,
            "place": "telephone",
            "minutes": courses[0].session_minutes if courses else USUAL_MINUTES,
            "lead": leads[0].ref if leads else "",
            "course": courses[0].ref if courses else "",
            "seen": _usually_seen(courses),
        },
    )
    if len(leads) == 1:
        form.fields["lead"].required = False

    def act(**values: Any) -> Contact:
        values["lead"] = values.get("lead") or leads[0]
        return add_contact_of_before(person, by=request.member, **values)

    def to_record(made: Contact) -> str:
        return reverse("care:record_contact", args=[made.ref])

    back = reverse("young_people:record", args=[person.ref])
    lede = "A telephone call, or a session that came about. Next you record what happened."
    title = "Record a contact that was not booked"
    page = Page(title, "Carry on", back, person.name, "Now record what happened.", lede)
    return answer(request, form, act, page, person=person, to=to_record)


def _usually_seen(courses: list[Course]) -> str:
    """Whom the pathway sees: a parent for parent-led help."""
    pathway = catalogue().get(courses[0].pathway) if courses else None
    return pathway.seen if pathway else "young_person"


def _open_courses(request: Asked) -> QuerySet[Course]:
    return visible(Course, request.member).filter(state__in=Course.OPEN)


def _leads(request: Asked, lead: Membership | None) -> list[Membership]:
    """Whoever has the course first, then the member, then the colleagues."""
    colleagues = list(colleagues_of(request.member, request.today))
    first = [one for one in colleagues if lead is not None and one.pk == lead.pk]
    own = [one for one in colleagues if one.pk == request.member.pk and one not in first]
    return [*first, *own, *(one for one in colleagues if one not in first and one not in own)]


@page_for(Permission.PLAN_VISITS)
def book_in_visit(request: Asked, visit: str) -> HttpResponse:
    """Somebody of the school, at a time that is free in the visit."""
    found = find(Visit, visit, by=request.member)
    courses = _open_courses(request).select_related("young_person")
    if found.school_id:
        courses = courses.filter(young_person__school=found.school_id)
    form = WhoInVisit(
        request.POST or None,
        courses=list(courses.order_by("young_person__last_name", "young_person__first_name", "pk")),
        slots=offered_in(found),
        visit=found,
        own=found.member,
        initial={"minutes": USUAL_MINUTES, "place": found.place, "seen": "young_person"},
    )

    def act(course: Course, **values: Any) -> Contact:
        return book_contact(
            course.young_person, by=request.member, course=course, lead=found.member, **values
        )

    page = Page("Book somebody", "Book", address_of(found), where(found), "Booked.")
    return answer(request, form, warning(form, act), page, to=lambda _: address_of(found))


@page_for(Permission.PLAN_VISITS)
def move(request: Asked, contact: str) -> HttpResponse:
    found = find(Contact, contact, by=request.member)
    about = found.course or found.young_person
    lead = found.lead or request.member
    slots = offered(about, lead, request.today, place=found.place, minutes=found.minutes_booked)
    form = Move(
        request.POST or None,
        record=found,
        slots=slots,
        initial={"minutes": found.minutes_booked, "place": found.place, "room": _own_room(found)},
    )

    def act(**values: Any) -> Contact:
        return move_contact(found, by=request.member, **values)

    page = _page(found, "Move the contact", "Move the contact", "The contact is moved.")
    return answer(request, form, warning(form, act), page, person=found.young_person)


@page_for(Permission.PLAN_VISITS)
def cancel(request: Asked, contact: str) -> HttpResponse:
    found = find(Contact, contact, by=request.member)
    form = Cancel(request.POST or None, record=found)

    def act(**values: Any) -> Contact:
        return cancel_contact(found, by=request.member, **values)

    page = _page(found, "Cancel the contact", "Cancel the contact", "The contact is cancelled.")
    return answer(request, form, act, page, person=found.young_person)


def _own_room(contact: Contact) -> str:
    """The room that was said for this contact alone."""
    return "" if contact.visit is not None and contact.room == contact.visit.room else contact.room


def _page(contact: Contact, title: str, button: str, done: str) -> Page:
    if contact.visit is not None:
        return Page(title, button, address_of(contact.visit), where(contact.visit), done)
    person = contact.young_person
    return Page(title, button, reverse("young_people:record", args=[person.ref]), person.name, done)
