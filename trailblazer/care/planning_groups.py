"""What speaks against the times of a group, for its leaders, its room and its members: the same as against a contact.

However many sessions are planned at once, the questions to the database are the same few.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.today import now
from trailblazer.care.calendars import away_of, sessions_led
from trailblazer.care.group_visits import holds, visit_at, visits_for
from trailblazer.care.models import Contact, Group, GroupMember, GroupSession, Visit
from trailblazer.care.planning import Findings, in_words, span, where
from trailblazer.domain.contacts import overlaps
from trailblazer.domain.school_days import why_away
from trailblazer.domain.slots import Busy
from trailblazer.domain.terms import london_day
from trailblazer.young_people.models import YoungPerson

OTHER_TIME = "Choose another time"
MOST_SAID = 3  # of one thing that speaks against it


@dataclass(frozen=True)
class Meetings:
    """The times at which a group is to meet, where, and who leads it."""

    group: Group
    leaders: Collection[Membership]
    room: str
    times: Sequence[Busy]
    but: Collection[int] = ()  # the keys of the sessions that are being changed

    @property
    def span(self) -> tuple[datetime, datetime]:
        return min(one.starts_at for one in self.times), max(one.ends_at for one in self.times)

    def clashing(self, rows: Any) -> Iterator[Any]:
        """Those of these rows that share a moment with one of the times."""
        first, last = self.span
        for row in rows.filter(starts_at__lt=last, ends_at__gt=first):
            if any(overlaps(row.starts_at, row.ends_at, *time) for time in self.times):
                yield row

    def sessions(self, rows: Any) -> Any:
        """Of these sessions those that are to come and are not being changed."""
        return rows.filter(state=GroupSession.State.PLANNED).exclude(pk__in=self.but)


def about_group(planned: Meetings) -> Findings:
    """Whether a group can meet then; what is past is only written down. In an action only: until it is saved, nobody
    else books its leaders."""
    found = Findings()
    planned = replace(planned, times=[one for one in planned.times if one.starts_at > now()])
    if planned.times:
        _one_at_a_time(planned.leaders)
        found.hard += _of_leaders(planned)
        for warnings in (_away(planned), _outside(planned), _in_room(planned), _of_members(planned)):
            found.soft += list(warnings)[:MOST_SAID]
    return found


def _one_at_a_time(leaders: Collection[Membership]) -> None:
    """In the order of their keys, so that two who plan for the same leaders do not wait for each other for ever."""
    keys = [one.pk for one in leaders]
    list(Membership.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def _of_leaders(planned: Meetings) -> Iterator[str]:
    """What makes it impossible: a leader is with somebody, leads another group, or is in another place."""
    contacts = Contact.objects.planned().filter(lead__in=planned.leaders, group_session=None)
    for contact in planned.clashing(contacts.select_related("lead__user")):
        yield f"{contact.lead.user.name} has another contact {_when(contact)}. {OTHER_TIME}"
    led = planned.sessions(sessions_led(planned.leaders, *planned.span))
    for session in planned.clashing(led.select_related("group")):
        yield f"{session.group.name} has the same leader {_when(session)}. {OTHER_TIME}"
    visits = Visit.objects.filter(member__in=planned.leaders, state=Visit.State.PLANNED)
    elsewhere = visits.exclude(school=planned.group.school_id).select_related("member__user", "school")
    for visit in planned.clashing(elsewhere):
        yield f"{visit.member.user.name} is already at {where(visit)} {_when(visit)}. {OTHER_TIME}"


def _away(planned: Meetings) -> Iterator[str]:
    """Each leader and why they are away once, however many sessions fall on such a day."""
    away = away_of(planned.leaders, london_day(planned.span[0]))
    said = set()
    for day in sorted({london_day(one.starts_at) for one in planned.times}):
        for leader in planned.leaders:
            why = why_away(day, away.get(leader.pk, ()))
            if why and (leader.pk, why) not in said:
                said.add((leader.pk, why))
                yield f"{leader.user.name} is away on {in_words(day)}: {why.lower()}"


def _outside(planned: Meetings) -> Iterator[str]:
    visits = visits_for(planned.group, planned.leaders, planned.times)
    for time in planned.times:
        visit = visit_at(visits, time)
        if visit is not None and not holds(visit, time):
            yield f"It is outside the visit on {in_words(visit.day)} {span(visit)}"


def _in_room(planned: Meetings) -> Iterator[str]:
    """Who else is down for the room: in a visit, with somebody, or with a group."""
    school, room = planned.group.school_id, planned.room
    if school is None or not room:
        return
    visits = Visit.objects.filter(school=school, room__iexact=room, state=Visit.State.PLANNED)
    others = visits.exclude(member__in=planned.leaders).select_related("member__user")
    contacts = Contact.objects.planned().filter(school=school, room__iexact=room, group_session=None)
    contacts = contacts.exclude(lead__in=planned.leaders)
    for visit in planned.clashing(others):
        yield f"{room} is down for {visit.member.user.name} {_when(visit)}"
    for contact in planned.clashing(contacts.exclude(visit__room__iexact=room)):
        yield f"{room} is down for a contact {_when(contact)}"
    groups = GroupSession.objects.filter(group__school=school, room__iexact=room)
    for session in planned.clashing(planned.sessions(groups)):
        yield f"{room} is down for a group {_when(session)}"


def _of_members(planned: Meetings) -> Iterator[str]:
    """Members who are seen by somebody at that time. Parents who meet do not take their child's time."""
    if planned.group.pk is None or planned.group.seen == "carer":
        return
    members = GroupMember.objects.filter(group=planned.group, left_on=None)
    contacts = Contact.objects.planned().filter(
        young_person__in=members.values("young_person"), group_session=None
    )
    for contact in planned.clashing(contacts.select_related("young_person")):
        yield f"{contact.young_person.name} has another contact {_when(contact)}"


def taken_when_it_meets(group: Group, people: Collection[YoungPerson], joined_on: date) -> dict[int, str]:
    """What each of these is down for when this group meets from a day on, in a sentence, by their key; nobody who is
    free. In a fixed number of queries."""
    coming = group.sessions.filter(state=GroupSession.State.PLANNED, starts_at__gt=now())
    times = times_of(one for one in coming if one.day >= joined_on)
    if not times or group.seen == "carer":
        return {}
    planned = Meetings(group, (), "", times)
    found: dict[int, list[tuple[datetime, str]]] = {}
    seen = Contact.objects.planned().filter(young_person__in=people, group_session=None)
    for contact in planned.clashing(seen):
        words = f"another contact {_when(contact)}"
        found.setdefault(contact.young_person_id, []).append((contact.starts_at, words))
    for key, session in _of_other_groups(planned, people):
        found.setdefault(key, []).append((session.starts_at, f"another group {_when(session)}"))
    return {one.pk: _has(one, sorted(found[one.pk])) for one in people if one.pk in found}


def _of_other_groups(
    planned: Meetings, people: Collection[YoungPerson]
) -> Iterator[tuple[int, GroupSession]]:
    """Each of these people with each session of another group that needs them at one of the times."""
    elsewhere = GroupMember.objects.filter(young_person__in=people).exclude(group=planned.group)
    members = [one for one in elsewhere.select_related("group") if one.group.seen != "carer"]
    sessions = GroupSession.objects.filter(group__in={one.group_id for one in members})
    for session in planned.clashing(planned.sessions(sessions)):
        for one in members:
            if one.group_id == session.group_id and one.is_in_on(session.day):
                yield one.young_person_id, session


def _has(person: YoungPerson, taken: Sequence[tuple[datetime, str]]) -> str:
    """Dilan Ash has another contact on Tuesday 1 December from 9am to 10am, and 2 more"""
    words = ", ".join(words for _, words in taken[:MOST_SAID])
    more = len(taken) - MOST_SAID
    return f"{person.name} has {words}" + (f", and {more} more" if more > 0 else "")


def _when(of: Visit | Contact | GroupSession) -> str:
    """on Tuesday 24 November from 9am to 10am"""
    return f"on {in_words(london_day(of.starts_at))} {span(of)}"


def times_of(sessions: Iterable[GroupSession]) -> list[Busy]:
    return [Busy(one.starts_at, one.ends_at) for one in sessions]
