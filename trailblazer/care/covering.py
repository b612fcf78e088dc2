"""What a colleague to whom something booked was given has to move or cover, as tasks. Called inside an action.

Nothing is moved by itself: families and schools have been told the time. Somebody moves it, or covers it as it is.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor
from trailblazer.care.calendars import IN_SCHOOL, taken_of_member, visits_of, why_member_is_away
from trailblazer.care.models import Contact, Group, GroupSession, Task, Visit
from trailblazer.care.planning import span, where
from trailblazer.domain.terms import london_day
from trailblazer.ui.environment import clock_time, day_and_month

SOURCE = "course_given"


def visit_for(contact: Contact, lead: Membership) -> Visit | None:
    """The visit of this member to the school of a contact on its day; of two, the one that holds it."""
    if contact.place not in IN_SCHOOL or contact.school_id is None:
        return None
    there = Visit.objects.filter(
        member=lead,
        day=london_day(contact.starts_at),
        school=contact.school_id,
        state=Visit.State.PLANNED,
    )
    return min(there.order_by("starts_at", "pk"), key=lambda visit: not _holds(visit, contact), default=None)


def ask_to_cover(contact: Contact, lead: Membership, by: Actor, *, needs_visit: bool | None = None) -> None:
    """A task where the new lead cannot be there as booked. `needs_visit` is known of one that was in a visit before."""
    if needs_visit is None:
        needs_visit = contact.place in IN_SCHOOL and contact.school_id is not None
    _ask(
        contact,
        lead,
        f"{day_and_month(contact.starts_at)}, {clock_time(contact.starts_at)}",
        _against(contact, lead, needs_visit),
        by,
    )


def ask_to_cover_visit(visit: Visit, by: Actor) -> None:
    """A task where whoever was given a visit is away that day, or is somewhere else then."""
    others = visits_of(visit.member, visit.starts_at, visit.ends_at)
    against = [
        *_away(visit.member, visit.day),
        *(f"another visit, to {where(one)} {span(one)}" for one in others if one.pk != visit.pk),
    ]
    what = f"the visit to {where(visit)} on {day_and_month(visit.day)}"
    _ask(visit, visit.member, what, against, by)


def ask_to_cover_group(group: Group, leader: Membership, by: Actor) -> None:
    """One task for all the sessions to come to which a new leader cannot come."""
    coming = group.sessions.filter(state=GroupSession.State.PLANNED, starts_at__gte=today.now())
    days = [day_and_month(one.starts_at) for one in coming if [*_elsewhere(leader, one)]]
    if days:
        _ask(group, leader, f"{group.name[:60]} on {', '.join(days)}", ["away, or two things at once"], by)


def _against(contact: Contact, lead: Membership, needs_visit: bool) -> Iterator[str]:
    yield from _elsewhere(lead, contact)
    if contact.visit is not None and not _holds(contact.visit, contact):
        yield f"outside the visit {span(contact.visit)}"
    if contact.visit is None and needs_visit:
        yield f"no visit to {contact.school.name} that day" if contact.school else "no visit there that day"


def _elsewhere(member: Membership, booked: Contact | GroupSession) -> Iterator[str]:
    """What is booked is itself one of what the member is down for then; anything beside it clashes."""
    yield from _away(member, london_day(booked.starts_at))
    if len(taken_of_member(member, booked.starts_at, booked.ends_at)) > 1:
        yield "two things at once"


def _away(member: Membership, day: date) -> Iterator[str]:
    if why := why_member_is_away(member, day):
        yield f"away that day ({why.lower()})"


def _holds(visit: Visit, booked: Contact) -> bool:
    return visit.starts_at <= booked.starts_at and booked.ends_at <= visit.ends_at


def _ask(about: Any, owner: Membership, what: str, against: Iterable[str], by: Actor) -> None:
    why = ", ".join(against)
    if not why:
        return
    words = f"Move or cover {what}: {why}"
    Task.objects.ask(about, words, owner=owner, due_on=today.today(), source=SOURCE, by=by.membership)
