"""The calendars that help keeps to: a school's terms, a member's days away, and what both are down for already."""

from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.care.also_down import also_down
from trailblazer.care.models import AwayDay, Contact, Group, GroupMember, GroupSession, Visit
from trailblazer.domain import contacts
from trailblazer.domain.school_days import NOT_KNOWN, Away, Stretch, Terms, terms_of, why_away
from trailblazer.domain.slots import Busy
from trailblazer.places.models import School, SchoolTerm
from trailblazer.young_people.models import YoungPerson

IN_SCHOOL = frozenset({"school_room", "college"})


def terms_of_school(school: School | None) -> Terms:
    """When a school is open: its own dates, else its authority's, else not known."""
    return terms_of_schools([school])[school.pk] if school is not None else NOT_KNOWN


def terms_of_schools(schools: Iterable[School | None]) -> dict[int, Terms]:
    """The same for many schools, in one query."""
    asked = {school.pk: school for school in schools if school is not None}
    authorities = {school.authority_id for school in asked.values() if school.authority_id}
    rows = list(SchoolTerm.objects.filter(Q(school__in=asked) | Q(authority__in=authorities)))
    found = {}
    for urn, school in asked.items():
        own = [row for row in rows if row.school_id == urn]
        theirs = [row for row in rows if row.authority_id and row.authority_id == school.authority_id]
        chosen = own or theirs
        found[urn] = terms_of(_stretches(own), _stretches(theirs), chosen[0].source if chosen else "")
    return found


def _stretches(rows: Iterable[SchoolTerm]) -> tuple[Stretch, ...]:
    return tuple(Stretch(row.starts_on, row.ends_on, row.name) for row in rows)


def refuse_closed(school: School | None, day: date) -> None:
    """Raises NotPossible where pupils do not come to this school on this day. What is not known is not refused."""
    if school is not None and (why := terms_of_school(school).why_closed(day)):
        raise NotPossible(
            f"{school.name} is closed on {day.day} {day:%B} ({why}). Choose another day, a call or another place"
        )


def away_of(members: Collection[Membership | int], from_day: date) -> dict[int, list[Away]]:
    """The days away of members from a day on, by the member's key, in one query."""
    rows = AwayDay.objects.filter(member__in=members, ends_on__gte=from_day)
    found: dict[int, list[Away]] = {}
    for row in rows:
        away = Away(row.starts_on, row.ends_on, row.weekday, row.get_kind_display())
        found.setdefault(row.member_id, []).append(away)
    return found


def why_member_is_away(member: Membership, day: date) -> str:
    return why_away(day, away_of([member], day).get(member.pk, ()))


def taken_of_member(member: Membership, from_: datetime, until: datetime) -> list[Busy]:
    """When this member is down for a contact or a group session, whatever they are there for."""
    of_contacts = Contact.objects.filter(Q(lead=member) | Q(pk__in=_joined(member)), is_in_error=False)
    of_contacts = of_contacts.exclude(attendance__in=contacts.CANCELLED)
    of_groups = GroupSession.objects.exclude(state=GroupSession.State.CANCELLED).filter(
        Q(visit__member=member) | Q(group__in=member.groups_led.all())
    )
    rows = [
        *of_contacts.filter(starts_at__lt=until, ends_at__gt=from_).values_list("starts_at", "ends_at"),
        *of_groups.filter(starts_at__lt=until, ends_at__gt=from_)
        .order_by("starts_at")
        .values_list("starts_at", "ends_at")
        .distinct(),
    ]
    beside = (Busy(one.starts_at, one.ends_at) for one in also_down([member], from_, until))
    return [*(Busy(*row) for row in rows), *beside]


def sessions_led(members: Collection[Membership | int], from_: datetime, until: datetime) -> Any:
    """The sessions to come between two moments that these members lead, each once."""
    led = Q(visit__member__in=members) | Q(group__in=Group.objects.filter(leaders__in=members))
    going = GroupSession.objects.filter(led, state=GroupSession.State.PLANNED)
    return going.filter(starts_at__lt=until, ends_at__gt=from_).order_by("starts_at", "pk").distinct()


def sessions_of_person(person: YoungPerson, from_: datetime, until: datetime) -> list[GroupSession]:
    """When a young person is in their own group between two moments. A group of parents does not need them, and a
    session for which they have said that they will be away leaves them free. Two queries.
    """
    own = list(GroupMember.objects.filter(young_person=person).select_related("group"))
    joined = [one for one in own if one.group.seen != "carer"]
    told = Contact.objects.filter(young_person=person, attendance__in=contacts.CANCELLED)
    sessions = (
        GroupSession.objects.filter(group__in={one.group_id for one in joined}, starts_at__lt=until)
        .filter(state=GroupSession.State.PLANNED, ends_at__gt=from_)
        .exclude(pk__in=told.filter(group_session__isnull=False).values("group_session"))
        .order_by("starts_at", "pk")
    )
    return [
        one
        for one in sessions
        if any(member.group_id == one.group_id and member.is_in_on(one.day) for member in joined)
    ]


def _joined(member: Membership) -> Any:
    return Contact.staff.through.objects.filter(membership=member).values("contact")


def visits_of(member: Membership, from_: datetime, until: datetime) -> list[Visit]:
    """The visits of a member that go ahead between two moments."""
    going = Visit.objects.filter(member=member, state=Visit.State.PLANNED)
    return list(going.filter(starts_at__lt=until, ends_at__gt=from_).select_related("school"))
