"""What is done about the days to come, by the clock."""

from datetime import UTC, date, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.care.actions.reminding import REMINDED_WITHIN, remind, remind_member
from trailblazer.care.group_places import PlaceInGroup, places_in
from trailblazer.care.models import Contact, GroupSession
from trailblazer.care.telling import REMINDER, is_time_to_write, ways
from trailblazer.domain.contacts import CANCELLED, moment
from trailblazer.domain.terms import add_working_days
from trailblazer.letters.models import Letter
from trailblazer.tasks.work import work

AROUND = ("young_person__consents", "young_person__quiet_mode_steps", "young_person__carers")


@work("remind of contacts", every=timedelta(hours=1))
def remind_of_contacts(progress: Any) -> int:
    """Reminds the family of everything from tomorrow to the next working day, once. Gives of how many it was."""
    if not is_time_to_write():
        return 0
    reminded = 0
    for contact in to_remind_of(today()).prefetch_related(*AROUND):
        if any(way.channel for way in ways(contact)):
            remind(contact, by=Service())
            reminded += 1
            progress(reminded)
    for place in places_to_remind_of(today()):
        if any(way.channel for way in ways(place)):
            remind_member(place.member, by=Service(), place=place)
            reminded += 1
            progress(reminded)
    return reminded


def to_remind_of(day: date) -> Any:
    """Contacts from the day after this to the next working day, of which nobody was reminded yet. Those of a group
    are reminded of as places in it."""
    sent = Letter.objects.filter(
        about=OuterRef("ref"), template=REMINDER, queued_at__gte=OuterRef("starts_at") - REMINDED_WITHIN
    )
    coming = Contact.objects.planned().filter(_soon(day), group_session=None)
    return coming.exclude(Exists(sent)).order_by("starts_at", "pk")


def places_to_remind_of(day: date) -> list[PlaceInGroup]:
    """The same of the sessions of groups, but for members who have said that they will be away."""
    sessions = GroupSession.objects.filter(_soon(day), state=GroupSession.State.PLANNED)
    sessions = sessions.select_related("group__school", "visit__member").order_by("starts_at", "pk")
    coming = list(sessions.prefetch_related("group__leaders"))
    starts = {one.ref: one.starts_at for one in coming}
    letters = Letter.objects.filter(about__in=starts, template=REMINDER)
    reminded = {
        (about, person)
        for about, person, queued_at in letters.values_list("about", "young_person", "queued_at")
        if queued_at >= starts[about] - REMINDED_WITHIN
    }
    away = Contact.objects.filter(group_session__in=coming, attendance__in=CANCELLED, is_in_error=False)
    reminded |= set(away.values_list("group_session__ref", "young_person"))
    return [one for one in places_in(coming) if (one.ref, one.young_person.pk) not in reminded]


def _soon(day: date) -> Q:
    """From the day after this to the next working day."""
    from_ = moment(day + timedelta(days=1), time(0)).astimezone(UTC)
    until = moment(add_working_days(day, 1) + timedelta(days=1), time(0)).astimezone(UTC)
    return Q(starts_at__gte=from_, starts_at__lt=until)
