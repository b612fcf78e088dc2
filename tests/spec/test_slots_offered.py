"""Times that are offered: free, in an open school, inside the visit, and never the same lesson again."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.contacts import LONDON, NotATime, moment
from trailblazer.domain.school_days import Stretch, Terms, weekly
from trailblazer.domain.slots import Busy, clashes_among, lesson_of, lessons_of, offer, window_of

TUESDAY = date(2026, 11, 24)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SPRING = Terms(
    (Stretch(date(2026, 2, 23), date(2026, 3, 27)), Stretch(date(2026, 4, 13), date(2026, 5, 22))), "school"
)


def at(hour, minute=0, day=TUESDAY):
    return moment(day, time(hour, minute)).astimezone(UTC)


def morning(day=TUESDAY):
    return window_of(day, time(9), time(12, 30))


def times(slots):
    return [slot.starts_at.astimezone(LONDON).strftime("%-d %b %H:%M") for slot in slots]


def free(windows=None, **options):
    ordinary = {"minutes": 45, "busy": (), "lessons": frozenset(), "not_before": LONG_AGO, "count": 4}
    return offer(windows or [morning()], **(ordinary | options))


def test_the_first_two_lessons_of_a_visit_are_offered_and_then_those_of_the_next():
    windows = [morning(TUESDAY + timedelta(weeks=1)), morning()]
    assert times(free(windows)) == ["24 Nov 09:00", "24 Nov 10:00", "1 Dec 09:00", "1 Dec 10:00"]


def test_not_in_the_lesson_of_either_of_the_last_two_sessions():
    lessons = lessons_of(
        [at(9, day=date(2026, 11, 17)), at(10, day=date(2026, 11, 10)), at(11, day=date(2026, 11, 3))]
    )
    assert lessons == {9, 10}
    assert times(free(lessons=lessons)) == ["24 Nov 11:00"]  # 12:00 would run past the end of the visit


def test_a_telephone_call_after_school_repeats_no_lesson():
    calls = window_of(TUESDAY, time(9), time(12), in_school=False)
    assert times(free([calls], lessons=frozenset({9, 10}))) == ["24 Nov 09:00", "24 Nov 10:00"]


def test_a_taken_time_is_not_offered_and_one_that_begins_when_it_ends_is():
    assert times(free(busy=[Busy(at(9), at(9, 30)), Busy(at(10), at(12))])) == []
    assert times(free(busy=[Busy(at(9), at(9, 30))])) == ["24 Nov 09:30", "24 Nov 10:30"]


def test_what_is_past_is_not_offered():
    assert times(free(not_before=at(10, 5))) == ["24 Nov 10:30", "24 Nov 11:30"]


@pytest.mark.parametrize(
    "day, hours_utc", [(date(2026, 3, 24), 9), (date(2026, 3, 31), 8), (date(2026, 10, 27), 9)]
)
def test_nine_o_clock_is_nine_in_london_before_and_after_the_clocks_change(day, hours_utc):
    first = free([morning(day)])[0]
    assert first.starts_at.astimezone(LONDON).time() == time(9)
    assert first.starts_at.astimezone(UTC).hour == hours_utc


def test_a_weekly_visit_stays_at_nine_over_the_change():
    days = weekly(date(2026, 3, 3), date(2026, 4, 28), SPRING).days
    assert date(2026, 3, 31) not in days  # Easter holidays
    assert {window_of(day, time(9), time(12)).starts_at.astimezone(LONDON).time() for day in days} == {
        time(9)
    }
    assert {window_of(day, time(9), time(12)).starts_at.hour for day in days} == {9, 8}  # in UTC


def test_a_time_that_the_clocks_jump_over_is_refused():
    with pytest.raises(NotATime, match="clocks go forward"):
        window_of(date(2026, 3, 29), time(1, 30), time(4))


def test_an_end_before_the_start_is_refused():
    with pytest.raises(NotATime, match="end after the start"):
        window_of(TUESDAY, time(12), time(9))


def test_a_window_over_the_hour_that_comes_twice_is_an_hour_longer():
    window = window_of(date(2026, 10, 25), time(0, 30), time(3))
    assert window.ends_at - window.starts_at == timedelta(hours=3, minutes=30)


days = st.dates(date(2026, 2, 1), date(2026, 6, 30))
quarter_hours = st.integers(8 * 4, 16 * 4).map(lambda n: time(n // 4, n % 4 * 15))


@st.composite
def diaries(draw):
    """A weekly visit over a spring with its change of clocks, times that are taken, and sessions that were."""
    first = draw(days)
    begins = draw(quarter_hours)
    ends = time(min(begins.hour + draw(st.integers(1, 6)), 22), begins.minute)
    open_days = weekly(first, first + timedelta(weeks=8), SPRING).days
    windows = [window_of(day, begins, ends) for day in open_days]
    taken = []
    for day, start, length in draw(st.lists(st.tuples(st.sampled_from(open_days or (first,)), quarter_hours,
                                                      st.integers(15, 180)), max_size=12)):  # fmt: skip
        starts_at = moment(day, start).astimezone(UTC)
        taken.append(Busy(starts_at, starts_at + timedelta(minutes=length)))
    past = [moment(day, start) for day, start in draw(st.lists(st.tuples(days, quarter_hours), max_size=4))]
    return windows, taken, past


@given(diaries(), st.integers(15, 90), st.integers(1, 8))
def test_no_offered_slot_clashes_lies_on_a_closed_day_or_repeats_a_lesson(diary, minutes, count):
    windows, busy, past = diary
    lessons = lessons_of(past)
    slots = offer(windows, minutes=minutes, busy=busy, lessons=lessons, not_before=LONG_AGO, count=count)
    assert len(slots) <= count
    assert clashes_among(Busy(slot.starts_at, slot.ends_at) for slot in slots) == []
    for slot in slots:
        assert slot.ends_at - slot.starts_at == timedelta(minutes=minutes)
        assert slot.window.starts_at <= slot.starts_at
        assert slot.ends_at <= slot.window.ends_at
        assert not any(one.clashes(slot.starts_at, slot.ends_at) for one in busy)
        assert SPRING.is_open(slot.window.day) is not False
        assert lesson_of(slot.starts_at) not in lessons


@given(st.lists(st.tuples(st.integers(0, 600), st.integers(1, 120)), max_size=15))
def test_every_overlap_is_found_and_nothing_else(times_):
    start = at(8)
    taken = [Busy(start + timedelta(minutes=a), start + timedelta(minutes=a + n)) for a, n in times_]
    expected = sum(a.clashes(*b) for number, a in enumerate(taken) for b in taken[number + 1 :])
    assert len(clashes_among(taken)) == expected
