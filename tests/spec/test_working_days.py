"""Working days, London days and school years."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trailblazer.domain import terms
from trailblazer.domain.terms import BankHolidays, NoSuchCalendar, SchoolYear

repeatable = settings(derandomize=True, deadline=None)
days = st.dates(date(2016, 1, 1), date(2034, 6, 30))


@pytest.mark.parametrize(
    "day, is_working",
    [
        (date(2026, 11, 25), True),   # a Wednesday
        (date(2026, 10, 28), True),   # a Wednesday in half term
        (date(2026, 11, 28), False),  # Saturday
        (date(2026, 11, 29), False),  # Sunday
        (date(2026, 12, 25), False),  # Christmas Day, a Friday
        (date(2026, 12, 28), False),  # the Monday in place of Boxing Day
        (date(2022, 9, 19), False),   # the funeral of the Queen: one year only
        (date(2023, 9, 19), True),
    ],
)  # fmt: skip
def test_monday_to_friday_is_worked_unless_it_is_a_bank_holiday(day, is_working):
    assert terms.is_working_day(day) is is_working


@pytest.mark.parametrize(
    "received, due",
    [
        (date(2026, 11, 23), date(2026, 11, 30)),  # Monday to Monday
        (date(2026, 11, 27), date(2026, 12, 4)),   # Friday to Friday
        (date(2026, 11, 28), date(2026, 12, 4)),   # on a Saturday: Monday is day 1
        (date(2026, 11, 29), date(2026, 12, 4)),   # on a Sunday, the same
        (date(2026, 12, 21), date(2026, 12, 30)),  # over Christmas: 25 and 28 December do not count
        (date(2027, 3, 25), date(2027, 4, 5)),     # over Easter: Good Friday and Easter Monday do not count
    ],
)  # fmt: skip
def test_an_answer_is_due_within_five_working_days(received, due):
    assert terms.answer_due_on(received) == due


def test_a_team_may_promise_an_answer_sooner():
    assert terms.answer_due_on(date(2026, 11, 23), days=2) == date(2026, 11, 25)


@pytest.mark.parametrize(
    "today, left",
    [
        (date(2026, 11, 20), 5),   # Friday, the day it came
        (date(2026, 11, 21), 5),   # the weekend costs nothing
        (date(2026, 11, 23), 4),
        (date(2026, 11, 26), 1),
        (date(2026, 11, 27), 0),   # the last day
        (date(2026, 11, 28), -1),  # the Saturday after: late, though no working day has passed
        (date(2026, 11, 30), -1),
        (date(2026, 12, 1), -2),
    ],
)  # fmt: skip
def test_the_days_left_run_down_to_the_last_day_and_then_below_nought(today, left):
    assert terms.working_days_left(date(2026, 11, 20), today) == left


@repeatable
@given(days, st.integers(0, 20), st.integers(0, 40))
def test_it_is_late_exactly_when_the_due_day_is_past(received, promised, later):
    today = received + timedelta(days=later)
    is_past = today > terms.answer_due_on(received, promised)
    assert (terms.working_days_left(received, today, promised) < 0) is is_past


@repeatable
@given(days, st.integers(1, 60))
def test_adding_working_days_and_counting_them_agree(day, count):
    end = terms.add_working_days(day, count)
    assert terms.is_working_day(end)
    assert terms.working_days_between(day, end) == count


@repeatable
@given(days, st.integers(0, 30), st.integers(0, 30))
def test_two_stretches_add_up_to_the_whole(day, first, second):
    middle, end = day + timedelta(days=first), day + timedelta(days=first + second)
    parts = terms.working_days_between(day, middle) + terms.working_days_between(middle, end)
    assert terms.working_days_between(day, end) == parts


def test_working_days_are_not_counted_backwards():
    with pytest.raises(ValueError, match="2026-11-24 is before 2026-11-25"):
        terms.working_days_between(date(2026, 11, 25), date(2026, 11, 24))
    with pytest.raises(ValueError, match="-1 is backwards"):
        terms.add_working_days(date(2026, 11, 25), -1)


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2036, 1, 1), date(2036, 1, 5)])
def test_a_day_for_which_no_holidays_are_listed_is_refused(day):
    with pytest.raises(NoSuchCalendar, match=f"known from 2015 to 2035, and {day} is outside them"):
        terms.is_working_day(day)


def test_holidays_are_read_from_a_file(tmp_path):
    path = tmp_path / "holidays.csv"
    path.write_text(
        "date,name,division\n2026-11-25,Founder's Day,england-and-wales\n2026-11-30,St Andrew,scotland\n"
    )
    holidays = BankHolidays.from_file(path)
    assert not terms.is_working_day(date(2026, 11, 25), holidays)
    assert terms.is_working_day(date(2026, 11, 30), holidays), "Scotland's holiday is not England's"


@pytest.mark.parametrize(
    "lines, says",
    [
        (["date,name"], "no column division"),
        (["date,name,division", "31-02-2026,Easter,england-and-wales"], "Row 2 .* no date: '31-02-2026'"),
        (["date,name,division"], "none for england-and-wales"),
        ([], "no column date or division or name"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(lines, says):
    with pytest.raises(NoSuchCalendar, match=says):
        BankHolidays.read(lines)


@pytest.mark.parametrize(
    "moment, day",
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2)),      # summer: half past midnight in London
        (datetime(2026, 7, 1, 22, 59, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 1, 23, 30, tzinfo=UTC), date(2026, 12, 1)),    # winter: the same day
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 28)),    # the night before the clocks go forward
        (datetime(2026, 3, 29, 23, 30, tzinfo=UTC), date(2026, 3, 30)),    # the night after
        (datetime(2026, 10, 24, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # the night before they go back
        (datetime(2026, 10, 25, 23, 30, tzinfo=UTC), date(2026, 10, 25)),  # the night after
        (datetime(2026, 7, 1, 1, 0, tzinfo=timezone(timedelta(hours=5))), date(2026, 6, 30)),
    ],
)  # fmt: skip
def test_a_day_is_a_day_in_london(moment, day):
    assert terms.london_day(moment) == day


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="needs a time zone"):
        terms.london_day(datetime(2026, 7, 1, 23, 30))


@pytest.mark.parametrize(
    "day, year",
    [
        (date(2026, 8, 31), "2025/26"),
        (date(2026, 9, 1), "2026/27"),
        (date(2026, 12, 31), "2026/27"),
        (date(2027, 1, 1), "2026/27"),
        (date(1999, 9, 1), "1999/00"),
    ],
)
def test_a_school_year_begins_on_the_first_of_september(day, year):
    assert str(terms.school_year_of(day)) == year
    assert day in terms.school_year_of(day)


def test_school_years_are_counted_back_from_the_present_one():
    assert terms.school_years_ago(0, date(2026, 11, 25)) == SchoolYear(2026)
    assert terms.school_years_ago(2, date(2026, 8, 31)) == SchoolYear(2023)
    assert SchoolYear(2023) < SchoolYear(2026)
