"""Planning a day at a place: when, where, in which room; once or every week of a term; and asking for the room."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from trailblazer.access.doors import action
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission, Role
from trailblazer.access.today import today
from trailblazer.care.calendars import IN_SCHOOL, away_of, terms_of_school
from trailblazer.care.group_visits import take_in_sessions
from trailblazer.care.models import GroupSession, Visit
from trailblazer.care.planning import about_visit, refuse_far_days, span, times_of
from trailblazer.care.team_schools import refuse_unless_may_plan_for, serves
from trailblazer.domain.school_days import weekly
from trailblazer.letters.actions import queue
from trailblazer.letters.recipients import Recipient
from trailblazer.places.models import School
from trailblazer.ui.environment import long_day

MOST_WEEKS, ONE_WEEK = 60, timedelta(weeks=1)
PLANNED = GroupSession.State.PLANNED


@action(Permission.PLAN_VISITS, logged_as="visit planned")
def plan_visit(
    *,
    by: Actor,
    member: Membership,
    place: str,
    day: date,
    starts: time,
    ends: time,
    school: School | None = None,
    repeat_until: date | None = None,
    all_the_same: str = "",
    **fields: Any,
) -> Visit:
    """A visit, or one every week until a day, but on days that are closed, away or taken. Gives the first,
    with the other days it is planned on as `also_on` and the weeks without one as `not_on`.

    `fields` are place_name, room, room_state and way_in. Raises NotPossible where the member is elsewhere at that time,
    and Warned where something else speaks against it and no reason was given.
    """
    refuse_unless_may_plan_for(by, member)
    _refuse_place(by, place, school, fields.get("place_name", ""))
    refuse_far_days(day, today())
    if repeat_until is not None:
        refuse_far_days(repeat_until, today())
    at = {"place": place, "school": school, **fields}
    first = _planned(member, day, (starts, ends), all_the_same, at)
    days = _days_after(member, school, day, repeat_until)
    planned = [other for other in days if _planned_if_free(member, other, (starts, ends), at)]
    first.also_on, first.not_on = planned, _left_out(day, repeat_until, planned)  # type: ignore[attr-defined]
    return first


def _left_out(day: date, until: date | None, planned: list[date]) -> list[date]:
    """The weeks of a series on whose day there is no visit."""
    if until is None:
        return []
    weeks = range(1, (until - day).days // 7 + 1)
    return [other for week in weeks if (other := day + week * ONE_WEEK) not in planned]


def _planned(
    member: Membership, day: date, hours: tuple[time, time], all_the_same: str, at: dict[str, Any]
) -> Visit:
    starts_at, ends_at = times_of(day, *hours)
    about_visit(
        member,
        place=at["place"],
        school=at["school"],
        room=at.get("room", ""),
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
    ).settle(all_the_same)
    assert member.provider_id is not None, "a member who is planned for belongs to a provider"
    visit = Visit.objects.create(
        provider_id=member.provider_id,
        team=_team_of(member),
        member=member,
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        all_the_same=all_the_same,
        **at,
    )
    take_in_sessions(visit)
    return visit


def _planned_if_free(
    member: Membership, day: date, hours: tuple[time, time], at: dict[str, Any]
) -> Visit | None:
    """One of a series: a room is not confirmed for days to come, and what clashes is left out."""
    at = at | {"room_state": _not_yet(at.get("room_state", ""))}
    try:
        return _planned(member, day, hours, "", at)
    except NotPossible:
        return None


def _not_yet(room_state: str) -> str:
    return room_state if room_state == Visit.Room.NONE_NEEDED else Visit.Room.NOT_CONFIRMED


def _days_after(member: Membership, school: School | None, day: date, until: date | None) -> Iterable[date]:
    if until is None:
        return ()
    if until <= day:
        raise NotPossible("Enter a last day after the first")
    series = weekly(day, until, terms_of_school(school), away_of([member], day).get(member.pk, ()))
    return [one for one in series.days if one != day][:MOST_WEEKS]


def _refuse_place(by: Actor, place: str, school: School | None, name: str) -> None:
    if place in IN_SCHOOL and school is None:
        raise NotPossible("Choose the school or college")
    if place not in IN_SCHOOL and school is not None:
        raise NotPossible("Choose School or College as the place, or no school")
    if school is not None and not serves(by, school, today()):
        raise NotPossible("Your team does not serve this school. Choose one of its schools")
    if place in ("clinic", "other") and not name.strip():
        raise NotPossible("Enter the name of the place")


def _team_of(member: Membership) -> Organisation | None:
    return member.organisation if member.organisation.kind == Organisation.Kind.TEAM else None


@action(Permission.PLAN_VISITS, logged_as="visit changed")
def change_visit(
    visit: Visit,
    *,
    by: Actor,
    day: date,
    starts: time,
    ends: time,
    all_the_same: str = "",
    **fields: Any,
) -> Visit:
    """Other times, room or way in. The day stays while somebody is booked in it: they would not hear of it."""
    refuse_unless_may_plan_for(by, visit.member)
    if visit.state != Visit.State.PLANNED:
        raise NotPossible("This visit does not go ahead any more. Plan another")
    if day != visit.day:
        _refuse_in_use(visit)
    refuse_far_days(day, today())
    starts_at, ends_at = times_of(day, starts, ends)
    found = about_visit(
        visit.member,
        place=visit.place,
        school=visit.school,
        room=fields.get("room", visit.room),
        day=day,
        starts_at=starts_at,
        ends_at=ends_at,
        but=visit,
    )
    booked = (
        visit.contacts.filter(attendance="", group_session=None),
        visit.group_sessions.filter(state=PLANNED),
    )
    if late := sum(rows.exclude(starts_at__gte=starts_at, ends_at__lte=ends_at).count() for rows in booked):
        found.soft.append(f"{late} booked in it {'is' if late == 1 else 'are'} outside these times")
    found.settle(all_the_same)
    if fields.get("room", visit.room) != visit.room:
        fields["room_state"] = _not_yet(visit.room_state)  # another room has not been confirmed
    for name, value in fields.items():
        setattr(visit, name, value)
    visit.day, visit.starts_at, visit.ends_at = day, starts_at, ends_at
    visit.all_the_same = all_the_same or visit.all_the_same
    visit.save()
    take_in_sessions(visit)
    return visit


def _refuse_in_use(visit: Visit) -> None:
    if visit.contacts.filter(attendance="", is_in_error=False, group_session=None).exists():
        raise NotPossible(
            "Somebody is booked in this visit. Give them calls or new dates first, and the families are told"
        )
    if visit.group_sessions.filter(state=PLANNED).exists():
        raise NotPossible("A group meets in this visit. Move or cancel its session first")


@action(Permission.PLAN_VISITS, logged_as="room of a visit noted")
def note_room(visit: Visit, *, by: Actor, room: str, room_state: str) -> Visit:
    """What the school said about the room."""
    refuse_unless_may_plan_for(by, visit.member)
    if room_state == Visit.Room.CONFIRMED and not room.strip():
        raise NotPossible("Enter which room the school has confirmed")
    visit.room, visit.room_state = room.strip(), room_state
    visit.save()
    return visit


@action(Permission.PLAN_VISITS, logged_as="school asked for a room")
def ask_for_room(visit: Visit, *, by: Actor, words: str = "") -> Visit:
    """Asks the school's leads for a room, in a letter that names nobody. Raises NotPossible where there is no lead."""
    refuse_unless_may_plan_for(by, visit.member)
    if visit.school is None or visit.state != Visit.State.PLANNED:
        raise NotPossible("Only a visit to a school that goes ahead needs a room")
    leads = list(_leads_of(visit.school))
    if not leads:
        raise NotPossible("No senior mental health lead of this school is known here. Ring the school")
    for lead in leads:
        queue(
            "room_asked",
            to=Recipient("staff", lead.user.name, lead.user.email),
            subject=f"A room on {long_day(visit.day)}",
            words={
                "name": lead.user.name,
                "who": visit.member.user.name,
                "team": visit.member.organisation.name,
                "day": long_day(visit.day),
                "span": span(visit),
                "room": visit.room,
                "more": words,
                "link": f"{settings.ORIGIN}{reverse('desk:start')}",
            },
            provider=visit.provider,
            team=visit.team,
            by=by,
            about=visit.ref,
        )
    visit.room_state = Visit.Room.ASKED
    visit.save()
    return visit


def _leads_of(school: School) -> Iterable[Membership]:
    leads = Membership.objects.current(today()).filter(
        organisation__urn=school.urn, role=Role.SENIOR_MENTAL_HEALTH_LEAD
    )
    return leads.select_related("user").order_by("pk")


@action(Permission.PLAN_VISITS, logged_as="visit cancelled")
def cancel_visit(visit: Visit, *, by: Actor, reason: str) -> Visit:
    """A visit in which nobody is booked any more does not go ahead."""
    refuse_unless_may_plan_for(by, visit.member)
    _refuse_in_use(visit)
    if not reason.strip():
        raise NotPossible("Enter why the visit does not go ahead")
    visit.state, visit.reason = Visit.State.CANCELLED, reason.strip()
    visit.save()
    return visit
