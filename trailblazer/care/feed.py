"""The calendar that a member's own calendar program reads: when and no more. No name, no school, no kind of help.

The address is the key. Only its fingerprint is kept; it can be made anew or taken back at any time.
"""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from icalendar import Calendar, Event, Timezone

from trailblazer.access import wall
from trailblazer.access.limits import Allowance
from trailblazer.access.models import Membership
from trailblazer.access.today import now, today
from trailblazer.care.calendars import IN_SCHOOL
from trailblazer.care.models import CalendarFeed, Visit
from trailblazer.domain.contacts import LONDON
from trailblazer.ui.invented import invented

SECRET_BYTES = 32
BEFORE, AFTER = timedelta(days=31), timedelta(days=400)
READINGS = Allowance("calendar read", 60, timedelta(hours=1))
WRONG_ONES = Allowance("wrong calendar address", 60, timedelta(hours=1))
IN_A_SCHOOL, ELSEWHERE, CALLS = "Session in a school", "Session", "Calls"


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def member_of(secret: str) -> Membership | None:
    """Whose calendar this is, while they work here. The wall then stands open for their provider alone."""
    with wall.within(wall.EVERYONE):
        feed = CalendarFeed.objects.filter(secret_hash=fingerprint(secret)).select_related("member").first()
        if feed is None or not Membership.objects.current(today()).filter(pk=feed.member_id).exists():
            return None
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now())
    wall.set_to([feed.provider_id])
    return feed.member


def calendar_of(member: Membership, host: str) -> bytes:
    """The visits of a month back and a year ahead, in London time, as an iCalendar file."""
    day = today()
    visits = Visit.objects.visible_to(member).filter(member=member, day__range=(day - BEFORE, day + AFTER))
    return _as_file(visits.going_ahead().order_by("starts_at"), host)


def _as_file(visits: Iterable[Visit], host: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Trailblazer//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Sessions (invented)" if invented() else "Sessions")
    calendar.add("refresh-interval;value=duration", "PT1H")
    calendar.add_component(Timezone.from_tzinfo(LONDON))
    for visit in visits:
        calendar.add_component(_event(visit, host))
    return calendar.to_ical()


def _event(visit: Visit, host: str) -> Event:
    event = Event()
    event.add("uid", f"{visit.ref}@{host}")
    event.add("summary", _words(visit))
    event.add("dtstart", visit.starts_at.astimezone(LONDON))
    event.add("dtend", visit.ends_at.astimezone(LONDON))
    event.add("dtstamp", visit.starts_at)
    event.add("sequence", visit.version)
    event.add("class", "PRIVATE")
    return event


def _words(visit: Visit) -> str:
    if visit.state == Visit.State.CALLS:
        return CALLS
    return IN_A_SCHOOL if visit.place in IN_SCHOOL else ELSEWHERE
