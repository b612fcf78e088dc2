"""What is done about the days to come, by the clock."""

from datetime import UTC, date, time, timedelta
from typing import Any

from django.db.models import Exists, OuterRef

from trailblazer.access.records import Service
from trailblazer.access.today import today
from trailblazer.care.actions.reminding import REMINDED_WITHIN, remind
from trailblazer.care.models import Contact
from trailblazer.care.telling import REMINDER, is_time_to_write, ways
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import add_working_days
from trailblazer.letters.models import Letter
from trailblazer.tasks.work import work

AROUND = ("young_person__consents", "young_person__quiet_mode_steps", "young_person__carers")


@work("remind of contacts", every=timedelta(hours=1))
def remind_of_contacts(progress: Any) -> int:
    """Reminds the family of every contact from tomorrow to the next working day, once. Gives how many contacts."""
    if not is_time_to_write():
        return 0
    reminded = 0
    for contact in to_remind_of(today()).prefetch_related(*AROUND):
        if any(way.channel for way in ways(contact)):
            remind(contact, by=Service())
            reminded += 1
            progress(reminded)
    return reminded


def to_remind_of(day: date) -> Any:
    """Contacts from the day after this to the next working day, of which nobody was reminded yet."""
    from_ = moment(day + timedelta(days=1), time(0)).astimezone(UTC)
    until = moment(add_working_days(day, 1) + timedelta(days=1), time(0)).astimezone(UTC)
    sent = Letter.objects.filter(
        about=OuterRef("ref"), template=REMINDER, queued_at__gte=OuterRef("starts_at") - REMINDED_WITHIN
    )
    coming = Contact.objects.planned().filter(starts_at__gte=from_, starts_at__lt=until)
    return coming.exclude(Exists(sent)).order_by("starts_at", "pk")
