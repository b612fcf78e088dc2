"""A school is closed on a day: everything planned there becomes calls or gets new dates, and the families are told."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.actions.booked import cancel_contact, move_contact, turn_into_call
from trailblazer.care.actions.groups import cancel_session
from trailblazer.care.calendars import IN_SCHOOL
from trailblazer.care.group_visits import day_of
from trailblazer.care.models import Contact, GroupSession, Task, Visit
from trailblazer.care.outcome_of_closing import NO_FREE_TIME
from trailblazer.care.planning import in_words
from trailblazer.care.slots import Slot, offered
from trailblazer.care.team_schools import serves
from trailblazer.domain.contacts import LONDON
from trailblazer.domain.terms import add_working_days, london_day
from trailblazer.places.models import School

CALL, VIDEO, NEW_DATES = "telephone", "video", "new_dates"


def _visits_there(by: Actor, school: School, day: date) -> QuerySet[Visit]:
    here = Visit.objects.visible_to(by).filter(school=school, day=day, state=Visit.State.PLANNED)
    return here.select_related("member__user", "member__organisation")


def _sessions_there(by: Actor, school: School, day: date, visits: list[Visit]) -> QuerySet[GroupSession]:
    """The sessions of groups in the school that day, whether or not a visit is planned around them."""
    first, after = day_of(day)
    there = Q(visit__in=visits) | Q(group__school=school, starts_at__gte=first, starts_at__lt=after)
    return GroupSession.objects.visible_to(by).filter(there, state=GroupSession.State.PLANNED)


def _contacts_beside(by: Actor, school: School, day: date) -> QuerySet[Contact]:
    """Contacts booked in the school that day where no visit was planned yet."""
    first, after = day_of(day)
    there = Contact.objects.visible_to(by).planned().filter(school=school, place__in=IN_SCHOOL, visit=None)
    there = there.filter(group_session=None, starts_at__gte=first, starts_at__lt=after)
    return there.select_related("young_person__school", "course", "lead__user").order_by("pk")


@action(Permission.PLAN_VISITS, logged_as="day of a school closed")
def close_school_day(school: School, *, by: Actor, day: date, instead: str, reason: str) -> School:
    """Turns every visit to a school on a day into calls, or gives everyone in it a new date.

    Whoever finds no new date is cancelled, with a task to find one. A group cannot be a call: its session is cancelled,
    and the families of its members are told. Raises NotPossible where nothing is planned there that day, and for a day
    that is past.
    """
    if not serves(by, school, today()):
        raise PermissionDenied
    if day < today():
        raise NotPossible("This day is past. Record what became of each contact instead")
    if not reason.strip():
        raise NotPossible("Enter why the school is closed")
    visits = list(_visits_there(by, school, day).order_by("pk"))
    sessions = list(_sessions_there(by, school, day, visits).order_by("pk"))
    beside = list(_contacts_beside(by, school, day))
    if not (visits or sessions or beside):
        raise NotPossible(
            f"No visit of your team to {school.name} is planned on that day, and nobody is booked there"
        )
    for session in sessions:
        cancel_session(session, by=by, reason=reason.strip())
    for contact in beside:
        _replace_contact(contact, by=by, instead=instead)
    for visit in visits:
        _replace_visit(visit, by=by, instead=instead, reason=reason.strip())
    return school


@action(Permission.PLAN_VISITS, logged_as="visit replaced")
def _replace_visit(visit: Visit, *, by: Actor, instead: str, reason: str) -> Visit:
    for contact in visit.contacts.planned().select_related("young_person__school", "course", "lead__user"):
        _replace_contact(contact, by=by, instead=instead)
    visit.state = Visit.State.CANCELLED if instead == NEW_DATES else Visit.State.CALLS
    visit.reason = reason[:200]
    visit.room_state = Visit.Room.NONE_NEEDED
    visit.save()
    return visit


def _replace_contact(contact: Contact, *, by: Actor, instead: str) -> None:
    if instead != NEW_DATES:
        turn_into_call(contact, by=by, place=instead)
        return
    lead = contact.lead
    slot = _next_slot(contact, lead) if lead is not None else None
    if slot is None:
        cancel_contact(contact, by=by, attendance="4", cancelled_reason="school_closed")
        _ask_to_find_a_date(contact, by)
        return
    local = slot.starts_at.astimezone(LONDON)
    move_contact(
        contact,
        by=by,
        day=local.date(),
        at=local.time(),
        minutes=contact.minutes_booked,
        place=contact.place,
        visit=slot.visit,
        all_the_same="School closed: the next time that was free",
    )


def _ask_to_find_a_date(contact: Contact, by: Actor) -> None:
    """A task for whoever sees them: nothing was free in the weeks ahead."""
    Task.objects.ask(
        contact,
        f"Find a new date: the contact of {in_words(london_day(contact.starts_at))} was cancelled",
        owner=contact.lead,
        due_on=add_working_days(today(), 1),
        source=NO_FREE_TIME,
        by=by.membership,
    )


def _next_slot(contact: Contact, lead: Membership) -> Slot | None:
    about = contact.course or contact.young_person
    slots = offered(about, lead, today(), 8, place=contact.place, minutes=contact.minutes_booked)
    closed_on = contact.starts_at.astimezone(LONDON).date()
    return next((slot for slot in slots if slot.starts_at.astimezone(LONDON).date() != closed_on), None)
