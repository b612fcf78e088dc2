"""The visit a session of a group belongs to: the one of a leader to the group's school on that day."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Protocol

from trailblazer.access.models import Membership
from trailblazer.care.models import Group, GroupSession, Visit
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import london_day


class Timed(Protocol):
    """Something with a beginning and an end: a session, or the time of one."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


def visits_for(group: Group, leaders: Collection[Membership], times: Iterable[Timed]) -> list[Visit]:
    """The visits of these leaders to the school of the group on the days of these times, in one query."""
    days = {london_day(one.starts_at) for one in times}
    there = Visit.objects.filter(state=Visit.State.PLANNED, school=group.school_id, day__in=days)
    return list(there.filter(school__isnull=False, member__in=leaders).order_by("starts_at", "pk"))


def visit_at(visits: Iterable[Visit], of: Timed) -> Visit | None:
    """The visit of that day, and of two the one that lasts as long as the session."""
    same_day = [visit for visit in visits if visit.day == london_day(of.starts_at)]
    return min(same_day, key=lambda visit: not holds(visit, of), default=None)


def holds(visit: Visit, of: Timed) -> bool:
    return visit.starts_at <= of.starts_at and of.ends_at <= visit.ends_at


def put_in_visits(sessions: Sequence[GroupSession], group: Group, leaders: Collection[Membership]) -> None:
    """Sets the visit of each session, or none where no leader is in the school that day. Whoever calls saves them."""
    visits = visits_for(group, leaders, sessions)
    for session in sessions:
        session.visit = visit_at(visits, session)


def take_in_sessions(visit: Visit) -> None:
    """Sessions that were planned before this visit of their leader belong to it from now on. Called in an action."""
    if visit.school_id is None:
        return
    first, after = day_of(visit.day)
    GroupSession.objects.filter(
        visit=None,
        state=GroupSession.State.PLANNED,
        group__school=visit.school_id,
        group__in=Group.objects.filter(leaders=visit.member_id),
        starts_at__gte=first,
        starts_at__lt=after,
    ).update(visit=visit)


def day_of(day: date) -> tuple[datetime, datetime]:
    """The moments between which a London day lies."""
    return moment(day, time(0)), moment(day + timedelta(days=1), time(0))
