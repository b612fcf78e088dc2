"""What a school is told of the days to come: who comes when, and whom to release. When, not why.

A young person is named only where the newest answer about telling school is yes; for the others school knows of the
visit and of nobody in it. Nothing says what the time is for, or with whom of the team it is.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.care.calendars import IN_SCHOOL
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
    """One visit, with whom school is to release during it."""

    visit: Visit
    releases: list[Release] = field(default_factory=list)


def coming_to_school(lead: Membership, today: date) -> list[Coming]:
    """The visits of the next two weeks to the school of this lead, in a fixed number of queries."""
    going = visible(Visit, lead).filter(day__range=(today, today + AHEAD), state=Visit.State.PLANNED)
    visits = list(going.select_related("member__user", "school").order_by("starts_at", "pk"))
    found = {visit.pk: Coming(visit) for visit in visits}
    sessions: dict[int, list[GroupSession]] = {}
    for contact in _agreed(_contacts_in(visits)):
        coming = found[contact.visit_id or 0]
        coming.releases.append(Release(contact.young_person, contact.starts_at, contact.ends_at))
    for session in GroupSession.objects.filter(visit__in=visits, state=GroupSession.State.PLANNED):
        sessions.setdefault(session.group_id, []).append(session)
    for member in _agreed(
        GroupMember.objects.filter(group__in=sessions, left_on=None, joined_on__lte=today + AHEAD)
    ):
        for session in sessions[member.group_id]:
            coming = found[session.visit_id or 0]
            coming.releases.append(Release(member.young_person, session.starts_at, session.ends_at))
    for coming in found.values():
        coming.releases = _each_once(coming.releases)
    shown = [release.young_person for coming in found.values() for release in coming.releases]
    looked_at_list(shown, by=lead, where="whom school is to release shown")
    return list(found.values())


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
