"""A time is taken as people write it, and anything that is none is refused."""

import contextlib
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.times import NotATimeOfDay, time_of_day


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("9", time(9)), ("9am", time(9)), ("9 am", time(9)), ("9.30", time(9, 30)), ("9:30 AM", time(9, 30)),
        ("12:30pm", time(12, 30)), ("12am", time(0)), ("1:30pm", time(13, 30)), ("1.30", time(13, 30)),
        ("13:30", time(13, 30)), ("0930", time(9, 30)), ("06:30", time(6, 30)), ("2", time(14)), ("noon", time(12)),
        ("9 a.m.", time(9)),
    ],
)  # fmt: skip
def test_a_time_as_people_write_it(typed, meant):
    assert time_of_day(typed) == meant


@pytest.mark.parametrize(
    "typed", ["", "25:00", "9:75", "13pm", "0am", "soon", "9:3", "99", "9am to 10", "１２:00x"]
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(NotATimeOfDay, match="Enter a time"):
        time_of_day(typed)


@given(st.text(max_size=12))
def test_anything_typed_is_a_time_or_is_refused(typed):
    with contextlib.suppress(NotATimeOfDay):
        assert isinstance(time_of_day(typed), time)


@given(st.times())
def test_a_time_on_the_24_hour_clock_is_that_time(at):
    assert time_of_day(f"{at:%H:%M}") == at.replace(second=0, microsecond=0)
