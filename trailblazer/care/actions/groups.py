"""Groups: a series is planned, people join and leave, and a session is moved, added or cancelled."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care.actions.booked import cancel_contact
from trailblazer.care.group_places import tell_members
from trailblazer.care.group_visits import put_in_visits
from trailblazer.care.models import Group, GroupSession
from trailblazer.care.naming_nobody import refuse_full_names, refuse_names
from trailblazer.care.open_days import why_closed_by_day
from trailblazer.care.planning_groups import Meetings, about_group, times_of
from trailblazer.care.telling import CANCELLED, MOVED
from trailblazer.domain import contacts, pathways
from trailblazer.domain.contacts import NotATime
from trailblazer.domain.series import NotASeries, weekly
from trailblazer.domain.slots import Busy

State = GroupSession.State
LONGEST_PLAN = 200
SHOWN_TO_ALL = {  # on the record of every member, by what the page calls it
    "name": "name of the group",
    "materials": "materials",
    "plan": "plan",
    "reason": "reason",
}


@action(Permission.PLAN_VISITS, logged_as="group planned")
def plan_group(
    *,
    by: Membership,
    leaders: Iterable[Membership],
    first_on: date,
    at: time,
    minutes: int,
    sessions_planned: int,
    all_the_same: str = "",
    **values: Any,
) -> Group:
    """A group with its sessions, one a week on open days.

    Raises NotPossible where they cannot be planned so, and Warned where something speaks against one of the times and
    no reason was given.
    """
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
    _refuse_names(group, values)
    leaders = list(leaders)
    times = [_times(day, at, minutes) for day in series.days]
    about_group(Meetings(group, leaders, group.room, times)).settle(all_the_same)
    group.save()
    group.leaders.set(leaders)
    outline = pathways.catalogue()[group.pathway].session if group.pathway in pathways.catalogue() else None
    sessions = [
        _session(group, number, time_, plan=outline(number)[:LONGEST_PLAN] if outline else "")
        for number, time_ in enumerate(times, start=1)
    ]
    _save_in_visits(sessions, group, leaders, all_the_same)
    return group


@action(Permission.PLAN_VISITS, logged_as="group changed")
def change_group(
    group: Group, *, by: Actor, leaders: Iterable[Membership], all_the_same: str = "", **values: Any
) -> Group:
    """Other values for what a group is called, does and needs; its sessions are changed one by one.

    Another leader or school is asked of again at every session to come. Raises Warned as planning does.
    """
    if values.get("kind", group.kind) != group.kind and group.sessions.filter(state=State.HELD).exists():
        raise NotPossible("A session was held already, so the kind stays. Plan another group")
    if group.members.exists() and values.get("kind", group.kind) != Group.Kind.GROUP:
        raise NotPossible("This group has named members, so it stays a group")
    _refuse_names(group, values)
    leaders, before = list(leaders), (group.school_id, set(group.leaders.values_list("pk", flat=True)))
    for name, value in values.items():
        setattr(group, name, value)
    group.save()
    if before != (group.school_id, {one.pk for one in leaders}):
        _lead_on(group, leaders, all_the_same)
    group.leaders.set(leaders)
    return group


def _lead_on(group: Group, leaders: list[Membership], all_the_same: str) -> None:
    """The sessions to come are led by these from now on, in their visits."""
    coming = list(group.sessions.filter(state=State.PLANNED, starts_at__gt=now()))
    keys = [one.pk for one in coming]
    about_group(Meetings(group, leaders, group.room, times_of(coming), but=keys)).settle(all_the_same)
    _save_in_visits(coming, group, leaders, all_the_same)


@action(Permission.PLAN_VISITS, logged_as="group ended")
def end_group(group: Group, *, by: Actor, ended_on: date) -> Group:
    """No more sessions after a day: those still planned are cancelled, and its members leave with it."""
    if ended_on < group.starts_on:
        raise NotPossible("Enter a day that is not before the first session")
    group.ended_on = ended_on
    group.save()
    left_out = [one for one in group.sessions.filter(state=State.PLANNED) if one.day > ended_on]
    for session in left_out[:1]:  # the others are not worth a message each
        tell_members(session, CANCELLED, by=by)
    for session in left_out:
        _cancel(session, "The group ended", by)
    group.members.filter(left_on=None).update(
        left_on=ended_on + timedelta(days=1), left_why="The group ended"
    )
    return group


@action(Permission.PLAN_VISITS, logged_as="group session added")
def add_session(
    group: Group,
    *,
    by: Actor,
    on: date,
    at: time,
    minutes: int,
    room: str = "",
    plan: str = "",
    all_the_same: str = "",
) -> GroupSession:
    """One session more, after the last. Raises Warned as planning does."""
    _refuse_closed(group, on)
    _refuse_names(group, {"plan": plan})
    leaders, time_ = list(group.leaders.all()), _times(on, at, minutes)
    about_group(Meetings(group, leaders, room or group.room, [time_])).settle(all_the_same)
    last = group.sessions.order_by("-number").first()
    made = _session(group, last.number + 1 if last else 1, time_, plan=plan)
    made.room = room or group.room
    _save_in_visits([made], group, leaders, all_the_same)
    group.sessions_planned = group.sessions.exclude(state=State.CANCELLED).count()
    group.save()
    return made


@action(Permission.PLAN_VISITS, logged_as="group session changed")
def change_session(
    session: GroupSession,
    *,
    by: Actor,
    on: date,
    at: time,
    minutes: int,
    room: str = "",
    plan: str = "",
    all_the_same: str = "",
) -> GroupSession:
    """Another day, time, room or plan. A cancelled one is planned again.

    Raises NotPossible once it is recorded, and Warned as planning does.
    """
    if session.state == State.HELD:
        raise NotPossible("This session is recorded. Correct its register")
    _refuse_closed(session.group, on)
    _refuse_names(session.group, {"plan": plan})
    leaders, time_ = list(session.group.leaders.all()), _times(on, at, minutes)
    if _is_other(session, time_, room):
        planned = Meetings(session.group, leaders, room, [time_], but=[session.pk])
        about_group(planned).settle(all_the_same)
    was = (session.state, session.starts_at)
    session.starts_at, session.ends_at = time_
    session.room, session.plan = room, plan
    session.state, session.cancelled_reason = State.PLANNED, ""
    _save_in_visits([session], session.group, leaders, all_the_same)
    for contact in session.contacts.all():
        contact.starts_at, contact.ends_at, contact.room = session.starts_at, session.ends_at, room
        contact.save()
    if was != (State.PLANNED, session.starts_at):
        tell_members(session, MOVED, by=by)
    return session


@action(Permission.PLAN_VISITS, logged_as="group session cancelled")
def cancel_session(session: GroupSession, *, by: Actor, reason: str) -> GroupSession:
    """It does not take place, and nobody is recorded for it. The families of its members are told, or rung.

    Raises NotPossible once it is recorded.
    """
    if session.state == State.HELD:
        raise NotPossible("This session is recorded. It cannot be cancelled any more")
    _refuse_names(session.group, {"reason": reason})
    is_news = session.state == State.PLANNED
    _cancel(session, reason, by)
    if is_news:
        tell_members(session, CANCELLED, by=by)
    return session


def _cancel(session: GroupSession, reason: str, by: Actor) -> None:
    """The session, and what a member has of it already: nobody said yet whether they came."""
    session.state, session.cancelled_reason = State.CANCELLED, reason[:200]
    session.save()
    for contact in session.contacts.planned():
        cancel_contact(contact, by=by, attendance="4", cancelled_reason="other", tell=False)


def _is_other(session: GroupSession, time_: Busy, room: str) -> bool:
    """Whether it is at another time or in another room than it was, so that something may speak against it."""
    was = (session.state, session.starts_at, session.ends_at, session.room)
    return was != (State.PLANNED, *time_, room)


def _session(group: Group, number: int, time_: Busy, *, plan: str = "") -> GroupSession:
    return GroupSession(
        provider_id=group.provider_id,
        team_id=group.team_id,
        group=group,
        number=number,
        starts_at=time_.starts_at,
        ends_at=time_.ends_at,
        room=group.room,
        plan=plan,
    )


def _save_in_visits(
    sessions: list[GroupSession], group: Group, leaders: list[Membership], all_the_same: str
) -> None:
    put_in_visits(sessions, group, leaders)
    for session in sessions:
        session.all_the_same = all_the_same or session.all_the_same
        session.save()


def _refuse_names(group: Group, typed: Mapping[str, Any]) -> None:
    """What every member's record shows names none of them, and nobody else of the team in full."""
    people = [one.young_person for one in group.members.select_related("young_person")] if group.pk else []
    for field, what in SHOWN_TO_ALL.items():
        refuse_names(typed.get(field, ""), people, what)
        refuse_full_names(typed.get(field, ""), group.team_id, what)


def _times(on: date, at: time, minutes: int) -> Busy:
    try:
        contacts.check_length(minutes)
        starts_at = contacts.moment(on, at)
    except NotATime as reason:
        raise NotPossible(str(reason)) from None
    return Busy(starts_at, starts_at + timedelta(minutes=minutes))


def _refuse_closed(group: Group, on: date) -> None:
    if reason := why_closed_by_day(group.school)(on):
        raise NotPossible(f"{reason}. Choose another day")
