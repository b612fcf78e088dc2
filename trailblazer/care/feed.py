"""The calendar that a member's own calendar program reads: when and no more. No name, no school, no kind of help.

The address is the key. Only its fingerprint is kept; it can be made anew or taken back at any time.
"""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone

from trailblazer.access import wall
from trailblazer.access.limits import Allowance
from trailblazer.access.models import Membership
from trailblazer.access.secret_links import fingerprint
from trailblazer.access.today import now, today
from trailblazer.care.also_down import AlsoDown, also_down
from trailblazer.care.calendars import IN_SCHOOL
from trailblazer.care.group_visits import day_of, holds
from trailblazer.care.models import CalendarFeed, Contact, GroupSession, Visit
from trailblazer.domain.contacts import CANCELLED, LONDON
from trailblazer.ui.invented import invented

SECRET_BYTES = 32
BEFORE, AFTER = timedelta(days=31), timedelta(days=400)
READINGS = Allowance("calendar read", 60, timedelta(hours=1))
WRONG_ONES = Allowance("wrong calendar address", 60, timedelta(hours=1))
IN_A_SCHOOL, ELSEWHERE, CALLS, A_CALL = "Session in a school", "Session", "Calls", "Call"
Kept = Visit | GroupSession | Contact | AlsoDown


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


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
    """What a member is down for, a month back and a year ahead, in London time, as an iCalendar file.

    What lies within one of their visits is not in it a second time.
    """
    day = today()
    first, after = day_of(day - BEFORE)[0], day_of(day + AFTER)[1]
    visits = Visit.objects.visible_to(member).filter(member=member, starts_at__gte=first, starts_at__lt=after)
    going = list(visits.going_ahead().order_by("starts_at", "pk"))
    beside: list[GroupSession | Contact | AlsoDown] = [
        *_sessions(member, first, after),
        *_contacts(member, first, after),
        *also_down([member], first, after),
    ]
    found: list[Kept] = [*going, *(one for one in beside if not any(holds(visit, one) for visit in going))]
    return _as_file(sorted(found, key=lambda one: (one.starts_at, one.ref)), host)


def _sessions(member: Membership, first: datetime, after: datetime) -> Iterable[GroupSession]:
    led = GroupSession.objects.visible_to(member).filter(group__in=member.groups_led.all())
    led = led.filter(starts_at__gte=first, starts_at__lt=after).exclude(state=GroupSession.State.CANCELLED)
    return led.select_related("group__school")


def _contacts(member: Membership, first: datetime, after: datetime) -> Iterable[Contact]:
    """Contacts without a visit, such as calls. What stands in the register of a group is there already."""
    own = Contact.objects.visible_to(member).filter(lead=member, visit=None, group_session=None)
    own = own.filter(starts_at__gte=first, starts_at__lt=after, is_in_error=False)
    return own.exclude(attendance__in=CANCELLED)


def _as_file(events: Iterable[Kept], host: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Trailblazer//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Sessions (invented)" if invented() else "Sessions")
    calendar.add("refresh-interval;value=duration", "PT1H")
    calendar.add_component(Timezone.from_tzinfo(LONDON))
    for one in events:
        calendar.add_component(_event(one, host))
    return calendar.to_ical()


def _event(of: Kept, host: str) -> Event:
    event = Event()
    event.add("uid", f"{of.ref}@{host}")
    event.add("summary", _words(of))
    event.add("dtstart", of.starts_at.astimezone(LONDON))
    event.add("dtend", of.ends_at.astimezone(LONDON))
    event.add("dtstamp", of.starts_at)
    event.add("sequence", of.version)
    event.add("class", "PRIVATE")
    return event


def _words(of: Kept) -> str:
    place = of.group.place if isinstance(of, GroupSession) else of.place
    if place in ("telephone", "video") or isinstance(of, Visit) and of.state == Visit.State.CALLS:
        return CALLS if isinstance(of, Visit) else A_CALL
    return IN_A_SCHOOL if place in IN_SCHOOL else ELSEWHERE
