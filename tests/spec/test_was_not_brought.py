"""A child who is not brought is followed up each time; at the third time two people talk. Nothing ends by itself."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.not_brought import Missed, follow_up_by, is_the_one_that_asks, missed

CAME, LATE_SEEN, NOT_COME, LATE_UNSEEN, THEY_CANCELLED, WE_CANCELLED, PLANNED = (
    "5",
    "6",
    "3",
    "7",
    "2",
    "4",
    "",
)


@pytest.mark.parametrize(
    ("attendances", "in_all", "in_a_row", "talk"),
    [
        #  what was recorded, in order                          in all  in a row  talk?
        ([],                                                    0,      0,        False),
        ([CAME, CAME],                                          0,      0,        False),
        ([NOT_COME],                                            1,      1,        False),
        ([LATE_UNSEEN, NOT_COME],                               2,      2,        False),
        ([NOT_COME, CAME, NOT_COME],                            2,      1,        False),
        ([NOT_COME, LATE_SEEN],                                 1,      0,        False),
        ([NOT_COME, THEY_CANCELLED, WE_CANCELLED, NOT_COME],    2,      2,        False),
        ([NOT_COME, PLANNED, NOT_COME, CAME, NOT_COME],         3,      1,        True),
        ([NOT_COME, NOT_COME, NOT_COME, CAME],                  3,      0,        True),
    ],
)  # fmt: skip
def test_what_was_missed_is_counted(attendances, in_all, in_a_row, talk):
    found = missed(attendances)
    assert found == Missed(in_all, in_a_row)
    assert found.asks_for_a_talk is talk


@pytest.mark.parametrize(
    ("before", "this", "asks"),
    [
        ([NOT_COME, NOT_COME],                     NOT_COME,        True),
        ([NOT_COME, CAME, LATE_UNSEEN],            NOT_COME,        True),
        ([NOT_COME, NOT_COME],                     CAME,            False),
        ([NOT_COME, NOT_COME],                     THEY_CANCELLED,  False),
        ([NOT_COME],                               NOT_COME,        False),
        ([NOT_COME, NOT_COME, NOT_COME],           NOT_COME,        False),  # asked already
    ],
)  # fmt: skip
def test_the_talk_is_asked_for_once_at_the_third(before, this, asks):
    assert is_the_one_that_asks(before, this) is asks


@given(
    st.lists(st.sampled_from([CAME, LATE_SEEN, NOT_COME, LATE_UNSEEN, THEY_CANCELLED, WE_CANCELLED, PLANNED]))
)
def test_over_any_course_the_talk_is_asked_for_at_most_once(attendances):
    asked = [is_the_one_that_asks(attendances[:n], attendances[n]) for n in range(len(attendances))]
    assert sum(asked) == missed(attendances).asks_for_a_talk


@pytest.mark.parametrize(
    ("missed_on", "by"),
    [
        (date(2026, 11, 24), date(2026, 11, 26)),  # Tuesday, Thursday
        (date(2026, 11, 27), date(2026, 12, 1)),  # Friday, Tuesday
        (date(2026, 12, 24), date(2026, 12, 30)),  # Christmas lies between
    ],
)
def test_following_up_is_proposed_within_two_working_days(missed_on, by):
    assert follow_up_by(missed_on) == by
