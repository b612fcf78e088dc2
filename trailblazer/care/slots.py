"""Times to offer for the next contact: inside the visits that are planned, else on a day of the practitioner."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q

from trailblazer.access.models import Membership
from trailblazer.access.today import now
from trailblazer.care.calendars import (
    IN_SCHOOL,
    away_of,
    sessions_of_person,
    taken_of_member,
    terms_of_school,
    visits_of,
)
from trailblazer.care.models import Contact, Course, GroupSession, Visit
from trailblazer.domain import contacts
from trailblazer.domain.school_days import Away, Terms, why_away
from trailblazer.domain.slots import Busy, Window, lessons_of, offer, window_of
from trailblazer.domain.slots import Slot as Free
from trailblazer.domain.terms import is_working_day
from trailblazer.places.models import School
from trailblazer.ui.environment import clock_time
from trailblazer.young_people.models import YoungPerson

LOOKED_AHEAD = timedelta(weeks=6)
USUAL_MINUTES = 45
SCHOOL_DAY, OFFICE_DAY = (time(9), time(15, 30)), (time(9), time(17))


class Slot(NamedTuple):
    """One time to offer. `words` is what its button says; `visit` is None where nothing is planned there yet."""

    starts_at: datetime
    minutes: int
    visit: Visit | None
    words: str


def offered(
    about: Course | YoungPerson,
    member: Membership,
    today: date,
    count: int = 4,
    *,
    place: str = "school_room",
    minutes: int | None = None,
) -> list[Slot]:
    """Times for this young person with this member after today, soonest first, in a fixed number of queries.

    None clashes with what member, young person or room is down for, none is on a day on which the school is closed or
    the member is away, and in school none is in the lesson of one of the last two contacts.
    """
    person = about.young_person if isinstance(about, Course) else about
    length = minutes or (about.session_minutes if isinstance(about, Course) else USUAL_MINUTES)
    from_ = max(now(), contacts.moment(today + timedelta(days=1), time(0)).astimezone(UTC))
    until = from_ + LOOKED_AHEAD
    school = person.school if place in IN_SCHOOL else None
    planned = visits_of(member, from_, until)
    windows = _windows(member, school, today, from_, planned)
    busy = [
        *([] if school else [Busy(visit.starts_at, visit.ends_at) for visit in planned]),
        *taken_of_member(member, from_, until),
        *_taken_of_person(person, from_, until),
        *_taken_rooms(windows, member, from_, until),
    ]
    free = offer(
        windows, minutes=length, busy=busy, lessons=_lessons(person, school), not_before=from_, count=count
    )
    return [_slot(one, length) for one in free]


def offered_in(visit: Visit, count: int = 12) -> list[Slot]:
    """Every free time of one visit, whoever is to be seen; nothing where it is past."""
    windows = [Window(visit.starts_at, visit.ends_at, True, visit)]
    busy = taken_of_member(visit.member, visit.starts_at, visit.ends_at)
    busy += _taken_rooms(windows, visit.member, visit.starts_at, visit.ends_at)
    free = offer(
        windows, minutes=USUAL_MINUTES, busy=busy, not_before=now(), count=count, from_one_window=count
    )
    return [_slot(one, USUAL_MINUTES) for one in free]


def _windows(
    member: Membership, school: School | None, today: date, from_: datetime, planned: list[Visit]
) -> list[Window]:
    """The visits to the school; where none is planned, the open days of the school or the working days."""
    terms = terms_of_school(school)
    away = away_of([member], today).get(member.pk, [])
    if school is None:
        return _days(terms, away, from_, OFFICE_DAY, in_school=False)
    there = [
        Window(visit.starts_at, visit.ends_at, True, visit)
        for visit in planned
        if visit.school_id == school.pk and not terms.why_closed(visit.day) and not why_away(visit.day, away)
    ]
    days_elsewhere = {visit.day for visit in planned}
    return there or [one for one in _days(terms, away, from_, SCHOOL_DAY) if one.day not in days_elsewhere]


def _days(
    terms: Terms, away: Iterable[Away], from_: datetime, hours: tuple[time, time], *, in_school: bool = True
) -> list[Window]:
    first = from_.astimezone(contacts.LONDON).date()
    days = (first + timedelta(days=number) for number in range(LOOKED_AHEAD.days))
    away = list(away)
    return [
        window_of(day, *hours, in_school=in_school)
        for day in days
        if is_working_day(day) and not terms.why_closed(day) and not why_away(day, away)
    ]


def _taken_of_person(person: YoungPerson, from_: datetime, until: datetime) -> list[Busy]:
    rows = Contact.objects.planned().filter(young_person=person, starts_at__lt=until, ends_at__gt=from_)
    groups = sessions_of_person(person, from_, until)
    return [
        *(Busy(*row) for row in rows.values_list("starts_at", "ends_at")),
        *(Busy(one.starts_at, one.ends_at) for one in groups),
    ]


def _taken_rooms(windows: list[Window], member: Membership, from_: datetime, until: datetime) -> list[Busy]:
    """When somebody else of the provider is in the room of one of these visits."""
    rooms = {(window.of.school_id, window.of.room) for window in windows if window.of and window.of.room}
    if not rooms:
        return []
    there, with_groups = Q(), Q()
    for school, room in rooms:
        there |= Q(school=school, room__iexact=room)
        with_groups |= Q(group__school=school, room__iexact=room)
    others = Contact.objects.planned().filter(there, starts_at__lt=until, ends_at__gt=from_)
    groups = GroupSession.objects.filter(with_groups, state=GroupSession.State.PLANNED)
    groups = groups.filter(starts_at__lt=until, ends_at__gt=from_).exclude(group__in=member.groups_led.all())
    taken = (others.exclude(lead=member), groups)
    return [Busy(*row) for rows in taken for row in rows.values_list("starts_at", "ends_at")]


def _lessons(person: YoungPerson, school: School | None) -> frozenset[int]:
    """The lessons of the last two contacts in school, those booked among them."""
    if school is None:
        return frozenset()
    in_school = Contact.objects.filter(young_person=person, place__in=IN_SCHOOL, is_in_error=False)
    in_school = in_school.exclude(attendance__in=contacts.CANCELLED).order_by("-starts_at")
    return lessons_of(in_school.values_list("starts_at", flat=True)[:2])


def _slot(free: Free, minutes: int) -> Slot:
    visit: Visit | None = free.window.of
    day = free.window.day
    where = ""
    if visit is not None and visit.room:
        where = f", {visit.room}"
    elif free.window.in_school:
        where = ", no visit planned yet"
    words = f"{day:%A} {day.day} {day:%B}, {clock_time(free.starts_at)}{where}"
    return Slot(free.starts_at, minutes, visit, words)
