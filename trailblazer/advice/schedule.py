"""What happens to advice by the clock."""

from datetime import UTC, time, timedelta
from typing import Any

from trailblazer.access.records import Service
from trailblazer.access.today import now, today
from trailblazer.advice.actions.booking import remind
from trailblazer.advice.models import AdviceBooking
from trailblazer.care.telling import is_time_to_write
from trailblazer.domain.contacts import moment
from trailblazer.domain.terms import add_working_days
from trailblazer.tasks.work import work


@work("remind of advice", every=timedelta(hours=1))
def remind_of_advice(progress: Any) -> int:
    """Reminds whoever booked, once, on the working day before. Gives how many were reminded."""
    if not is_time_to_write():
        return 0
    until = moment(add_working_days(today(), 1) + timedelta(days=1), time(0)).astimezone(UTC)
    first = moment(today() + timedelta(days=1), time(0)).astimezone(UTC)
    due = AdviceBooking.objects.to_come(now()).filter(
        slot__starts_at__gte=first, slot__starts_at__lt=until, reminded_on=None
    )
    found = list(due.select_related("provider", "team", "asked_by__user", "slot__member__user"))
    for booking in found:
        remind(booking, by=Service())
    return len(found)
