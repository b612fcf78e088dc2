"""Days on which a member is not to be booked, and the secret address of their own calendar."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.secret_links import fingerprint
from trailblazer.access.today import today
from trailblazer.care.models import AwayDay, CalendarFeed
from trailblazer.care.team_schools import refuse_unless_may_plan_for

LONGEST = 731  # days: two years of university


@action(Permission.PLAN_VISITS, logged_as="days away added")
def add_away(
    *,
    by: Actor,
    member: Membership,
    kind: str,
    starts_on: date,
    ends_on: date | None = None,
    weekday: int | None = None,
) -> AwayDay:
    """A stretch of days, or one weekday of it. What is booked then stays, and is shown as a warning."""
    refuse_unless_may_plan_for(by, member)
    ends_on = ends_on or starts_on
    if ends_on < starts_on:
        raise NotPossible("Enter a last day that is not before the first")
    if (ends_on - starts_on).days > LONGEST:
        raise NotPossible("Enter at most two years at once")
    if weekday is not None and not _has(weekday, starts_on, ends_on):
        raise NotPossible("This weekday is not among these days")
    assert member.provider_id is not None, "a member who is planned for belongs to a provider"
    return AwayDay.objects.create(
        provider_id=member.provider_id,
        team_id=member.team_id,
        member=member,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        weekday=weekday,
    )


def _has(weekday: int, first: date, last: date) -> bool:
    return (weekday - first.weekday()) % 7 <= (last - first).days


@action(Permission.PLAN_VISITS, logged_as="days away taken out")
def remove_away(away_day: AwayDay, *, by: Actor) -> None:
    """It was a mistake, or plans changed."""
    refuse_unless_may_plan_for(by, away_day.member)
    away_day.delete()


@action(Permission.SEE_CARE, logged_as="calendar address made")
def make_feed(*, by: Membership, secret: str) -> CalendarFeed:
    """A secret address for the member's own calendar. One that was there before no longer works."""
    assert by.provider_id is not None, "who sees care belongs to a provider"
    CalendarFeed.objects.filter(member=by).delete()
    return CalendarFeed.objects.create(
        provider_id=by.provider_id,
        team_id=by.team_id,
        member=by,
        secret_hash=fingerprint(secret),
        made_on=today(),
    )


@action(Permission.SEE_CARE, logged_as="calendar address taken back")
def revoke_feed(feed: CalendarFeed, *, by: Actor) -> None:
    """The address no longer works."""
    feed.delete()
