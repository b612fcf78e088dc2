"""What an entered score may be, when a change is more than chance, and which two scores make the national pair."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.entered_scores import (
    Change,
    OutOfRange,
    Scored,
    fitting,
    goal,
    measures,
    pairs,
)
from trailblazer.domain.identity import age_on

FIRST = date(2026, 9, 7)


@pytest.mark.parametrize(
    "measure, first, last, change",
    [
        ("gad-7",    16, 12, Change.BETTER),     # 4 points, lower is better
        ("gad-7",    16, 13, Change.SAME),
        ("gad-7",    10, 14, Change.WORSE),
        ("phq-9",    15,  9, Change.BETTER),     # 6 points
        ("phq-9",    15, 10, Change.SAME),
        ("swemwbs",  18, 21, Change.BETTER),     # higher is better
        ("ors",      20, 26, Change.SAME),       # 6.6 points
        ("ors",      20, 27, Change.BETTER),
        ("ors",      9.8, 16.4, Change.BETTER),  # 6.6 apart, though the machine has 6.599999999999998
        ("ors",      16.4, 9.8, Change.WORSE),
        ("rcads-47-child", 90, 20, Change.NOT_KNOWN),  # none is published for the total
        ("sdq-self-11-17", 20, 2, Change.NOT_KNOWN),
    ],
)  # fmt: skip
def test_a_change_is_read_by_the_published_threshold(measure, first, last, change):
    assert measures()[measure].since(first, last) is change


@pytest.mark.parametrize(
    "first, last, change", [(2, 5, Change.BETTER), (2, 4, Change.SAME), (6, 3, Change.WORSE)]
)
def test_a_goal_is_reliably_nearer_by_three_points(first, last, change):
    assert goal().since(first, last) is change


@pytest.mark.parametrize("measure, total", [("gad-7", 22), ("gad-7", -1), ("swemwbs", 6), ("ors", 41)])
def test_a_score_that_the_questionnaire_cannot_give_is_refused_with_its_range(measure, total):
    known = measures()[measure]
    with pytest.raises(OutOfRange, match=f"{known.lowest} to {known.highest}"):
        known.check(total)


def test_the_line_of_reliable_improvement_is_drawn_only_where_it_can_be_reached():
    assert measures()["gad-7"].reliably_better_from(16) == 12
    assert measures()["gad-7"].reliably_better_from(3) is None
    assert measures()["sdq-self-11-17"].reliably_better_from(20) is None


def test_a_child_of_nine_is_offered_only_what_is_made_for_nine():
    offered = {measure.code for measure in fitting(9)}
    assert {"rcads-47-child", "cors", "me-and-my-feelings"} <= offered
    assert not offered & {"gad-7", "phq-9", "sdq-self-11-17", "ors", "srs", "sdq-parent-4-17"}
    assert "sdq-parent-4-17" in {measure.code for measure in fitting(9, "parent")}


@pytest.mark.parametrize(
    "day, offered",
    [
        (date(2027, 2, 28), False),  # still ten: born on 29 February, eleven on 1 March
        (date(2027, 3, 1),  True),
    ],
)  # fmt: skip
def test_who_was_born_on_a_leap_day_is_a_year_older_on_1_march(day, offered):
    codes = {measure.code for measure in fitting(age_on(date(2016, 2, 29), day))}
    assert ("gad-7" in codes) is offered


def scores(*days, measure="gad-7", rater="self"):
    return [Scored(measure, rater, FIRST + timedelta(days=day), 20 - day) for day in days]


@pytest.mark.parametrize(
    "days, contacts, pair",
    [
        ((0, 14),     (0, 7, 14), (0, 14)),
        ((0, 3),      (0, 7),     None),      # the last is before the second contact
        ((-3, 0, 14), (0, 7),     (0, 14)),   # one from before the first contact does not count
        ((-3, 14),    (0, 7),     None),
        ((0, 7, 21),  (0, 7),     (0, 21)),   # the latest
        ((0,),        (0, 7),     None),
        ((0, 14),     (0,),       None),      # one contact makes no pair
        ((0, 0, 7),   (0, 7),     (0, 7)),
    ],
)  # fmt: skip
def test_the_pair_is_the_first_from_the_first_contact_and_the_latest_from_the_second(days, contacts, pair):
    found = pairs(scores(*days), [FIRST + timedelta(days=day) for day in contacts])
    if pair is None:
        assert found == {}
    else:
        known = found["gad-7", "self"]
        assert ((known.first.on - FIRST).days, (known.last.on - FIRST).days) == pair


def test_each_rater_has_a_pair_of_their_own():
    both = [*scores(0, measure="rcads-47-child"), *scores(14, measure="rcads-47-child", rater="parent")]
    assert pairs(both, [FIRST, FIRST + timedelta(days=7)]) == {}


@given(
    st.lists(st.integers(-20, 100), max_size=12),
    st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True),
)
def test_a_pair_is_always_two_different_scores_in_order(days, contacts):
    contacts = sorted(contacts)
    for pair in pairs(scores(*days), [FIRST + timedelta(days=day) for day in contacts]).values():
        assert pair.first is not pair.last
        assert FIRST + timedelta(days=contacts[0]) <= pair.first.on <= pair.last.on
        assert pair.last.on >= FIRST + timedelta(days=contacts[1])


@given(
    st.lists(st.integers(-20, 100), max_size=12),
    st.lists(st.integers(0, 60), min_size=2, max_size=6, unique=True),
    st.integers(0, 120),
)
def test_a_score_more_takes_no_pair_away_and_leaves_the_first_where_it_is(days, contacts, more):
    known = [FIRST + timedelta(days=day) for day in sorted(contacts)]
    before = pairs(scores(*days), known)
    after = pairs(scores(*days, 100 + more), known)
    for kind, pair in before.items():
        assert after[kind].first == pair.first
        assert after[kind].last.on >= pair.last.on


def test_a_pair_is_of_one_scale():
    first = Scored("rcads-47-child", "self", FIRST, 0, "mdd")
    last = Scored("rcads-47-child", "self", FIRST + timedelta(days=7), 0, "mdd")
    other = Scored("rcads-47-child", "self", FIRST + timedelta(days=7), 0, "gad")
    contacts = [FIRST, FIRST + timedelta(days=7)]
    assert pairs([first, other], contacts) == {}
    assert list(pairs([first, other, last], contacts)) == [("rcads-47-child", "self")]
