"""What day it is. Rules are handed the day; only the edge of the house asks the clock."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment in UTC; in a demonstration, this time of day on the demonstration's day."""
    moment = timezone.now()
    if settings.TODAY is None:
        return moment
    return moment + timedelta(days=(settings.TODAY - timezone.localdate(moment)).days)


def today() -> date:
    """The Europe/London day."""
    return timezone.localdate(now())
