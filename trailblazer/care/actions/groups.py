"""Groups: a series is planned, people join and leave, and a session is moved, added or cancelled."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.models import Group, GroupSession
from trailblazer.care.naming_nobody import refuse_names
from trailblazer.care.open_days import why_closed_by_day
from trailblazer.domain import contacts, pathways
from trailblazer.domain.contacts import NotATime
from trailblazer.domain.series import NotASeries, weekly
from trailblazer.domain.terms import london_day
from trailblazer.young_people.models import YoungPerson

State = GroupSession.State
LONGEST_PLAN = 200


@action(Permission.PLAN_VISITS, logged_as="group planned")
def plan_group(
    *,
    by: Membership,
    leaders: Iterable[Membership],
    first_on: date,
    at: time,
    minutes: int,
    sessions_planned: int,
    **values: Any,
) -> Group:
    """A group with its sessions, one a week on open days. Raises NotPossible where they cannot be planned so."""
    if by.team_id is None or by.provider_id is None:
        raise NotPossible("Only a team plans groups")
    group = Group(
        provider_id=by.provider_id,
        team_id=by.team_id,
        starts_on=first_on,
        sessions_planned=sessions_planned,
        **values,
    )
    try:
        series = weekly(first_on, sessions_planned, why_closed_by_day(group.school))
    except NotASeries as reason:
        raise NotPossible(str(reason)) from None
    group.save()
    group.leaders.set(leaders)
    outline = pathways.catalogue()[group.pathway].session if group.pathway in pathways.catalogue() else None
    for number, day in enumerate(series.days, start=1):
        _session(group, number, day, at, minutes, plan=outline(number)[:LONGEST_PLAN] if outline else "")
    return group


@action(Permission.PLAN_VISITS, logged_as="group changed")
def change_group(group: Group, *, by: Actor, leaders: Iterable[Membership], **values: Any) -> Group:
    """Other values for what a group is called, does and needs; its sessions are changed one by one."""
    if values.get("kind", group.kind) != group.kind and group.sessions.filter(state=State.HELD).exists():
        raise NotPossible("A session was held already, so the kind stays. Plan another group")
    if group.members.exists() and values.get("kind", group.kind) != Group.Kind.GROUP:
        raise NotPossible("This group has named members, so it stays a group")
    for name, value in values.items():
        setattr(group, name, value)
    group.save()
    group.leaders.set(leaders)
    return group


@action(Permission.PLAN_VISITS, logged_as="group ended")
def end_group(group: Group, *, by: Actor, ended_on: date) -> Group:
    """No more sessions after a day: those still planned are cancelled, and its members leave with it."""
    if ended_on < group.starts_on:
        raise NotPossible("Enter a day that is not before the first session")
    group.ended_on = ended_on
    group.save()
    for session in group.sessions.filter(state=State.PLANNED):
        if london_day(session.starts_at) > ended_on:
            session.state, session.cancelled_reason = State.CANCELLED, "The group ended"
            session.save()
    group.members.filter(left_on=None).update(
        left_on=ended_on + timedelta(days=1), left_why="The group ended"
    )
    return group


@action(Permission.PLAN_VISITS, logged_as="group session added")
def add_session(
    group: Group, *, by: Actor, on: date, at: time, minutes: int, room: str = "", plan: str = ""
) -> GroupSession:
    """One session more, after the last."""
    _refuse_closed(group, on)
    refuse_names(plan, _people_of(group), "plan")
    last = group.sessions.order_by("-number").first()
    made = _session(group, last.number + 1 if last else 1, on, at, minutes, plan=plan)
    made.room = room or group.room
    made.save()
    group.sessions_planned = group.sessions.exclude(state=State.CANCELLED).count()
    group.save()
    return made


@action(Permission.PLAN_VISITS, logged_as="group session changed")
def change_session(
    session: GroupSession, *, by: Actor, on: date, at: time, minutes: int, room: str = "", plan: str = ""
) -> GroupSession:
    """Another day, time, room or plan. Raises NotPossible once it is recorded. A cancelled one is planned again."""
    if session.state == State.HELD:
        raise NotPossible("This session is recorded. Correct its register")
    _refuse_closed(session.group, on)
    refuse_names(plan, _people_of(session.group), "plan")
    session.starts_at, session.ends_at = _times(on, at, minutes)
    session.room, session.plan = room, plan
    session.state, session.cancelled_reason = State.PLANNED, ""
    session.save()
    for contact in session.contacts.all():
        contact.starts_at, contact.ends_at, contact.room = session.starts_at, session.ends_at, room
        contact.save()
    return session


@action(Permission.PLAN_VISITS, logged_as="group session cancelled")
def cancel_session(session: GroupSession, *, by: Actor, reason: str) -> GroupSession:
    """It does not take place, and nobody is recorded for it. Raises NotPossible once it is recorded."""
    if session.state == State.HELD:
        raise NotPossible("This session is recorded. It cannot be cancelled any more")
    session.state, session.cancelled_reason = State.CANCELLED, reason
    session.save()
    return session


def _session(group: Group, number: int, on: date, at: time, minutes: int, *, plan: str = "") -> GroupSession:
    starts_at, ends_at = _times(on, at, minutes)
    return GroupSession.objects.create(
        provider_id=group.provider_id,
        team_id=group.team_id,
        group=group,
        number=number,
        starts_at=starts_at,
        ends_at=ends_at,
        room=group.room,
        plan=plan,
    )


def _people_of(group: Group) -> list[YoungPerson]:
    return [member.young_person for member in group.members.select_related("young_person")]


def _times(on: date, at: time, minutes: int) -> tuple[datetime, datetime]:
    try:
        contacts.check_length(minutes)
        starts_at = contacts.moment(on, at)
    except NotATime as reason:
        raise NotPossible(str(reason)) from None
    return starts_at, starts_at + timedelta(minutes=minutes)


def _refuse_closed(group: Group, on: date) -> None:
    if reason := why_closed_by_day(group.school)(on):
        raise NotPossible(f"{reason}. Choose another day")
