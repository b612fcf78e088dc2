"""What speaks against a time. Some things make it impossible; others are said, and a person may go on with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.care.calendars import (
    IN_SCHOOL,
    sessions_led,
    sessions_of_person,
    terms_of_school,
    why_member_is_away,
)
from trailblazer.care.models import Contact, Group, GroupSession, Visit
from trailblazer.care.models.contacts import ContactQuerySet
from trailblazer.domain import codes, contacts
from trailblazer.domain.contacts import NotATime
from trailblazer.domain.slots import Busy, lesson_of, window_of
from trailblazer.domain.terms import NoSuchCalendar, is_working_day
from trailblazer.places.models import School
from trailblazer.ui.environment import clock_time
from trailblazer.young_people.models import YoungPerson

EARLIEST, LATEST = timedelta(days=366), timedelta(days=550)  # before and after today


class Warned(NotPossible):
    """It can be done, but something speaks against it: go on with a reason, or choose another time."""

    def __init__(self, warnings: Iterable[str], instead: str = "choose another time") -> None:
        self.warnings = tuple(warnings)
        super().__init__(f"Say why it goes ahead all the same, or {instead}")


@dataclass
class Findings:
    """What makes a time impossible, and what only warns of it."""

    hard: list[str] = field(default_factory=list)
    soft: list[str] = field(default_factory=list)

    def settle(self, all_the_same: str, instead: str = "choose another time") -> None:
        """Raises NotPossible for what is impossible, and Warned for what is not, unless a reason was given."""
        if self.hard:
            raise NotPossible(self.hard[0])
        if self.soft and not all_the_same.strip():
            raise Warned(self.soft, instead)


def times_of(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """Two London times of a day as moments. Raises NotPossible for times that cannot be."""
    try:
        window = window_of(day, starts, ends)
        if window.ends_at - window.starts_at > contacts.LONGEST:
            raise NotPossible("A visit lasts at most 12 hours")
    except NotATime as reason:
        raise NotPossible(str(reason)) from None
    return window.starts_at, window.ends_at


def moment_of(day: date, at: time) -> datetime:
    """A London time of a day. Raises NotPossible for one that the clocks jump over."""
    try:
        return contacts.moment(day, at).astimezone(UTC)
    except NotATime as reason:
        raise NotPossible(str(reason)) from None


def refuse_far_days(day: date, today: date) -> None:
    if not today - EARLIEST <= day <= today + LATEST:
        raise NotPossible("Enter a day from a year ago to 18 months ahead")


def why_closed(school: School | None, day: date, place: str) -> str:
    """Why nobody is met at this place on this day, as a sentence; nothing where nothing is known against it."""
    try:
        if place in IN_SCHOOL and school is not None:
            if why := terms_of_school(school).why_closed(day):
                return f"{school.name} is closed on {in_words(day)} ({why})"
            return ""
        return "" if is_working_day(day) else f"{in_words(day)} is no working day"
    except NoSuchCalendar as unknown:
        return str(unknown)


def about_visit(
    member: Membership,
    *,
    place: str,
    school: School | None,
    room: str,
    day: date,
    starts_at: datetime,
    ends_at: datetime,
    but: Visit | None = None,
) -> Findings:
    """Whether this member can be at this place then. `but` is the visit that is being changed. In an action only."""
    _one_at_a_time(member)
    found = Findings()
    others = Visit.objects.filter(state=Visit.State.PLANNED, starts_at__lt=ends_at, ends_at__gt=starts_at)
    others = others.exclude(pk=but.pk) if but else others
    for clash in others.filter(member=member).select_related("school")[:1]:
        found.hard.append(
            f"{member.user.name} is already at {where(clash)} {span(clash)}. Choose another time"
        )
    if closed := why_closed(school, day, place):
        found.soft.append(closed)
    if away := why_member_is_away(member, day):
        found.soft.append(f"{member.user.name} is away on {in_words(day)}: {away.lower()}")
    led = sessions_led([member], starts_at, ends_at)
    for group in led.exclude(group__school=school)[:1]:
        found.hard.append(f"{member.user.name} has a group elsewhere {span(group)}. Choose another time")
    if school is not None and room:
        in_room = others.filter(school=school, room__iexact=room).exclude(member=member)
        for two in in_room.select_related("member__user")[:3]:
            found.soft.append(f"{room} is down for {two.member.user.name} {span(two)}")
        found.soft += groups_in_room(school, room, starts_at, ends_at, but=member.groups_led.all())
    return found


def groups_in_room(
    school: School, room: str, starts_at: datetime, ends_at: datetime, *, but: Iterable[Group]
) -> list[str]:
    """That a group is down for this room then; `but` are the groups that are no surprise to whoever asks."""
    there = GroupSession.objects.filter(group__school=school, room__iexact=room)
    there = there.filter(state=GroupSession.State.PLANNED, starts_at__lt=ends_at, ends_at__gt=starts_at)
    return [f"{room} is down for a group {span(one)}" for one in there.exclude(group__in=but)[:3]]


def about_contact(
    person: YoungPerson,
    lead: Membership | None,
    *,
    place: str,
    school: School | None,
    starts_at: datetime,
    ends_at: datetime,
    visit: Visit | None = None,
    room: str = "",
    but: Contact | None = None,
) -> Findings:
    """Whether this young person can be seen by this member then. `but` is the contact that is being moved.

    In an action only: until it is saved, nobody else books this member.
    """
    _one_at_a_time(lead)
    found = Findings()
    day = starts_at.astimezone(contacts.LONDON).date()
    if closed := why_closed(school, day, place):
        (found.hard if place in IN_SCHOOL else found.soft).append(
            f"{closed}. Choose another day, a call or another place" if place in IN_SCHOOL else closed
        )
    others = Contact.objects.planned().filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    others = others.exclude(pk=but.pk) if but else others
    if lead is not None:
        _about_lead(found, lead, others.filter(lead=lead), Busy(starts_at, ends_at))
    for own in others.filter(young_person=person)[:1]:
        found.hard.append(f"{person.called} has another contact {span(own)}. Choose another time")
    for group in sessions_of_person(person, starts_at, ends_at)[:1]:
        found.hard.append(f"{person.called} has a group {span(group)}. Choose another time")
    if visit is not None and not (visit.starts_at <= starts_at and ends_at <= visit.ends_at):
        found.soft.append(f"It is outside the visit {span(visit)}")
    if school is not None and room:
        there = others.filter(school=school, room__iexact=room).exclude(lead=lead)
        found.soft += [f"{room} is down for a contact {span(one)}" for one in there[:1]]
        found.soft += _in_room(school, room, Busy(starts_at, ends_at), lead=lead, visit=visit)
    if place in IN_SCHOOL and lesson_of(starts_at) in _lessons_before(person, starts_at, but):
        found.soft.append(f"{person.called} would miss the same lesson as in one of the last two contacts")
    return found


def _one_at_a_time(member: Membership | None) -> None:
    """Two who book the same member at one moment go one after the other: the second sees what the first saved."""
    if member is not None:
        Membership.objects.select_for_update(of=("self",)).filter(pk=member.pk).first()


def _about_lead(found: Findings, lead: Membership, own: ContactQuerySet, time_: Busy) -> None:
    for taken in own[:1]:
        found.hard.append(f"{lead.user.name} has another contact {span(taken)}. Choose another time")
    for session in sessions_led([lead], *time_)[:1]:
        found.hard.append(f"{lead.user.name} has a group {span(session)}. Choose another time")
    day = time_.starts_at.astimezone(contacts.LONDON).date()
    if away := why_member_is_away(lead, day):
        found.soft.append(f"{lead.user.name} is away on {in_words(day)}: {away.lower()}")


def _in_room(
    school: School, room: str, time_: Busy, *, lead: Membership | None, visit: Visit | None
) -> list[str]:
    """Whose visit or which group is in a room. A visit that holds the contact was asked about its own room when it
    was planned."""
    found = []
    if visit is None or room.casefold() != visit.room.casefold():
        visits = Visit.objects.filter(state=Visit.State.PLANNED, school=school, room__iexact=room)
        visits = visits.filter(starts_at__lt=time_.ends_at, ends_at__gt=time_.starts_at).exclude(member=lead)
        found += [
            f"{room} is down for {one.member.user.name} {span(one)}"
            for one in visits.select_related("member__user")[:1]
        ]
    led = lead.groups_led.all() if lead is not None else ()
    return found + groups_in_room(school, room, *time_, but=led)


def _lessons_before(person: YoungPerson, starts_at: datetime, but: Contact | None) -> set[int]:
    before = Contact.objects.filter(
        young_person=person, place__in=IN_SCHOOL, starts_at__lt=starts_at, is_in_error=False
    )
    before = before.exclude(attendance__in=contacts.CANCELLED)
    if but is not None:
        before = before.exclude(pk=but.pk)
    return {lesson_of(one) for one in before.order_by("-starts_at").values_list("starts_at", flat=True)[:2]}


def where(visit: Visit) -> str:
    """The place of a visit as people call it."""
    if visit.school is not None:
        return visit.school.name
    return visit.place_name or codes.load("places_of_contact").words(visit.place)


def span(of: Visit | Contact | GroupSession) -> str:
    """from 9am to 12:30pm"""
    return f"from {clock_time(of.starts_at)} to {clock_time(of.ends_at)}"


def in_words(day: date) -> str:
    """Tuesday 24 November"""
    return f"{day:%A} {day.day} {day:%B}"
