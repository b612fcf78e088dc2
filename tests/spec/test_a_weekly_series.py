"""Sessions of a series fall on one weekday, on days that are open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.series import NotASeries, weekly

FIRST = date(2026, 11, 24)


def closed_on(*days, reason="Half term"):
    return lambda day: reason if day in days else ""


def test_a_closed_week_is_skipped_and_the_number_kept():
    found = weekly(FIRST, 3, closed_on(date(2026, 12, 1)))
    assert found.days == (FIRST, date(2026, 12, 8), date(2026, 12, 15))
    assert found.skipped == ((date(2026, 12, 1), "Half term"),)


@pytest.mark.parametrize("count", [0, -1, 41])
def test_no_sessions_or_too_many_are_refused(count):
    with pytest.raises(NotASeries, match="from 1 to 40"):
        weekly(FIRST, count, closed_on())


def test_a_first_day_that_is_closed_is_refused_with_its_reason():
    with pytest.raises(NotASeries, match=r"Half term\. Choose another first day"):
        weekly(FIRST, 3, closed_on(FIRST))


def test_days_that_are_never_open_are_refused_with_how_many_fit():
    with pytest.raises(NotASeries, match="Only 2 of 6"):
        weekly(FIRST, 6, lambda day: "" if day < FIRST + timedelta(days=14) else "No term is known")


@given(st.integers(1, 40), st.sets(st.integers(1, 20), max_size=8))
def test_every_day_is_open_a_week_or_more_apart_and_there_are_as_many_as_asked(count, closed):
    shut = {FIRST + timedelta(weeks=week) for week in closed}
    found = weekly(FIRST, count, lambda day: "Closed" if day in shut else "")
    assert len(found.days) == count
    assert not shut & set(found.days)
    assert all(day.weekday() == FIRST.weekday() for day in found.days)
    assert list(found.days) == sorted(set(found.days))
