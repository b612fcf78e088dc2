"""What a school is told of the days to come: who comes when, and whom to release. When, not why.

A young person is named only where the newest answer about telling school is yes; for the others school knows of the
visit and of nobody in it. Nothing says what the time is for, or with whom of the team it is.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from trailblazer.access.doors import visible
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.care.calendars import IN_SCHOOL
from trailblazer.care.group_visits import day_of
from trailblazer.care.models import Contact, GroupMember, GroupSession, Visit
from trailblazer.domain.consent import Answer
from trailblazer.young_people.consents import standing_of
from trailblazer.young_people.models import YoungPerson

AHEAD = timedelta(days=14)
CONSENT = ("young_person__consents", "young_person__quiet_mode_steps")


@dataclass(frozen=True)
class Release:
    """One young person whom school lets go for a time."""

    young_person: YoungPerson
    starts_at: datetime
    ends_at: datetime


@dataclass
class Coming:
    """Somebody of the team who comes: on a visit, or for a session that no visit is planned around."""

    of: Visit | GroupSession
    who: str
    releases: list[Release] = field(default_factory=list)

    @property
    def room_state(self) -> str:
        return self.of.room_state if isinstance(self.of, Visit) else ""

    @property
    def room(self) -> str:
        """Room 4, confirmed"""
        state = self.of.get_room_state_display() if isinstance(self.of, Visit) else ""
        if not (self.of.room and state):
            return self.of.room or state
        return f"{self.of.room}, {state.lower().removeprefix('room ')}"


def coming_to_school(lead: Membership, today: date) -> list[Coming]:
    """Who comes to the school of this lead in the next two weeks, in a fixed number of queries."""
    going = visible(Visit, lead).filter(day__range=(today, today + AHEAD), state=Visit.State.PLANNED)
    visits = list(going.select_related("member__user", "school").order_by("starts_at", "pk"))
    found = {visit.pk: Coming(visit, visit.member.user.name) for visit in visits}
    for contact in _agreed(_contacts_in(visits)):
        coming = found[contact.visit_id or 0]
        coming.releases.append(Release(contact.young_person, contact.starts_at, contact.ends_at))
    beside = _with_groups(found, _sessions_in(visits, lead, today))
    everything = sorted([*found.values(), *beside], key=lambda one: one.of.starts_at)
    for coming in everything:
        coming.releases = _each_once(coming.releases)
    shown = [release.young_person for coming in everything for release in coming.releases]
    looked_at_list(shown, by=lead, where="whom school is to release shown")
    return everything


def _sessions_in(visits: list[Visit], lead: Membership, today: date) -> list[GroupSession]:
    """The sessions of groups in these visits and in this school in the next two weeks."""
    first, after = day_of(today)[0], day_of(today + AHEAD)[1]
    there = GroupSession.objects.filter(
        Q(visit__in=visits) | Q(group__school=lead.school_id, group__school__isnull=False),
        state=GroupSession.State.PLANNED,
        starts_at__gte=first,
        starts_at__lt=after,
    )
    return list(
        there.select_related("group").prefetch_related("group__leaders__user").order_by("starts_at", "pk")
    )


def _with_groups(found: dict[int, Coming], sessions: list[GroupSession]) -> list[Coming]:
    """Puts the members of each group into the visit that it meets in. Gives those that meet in none.

    Parents meet without their children, who stay in their lessons.
    """
    members: dict[int, list[GroupMember]] = {}
    for member in _agreed(GroupMember.objects.filter(group__in={one.group_id for one in sessions})):
        members.setdefault(member.group_id, []).append(member)
    beside = []
    for session in sessions:
        coming = found.get(session.visit_id or 0)
        if coming is None:
            coming = Coming(session, _leaders(session))
            beside.append(coming)
        for member in members.get(session.group_id, ()) if session.group.seen != "carer" else ():
            if member.is_in_on(session.day):
                coming.releases.append(Release(member.young_person, session.starts_at, session.ends_at))
    return beside


def _leaders(session: GroupSession) -> str:
    return " and ".join(sorted(leader.user.name for leader in session.group.leaders.all()))


def _contacts_in(visits: list[Visit]) -> Any:
    there = Contact.objects.planned().filter(visit__in=visits, place__in=IN_SCHOOL)
    return there.exclude(seen="carer")


def _agreed(records: Any) -> list[Any]:
    """The contacts or places in a group of those who agreed that school knows. Seen for them, nobody is released."""
    rows = records.select_related("young_person").prefetch_related(*CONSENT)
    return [one for one in rows if standing_of(one.young_person).of("tell_school") is Answer.GIVEN]


def _each_once(releases: list[Release]) -> list[Release]:
    """In the order of the day. A member of a group may have a contact of their own for the same session."""
    by_time = {(one.young_person.pk, one.starts_at): one for one in releases}
    return sorted(by_time.values(), key=lambda one: (one.starts_at, one.young_person.name))
