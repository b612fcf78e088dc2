"""A school is closed on a day: everything planned there becomes calls or gets new dates, and the families are told."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.actions.booked import cancel_contact, move_contact, turn_into_call
from trailblazer.care.models import Contact, GroupSession, Visit
from trailblazer.care.slots import Slot, offered
from trailblazer.care.team_schools import serves
from trailblazer.domain.contacts import LONDON
from trailblazer.places.models import School

CALL, VIDEO, NEW_DATES = "telephone", "video", "new_dates"


def _visits_there(by: Actor, school: School, day: date) -> QuerySet[Visit]:
    here = Visit.objects.visible_to(by).filter(school=school, day=day, state=Visit.State.PLANNED)
    return here.select_related("member__user", "member__organisation")


@action(Permission.PLAN_VISITS, logged_as="day of a school closed")
def close_school_day(school: School, *, by: Actor, day: date, instead: str, reason: str) -> School:
    """Turns every visit to a school on a day into calls, or gives everyone in it a new date.

    Whoever finds no new date is cancelled, with a task to find one. A group cannot be a call: its session is cancelled.
    Raises NotPossible where nothing is planned there that day, and for a day that is past.
    """
    if not serves(by, school, today()):
        raise PermissionDenied
    if day < today():
        raise NotPossible("This day is past. Record what became of each contact instead")
    if not reason.strip():
        raise NotPossible("Enter why the school is closed")
    visits = list(_visits_there(by, school, day).order_by("pk"))
    if not visits:
        raise NotPossible(f"No visit of your team to {school.name} is planned on that day")
    for visit in visits:
        _replace_visit(visit, by=by, instead=instead, reason=reason.strip())
    return school


@action(Permission.PLAN_VISITS, logged_as="visit replaced")
def _replace_visit(visit: Visit, *, by: Actor, instead: str, reason: str) -> Visit:
    for session in visit.group_sessions.filter(state=GroupSession.State.PLANNED):
        _cancel_session(session, by=by, reason=reason)
    for contact in visit.contacts.planned().select_related("young_person__school", "course", "lead__user"):
        _replace_contact(contact, by=by, instead=instead)
    visit.state = Visit.State.CANCELLED if instead == NEW_DATES else Visit.State.CALLS
    visit.reason = reason[:200]
    visit.room_state = Visit.Room.NONE_NEEDED
    visit.save()
    return visit


@action(Permission.PLAN_VISITS, logged_as="group session cancelled")
def _cancel_session(session: GroupSession, *, by: Actor, reason: str) -> GroupSession:
    """The session, and what each member has of it."""
    session.state, session.cancelled_reason = GroupSession.State.CANCELLED, reason[:200]
    session.save()
    for contact in session.contacts.planned():
        cancel_contact(contact, by=by, attendance="4", cancelled_reason="school_closed")
    return session


def _replace_contact(contact: Contact, *, by: Actor, instead: str) -> None:
    if instead != NEW_DATES:
        turn_into_call(contact, by=by, place=instead)
        return
    lead = contact.lead
    slot = _next_slot(contact, lead) if lead is not None else None
    if slot is None:
        cancel_contact(contact, by=by, attendance="4", cancelled_reason="school_closed")
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


def _next_slot(contact: Contact, lead: Membership) -> Slot | None:
    about = contact.course or contact.young_person
    slots = offered(about, lead, today(), 8, place=contact.place, minutes=contact.minutes_booked)
    closed_on = contact.starts_at.astimezone(LONDON).date()
    return next((slot for slot in slots if slot.starts_at.astimezone(LONDON).date() != closed_on), None)
