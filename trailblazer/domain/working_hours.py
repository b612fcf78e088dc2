"""Moments within working hours: when something that must not wait is due. Hours are London hours.

Source: assurance guide, decision 11: a risk raises an alert with an owner, a clock and an escalation.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from trailblazer.domain.terms import BankHolidays, add_working_days, is_working_day

LONDON = ZoneInfo("Europe/London")
OPENS, CLOSES = time(9), time(17)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LONDON)


def into_working_hours(moment: datetime, holidays: BankHolidays | None = None) -> datetime:
    """The moment itself within working hours; otherwise the next opening."""
    local = moment.astimezone(LONDON)
    if not is_working_day(local.date(), holidays) or local.time() >= CLOSES:
        return _at(add_working_days(local.date(), 1, holidays), OPENS)
    return max(local, _at(local.date(), OPENS))


def add_working_hours(moment: datetime, hours: int, holidays: BankHolidays | None = None) -> datetime:
    """So many working hours after the moment. What is asked after hours begins to count at the next opening."""
    start, left = into_working_hours(moment, holidays), timedelta(hours=hours)
    while (today := _at(start.date(), CLOSES) - start) < left:
        left -= today
        start = _at(add_working_days(start.date(), 1, holidays), OPENS)
    return start + left


def end_of_working_day(moment: datetime, days: int = 0, holidays: BankHolidays | None = None) -> datetime:
    """Closing time on the working day of the moment (the next one, after hours), or so many working days later."""
    day = into_working_hours(moment, holidays).date()
    return _at(add_working_days(day, days, holidays), CLOSES)
