"""What a team does for whole schools: its kinds, when people may say how it was, and of how many answers is told."""

from datetime import date, timedelta

import pytest

from trailblazer.domain import codes
from trailblazer.domain.activities import Audience, feedback_is_open, kinds, takers
from trailblazer.domain.activity_feedback import (
    NotAnAnswer,
    checked_marks,
    may_be_told,
    questions_of,
    told_up_to,
)

THE_DAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.code)
def test_every_kind_counts_as_work_that_there_is_for_function_2_or_3(kind):
    assert kind.work in codes.load("activities")
    assert kind.function in (2, 3)
    assert kind.audience in Audience
    assert 1 <= kind.usual_minutes <= 720


def test_other_work_counts_as_one_kind_at_most():
    taken = [kind.work for kind in kinds().values() if kind.takes_other_work]
    assert sorted(taken) == sorted(takers())


@pytest.mark.parametrize(
    "days_after, is_open",
    [(-1, False), (0, True), (14, True), (15, False)],
)
def test_feedback_is_open_from_the_day_to_14_days_after(days_after, is_open):
    assert feedback_is_open(THE_DAY, THE_DAY + timedelta(days=days_after)) is is_open


def test_before_and_after_are_asked_only_after_training_and_from_1_to_5():
    assert [one.code for one in questions_of("staff_training")] == ["useful", "before", "after"]
    lesson = questions_of("lesson")
    assert [one.code for one in lesson] == ["useful"]
    assert checked_marks({"useful": 5}, lesson) == {"useful": 5}
    for wrong in ({"useful": 0}, {"useful": 6}, {"useful": True}, {"before": 3}):
        with pytest.raises(NotAnAnswer):
            checked_marks(wrong, lesson)


def test_nothing_is_told_of_fewer_than_10_answers():
    assert [may_be_told(count) for count in (0, 9, 10)] == [False, False, True]


@pytest.mark.parametrize(
    ("by_day", "told"),
    [
        #  answers of each day from the first   up to the end of which day, read on the fourth
        ([9], None),
        ([10], 0),
        ([10, 1], 0),  # one more would be told alone
        ([10, 4, 6], 2),
        ([0, 0, 0, 30], None),  # those of today are not over
        ([6, 3, 2], 2),
    ],
)
def test_answers_are_told_by_days_that_are_over_and_ten_at_a_time(by_day, told):
    given = [THE_DAY + timedelta(days=day) for day, count in enumerate(by_day) for _ in range(count)]
    found = told_up_to(given, THE_DAY + timedelta(days=3))
    assert found == (None if told is None else THE_DAY + timedelta(days=told))
