"""Planning an activity in a school, changing it, and cancelling it with a reason."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.activities.checks import must_be_coming, what_it_is
from trailblazer.activities.links import LINKS
from trailblazer.activities.models import Material, MenuItem, SchoolActivity
from trailblazer.care.calendars import away_of, sessions_led
from trailblazer.care.naming_nobody import refuse_full_names
from trailblazer.care.planning import Findings, in_words, moment_of, refuse_far_days, why_closed
from trailblazer.domain.activities import LONGEST
from trailblazer.domain.school_days import why_away
from trailblazer.places.models import School
from trailblazer.teams.of_school import common_of


@action(Permission.PLAN_VISITS, logged_as="activity planned")
def plan_activity(
    *,
    by: Actor,
    school: School,
    kind: str,
    title: str,
    day: date,
    starts: time,
    minutes: int,
    staff: Sequence[Membership],
    audience: str,
    expected: int | None = None,
    room: str = "",
    materials: Iterable[Material] = (),
    menu_item: MenuItem | None = None,
    all_the_same: str = "",
) -> SchoolActivity:
    """An activity still to come. Raises NotPossible where it cannot be, and Warned where something speaks against it
    and no reason was given.
    """
    common = common_of(school, by)
    said = what_it_is(kind, title, audience, expected)
    refuse_full_names(title, common["team"].pk, "title")
    hours = _hours(day, starts, minutes)
    _found(school, day, hours, staff).settle(all_the_same)
    made = SchoolActivity(
        **common,
        **said,
        day=day,
        starts_at=hours[0],
        ends_at=hours[1],
        room=room.strip(),
        menu_item=menu_item,
        all_the_same=all_the_same.strip(),
        planned_by=by.membership,
    )
    made.secret_hash = LINKS.hash_of(made)
    made.save()
    made.staff.set(staff)
    made.materials.set(materials)
    return made


@action(Permission.PLAN_VISITS, logged_as="activity changed")
def change_activity(
    activity: SchoolActivity,
    *,
    by: Actor,
    kind: str,
    title: str,
    day: date,
    starts: time,
    minutes: int,
    staff: Sequence[Membership],
    audience: str,
    expected: int | None = None,
    room: str = "",
    materials: Iterable[Material] = (),
    all_the_same: str = "",
) -> SchoolActivity:
    """Another day, room or audience of what is still to come."""
    must_be_coming(activity)
    refuse_full_names(title, activity.team_id, "title")
    for name, value in what_it_is(kind, title, audience, expected).items():
        setattr(activity, name, value)
    hours = _hours(day, starts, minutes)
    _found(activity.school, day, hours, staff).settle(all_the_same)
    activity.day, (activity.starts_at, activity.ends_at) = day, hours
    activity.room, activity.all_the_same = room.strip(), all_the_same.strip()
    activity.save()
    activity.staff.set(staff)
    activity.materials.set(materials)
    return activity


@action(Permission.PLAN_VISITS, logged_as="activity cancelled")
def cancel_activity(activity: SchoolActivity, *, by: Actor, why: str) -> SchoolActivity:
    """It does not take place, and the school reads why."""
    must_be_coming(activity)
    if not why.strip():
        raise NotPossible("Enter why it does not take place: the school reads it")
    activity.cancelled_on, activity.cancelled_why = today(), why.strip()
    activity.save()
    return activity


def _hours(day: date, starts: time, minutes: int) -> tuple[datetime, datetime]:
    if day < today():
        raise NotPossible("Enter a day from today on. What was held already is written down, not planned")
    refuse_far_days(day, today())
    if not 1 <= minutes <= LONGEST:
        raise NotPossible(f"Enter minutes from 1 to {LONGEST}")
    starts_at = moment_of(day, starts)
    return starts_at, starts_at + timedelta(minutes=minutes)


def _found(
    school: School, day: date, hours: tuple[datetime, datetime], staff: Sequence[Membership]
) -> Findings:
    """What speaks against it: a closed day, somebody away, or a group at the same time."""
    if not staff:
        raise NotPossible("Choose who of your team does it")
    found = Findings()
    if closed := why_closed(school, day, "school_room"):
        found.soft.append(closed)
    away = away_of([one.pk for one in staff], day)
    for one in staff:
        if why := why_away(day, away.get(one.pk, ())):
            found.soft.append(f"{one.user.name} is away on {in_words(day)}: {why.lower()}")
    if sessions_led(staff, *hours).exists():
        found.soft.append("Somebody you chose leads a group at that time")
    return found
