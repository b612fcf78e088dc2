"""On which days a school is open, on which a member is away, and the days of a weekly series."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.school_days import (
    NOT_KNOWN,
    Away,
    Overlap,
    Stretch,
    Terms,
    check_stretches,
    terms_of,
    weekly,
    why_away,
)

AUTUMN = (
    Stretch(date(2026, 9, 2), date(2026, 10, 23), "Autumn, first half"),
    Stretch(date(2026, 11, 2), date(2026, 12, 18), "Autumn, second half"),
    Stretch(date(2027, 1, 4), date(2027, 2, 12), "Spring, first half"),
)
SCHOOL = Terms(AUTUMN, "school")


@pytest.mark.parametrize(
    "day, is_open, why",
    [
        (date(2026, 11, 24), True, ""),
        (date(2026, 10, 28), False, "holiday until 1 November"),  # half term
        (date(2026, 12, 18), True, ""),                            # the last day of term is open
        (date(2026, 12, 21), False, "holiday until 3 January"),
        (date(2026, 12, 25), False, "Christmas Day"),
        (date(2026, 11, 28), False, "Saturday"),
        (date(2027, 3, 2), None, ""),                              # nobody has said yet
        (date(2026, 8, 26), None, ""),
        (date(2027, 3, 29), False, "Easter Monday"),               # a bank holiday is known all the same
    ],
)  # fmt: skip
def test_a_school_is_open_in_term_but_for_weekends_and_bank_holidays(day, is_open, why):
    assert SCHOOL.is_open(day) is is_open
    assert SCHOOL.why_closed(day) == why


def test_where_nobody_gave_dates_it_is_not_known():
    assert NOT_KNOWN.is_open(date(2026, 11, 24)) is None
    assert NOT_KNOWN.why_closed(date(2026, 10, 28)) == ""


def test_a_schools_own_dates_win_over_its_authoritys():
    own = (Stretch(date(2026, 10, 26), date(2026, 12, 18)),)
    assert terms_of(own, AUTUMN).is_open(date(2026, 10, 28)) is True
    assert terms_of((), AUTUMN).is_open(date(2026, 10, 28)) is False
    assert terms_of((), AUTUMN).whose == "authority"
    assert terms_of((), ()).whose == ""


def test_two_stretches_may_not_share_a_day():
    check_stretches(AUTUMN)
    with pytest.raises(Overlap, match=r"ends on 23 October, after .* begins on 23 October"):
        check_stretches((*AUTUMN, Stretch(date(2026, 10, 23), date(2026, 10, 30), "INSET")))


@pytest.mark.parametrize(
    "day, why",
    [
        (date(2026, 11, 23), "University"),  # each Monday
        (date(2026, 11, 24), ""),
        (date(2026, 12, 2), "Leave"),
        (date(2027, 2, 1), ""),              # the module is over
    ],
)  # fmt: skip
def test_university_weekdays_and_leave(day, why):
    away = (
        Away(date(2026, 9, 7), date(2027, 1, 29), 0, "University"),
        Away(date(2026, 12, 1), date(2026, 12, 3), None, "Leave"),
    )
    assert why_away(day, away) == why


def test_a_weekly_series_leaves_out_closed_days_and_says_why():
    found = weekly(date(2026, 10, 13), date(2026, 11, 10), SCHOOL)
    assert found.days == (date(2026, 10, 13), date(2026, 10, 20), date(2026, 11, 3), date(2026, 11, 10))
    assert found.left_out == ((date(2026, 10, 27), "holiday until 1 November"),)


@given(
    st.dates(date(2026, 9, 1), date(2027, 2, 12)),
    st.integers(0, 120),
    st.lists(st.builds(Away, st.dates(date(2026, 9, 1), date(2026, 12, 1)), st.just(date(2027, 1, 15)),
                       st.one_of(st.none(), st.integers(0, 4)), st.just("away")), max_size=3),
)  # fmt: skip
def test_no_day_of_a_series_is_closed_or_away(first, days, away):
    until = first + timedelta(days=days)
    series = weekly(first, until, SCHOOL, away)
    assert all(SCHOOL.is_open(day) is not False and not why_away(day, away) for day in series.days)
    assert len(series.days) + len(series.left_out) == days // 7 + 1
    assert all(day.weekday() == first.weekday() for day in series.days)
