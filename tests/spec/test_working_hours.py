"""When something that must not wait is due: Monday to Friday, 9am to 5pm in London, without bank holidays."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.terms import is_working_day
from trailblazer.domain.working_hours import (
    CLOSES,
    OPENS,
    add_working_hours,
    end_of_working_day,
    into_working_hours,
)

LONDON, UTC = ZoneInfo("Europe/London"), ZoneInfo("UTC")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    "raised, hours, due",
    [
        #  raised                hours   due
        ("2026-11-24T09:00",     4,      "2026-11-24T13:00"),  # Tuesday morning
        ("2026-11-24T13:00",     4,      "2026-11-24T17:00"),  # until closing time, the same day
        ("2026-11-24T15:30",     4,      "2026-11-25T11:30"),  # over the night
        ("2026-11-24T03:00",     4,      "2026-11-24T13:00"),  # before opening
        ("2026-11-24T21:15",     4,      "2026-11-25T13:00"),  # after hours
        ("2026-11-27T16:00",     4,      "2026-11-30T12:00"),  # Friday to Monday
        ("2026-11-28T12:00",     4,      "2026-11-30T13:00"),  # a Saturday
        ("2026-12-24T16:00",     4,      "2026-12-29T12:00"),  # Christmas, its Saturday and substitute day
        ("2026-03-27T16:00",     4,      "2026-03-30T12:00"),  # the clocks go forward between
        ("2026-11-24T09:00",     0,      "2026-11-24T09:00"),
        ("2026-11-24T09:00",     20,     "2026-11-26T13:00"),
    ],
)  # fmt: skip
def test_working_hours_are_counted_from_the_next_opening(raised, hours, due):
    assert add_working_hours(at(raised), hours) == at(due)


@pytest.mark.parametrize(
    "raised, days, due",
    [
        ("2026-11-24T09:00", 0, "2026-11-24T17:00"),
        ("2026-11-24T16:59", 0, "2026-11-24T17:00"),
        ("2026-11-24T17:00", 0, "2026-11-25T17:00"),  # the day is over
        ("2026-11-27T10:00", 1, "2026-11-30T17:00"),
        ("2026-11-29T10:00", 0, "2026-11-30T17:00"),
    ],
)  # fmt: skip
def test_the_same_working_day_ends_at_closing_time(raised, days, due):
    assert end_of_working_day(at(raised), days) == at(due)


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 1), timezones=st.sampled_from([LONDON, UTC]))


def hours_open_between(start, end):
    """The other way to count: every minute, one after another."""
    minutes, moment = 0, start.astimezone(UTC)
    while moment < end.astimezone(UTC):
        local = moment.astimezone(LONDON)
        if is_working_day(local.date()) and OPENS <= local.time() < CLOSES:
            minutes += 1
        moment += timedelta(minutes=1)
    return minutes / 60


@given(MOMENTS, st.integers(1, 12))
def test_counting_the_minutes_one_by_one_gives_the_same(moment, hours):
    moment = moment.replace(second=0, microsecond=0)
    assert hours_open_between(moment, add_working_hours(moment, hours)) == hours


@given(MOMENTS, st.integers(0, 40))
def test_a_due_time_is_never_before_it_was_raised_and_always_in_working_hours(moment, hours):
    due = add_working_hours(moment, hours)
    assert due >= moment
    assert is_working_day(due.date())
    assert OPENS <= due.time() <= CLOSES
    assert into_working_hours(moment) <= due
