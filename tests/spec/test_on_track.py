"""Not on track: reliably worse, or not reliably better by the planned mid-point. The rule says itself in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.on_track import Course, Rule, Track, rule, track_of

DEFAULT = Rule(reliably_worse=True, not_better_from=0.5)


@pytest.mark.parametrize(
    "better_by, needed, held, planned, track",
    [
        (-4,   4,    2, 8, Track.NOT),        # reliably worse, at whatever session
        (-3,   4,    2, 8, Track.EARLY),
        (4,    4,    2, 8, Track.ON),         # reliably better
        (3,    4,    3, 8, Track.EARLY),      # before the middle
        (3,    4,    4, 8, Track.NOT),        # 4 of 8 is the middle
        (2,    4,    6, 8, Track.NOT),
        (0,    4,    4, 7, Track.NOT),        # the middle of 7 is 4
        (0,    4,    3, 7, Track.EARLY),
        (None, 4,    6, 8, Track.EARLY),      # one score says nothing yet
        (10,   None, 6, 8, Track.NOT_KNOWN),  # no threshold is published
        (0,    4,    9, 0, Track.EARLY),      # nothing is planned, so it has no middle
        (16.4 - 9.8, 6.6, 6, 8, Track.ON),    # tenths that do not add up exactly
        (9.8 - 16.4, 6.6, 2, 8, Track.NOT),
    ],
)  # fmt: skip
def test_where_help_stands(better_by, needed, held, planned, track):
    assert track_of(Course(better_by, needed, held, planned), DEFAULT) is track


def test_the_usual_rule_holds_where_a_team_chose_none_or_one_that_is_gone():
    usual = rule()
    assert (usual.reliably_worse, usual.not_better_from) == (True, 0.5)
    assert rule("") == rule("of long ago") == usual


@pytest.mark.parametrize(
    "code, better_by, held, track",
    [
        ("third",      3,  3, Track.NOT),    # a third of 8 is reached with the third session
        ("two_thirds", 3,  5, Track.EARLY),
        ("two_thirds", 3,  6, Track.NOT),
        ("worse",      3,  8, Track.EARLY),
        ("worse",      -4, 2, Track.NOT),
        ("off",        -9, 8, Track.EARLY),
    ],
)  # fmt: skip
def test_where_help_stands_by_the_rule_that_a_team_chose(code, better_by, held, track):
    assert track_of(Course(better_by, 4, held, 8), rule(code)) is track


def test_a_third_of_six_sessions_is_two_and_two_thirds_are_four():
    assert (rule("third").from_session(6), rule("two_thirds").from_session(6)) == (2, 4)


@pytest.mark.parametrize(
    "by, words",
    [
        (DEFAULT,          "Not on track means that the latest score is reliably worse than the first, or after 4 or "
                           "more sessions it is not yet reliably better."),
        (Rule(True, 0),    "Not on track means that the latest score is reliably worse than the first."),
        (Rule(False, 0.5), "Not on track means that after 4 or more sessions it is not yet reliably better."),
        (Rule(False, 0),   "The rule is turned off."),
    ],
)  # fmt: skip
def test_it_says_itself_in_words(by, words):
    assert by.words(8) == words


@given(st.floats(-50, 50), st.floats(0.1, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_rule_that_is_turned_off_calls_nobody_off_track(better_by, needed, held, planned):
    assert track_of(Course(better_by, needed, held, planned), Rule(False, 0)) is not Track.NOT


@given(st.floats(-50, 50), st.floats(0.1, 30), st.integers(0, 30), st.integers(0, 30))
def test_a_better_score_is_never_further_off_track(better_by, needed, held, planned):
    order = (Track.NOT, Track.EARLY, Track.ON)
    one = track_of(Course(better_by, needed, held, planned), DEFAULT)
    better = track_of(Course(better_by + 5, needed, held, planned), DEFAULT)
    assert order.index(better) >= order.index(one)
