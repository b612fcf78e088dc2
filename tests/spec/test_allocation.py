"""How a team's time is shared between its schools: exactly, never below the minimum, and more for more pupils."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trailblazer.domain.allocation import (
    NotAnAllocation,
    Setting,
    Weights,
    capacity,
    in_schools,
    phase_of,
    share_out,
)
from trailblazer.domain.allocation_ledger import (
    NOT_AGREED,
    WITH_CHANGES,
    Against,
    Move,
    Ruling,
    balance,
    check_move,
    check_ruling,
    elapsed,
    hours_by_function,
    is_agreed,
    outcome_of,
)
from trailblazer.domain.school_terms import Term

SMALL, LARGE = Setting(1, 200, Decimal(10)), Setting(2, 600, Decimal(30))
PUPILS_ALONE = Weights(100, 0, 0, 0)


def given_to(settings, weights, half_days):
    return {share.key: share.half_days for share in share_out(settings, weights, half_days)}


def test_capacity_is_posts_by_weeks_less_what_is_kept_and_a_part_of_a_half_day_is_left_out():
    assert capacity(Decimal("5.5"), 14, 55) == 346  # 5.5 x 14 x 10 x 0.45 = 346.5
    posts = [("emhp", Decimal(1)), ("trainee_emhp", Decimal("0.5")), ("administrator", Decimal(1))]
    assert in_schools(posts) == Decimal("1.30")


@pytest.mark.parametrize(
    "weights, half_days, expected",
    [
        #  pupils, need, equal, minimum
        (Weights(100, 0, 0, 0), 40, {1: 10, 2: 30}),  # 200 and 600 pupils
        (Weights(0, 100, 0, 0), 40, {1: 4, 2: 36}),  # 20 and 180 pupils with free school meals
        (Weights(0, 0, 1, 0), 41, {1: 21, 2: 20}),  # equal: the odd half-day goes by the key
        (Weights(0, 100, 0, 8), 40, {1: 8, 2: 32}),  # lifted to the minimum at the other's cost
    ],
)
def test_each_weight_counts_what_it_says(weights, half_days, expected):
    assert given_to([SMALL, LARGE], weights, half_days) == expected


def test_a_pupil_counts_by_the_phase_and_what_is_not_known_counts_as_the_middle():
    special = Setting(1, 100, None, "special")
    assert given_to([special, Setting(2, 400, None, "primary")], PUPILS_ALONE, 40) == {1: 20, 2: 20}
    unknown = [Setting(1, 100), Setting(2, None), Setting(3, 300), Setting(4, 200)]
    assert given_to(unknown, PUPILS_ALONE, 80) == {1: 10, 2: 20, 3: 30, 4: 20}
    assert phase_of("44", "0") == "special"
    assert phase_of("34", "4") == "secondary"


@pytest.mark.parametrize(
    "settings, weights, half_days, says",
    [
        ([SMALL, LARGE], Weights(-1, 1, 1, 0), 40, "0 or more"),
        ([SMALL, LARGE], Weights(0, 0, 0, 0), 40, "nothing would count"),
        ([SMALL, LARGE], Weights(1, 1, 1, 0, {"special": Decimal(-1)}), 40, "0 or more"),
        ([SMALL, LARGE], Weights(1, 1, 1, 21), 40, "at most 20"),
        ([], Weights(1, 1, 1, 0), 40, "serves no school"),
        ([SMALL], Weights(1, 1, 1, 0), 0, "no half-day"),
    ],
)
def test_what_cannot_be_shared_is_refused_with_what_to_do(settings, weights, half_days, says):
    with pytest.raises(NotAnAllocation, match=says):
        share_out(settings, weights, half_days)


SETTINGS = st.lists(
    st.builds(
        Setting,
        key=st.integers(1, 10_000),
        pupils=st.none() | st.integers(0, 3_000),
        meals=st.none() | st.integers(0, 100).map(Decimal),
        phase=st.sampled_from(["primary", "secondary", "special", "sixteen_plus"]),
    ),
    min_size=1,
    max_size=25,
    unique_by=lambda one: one.key,
)
WEIGHTS = st.builds(
    Weights, st.integers(0, 100), st.integers(0, 100), st.integers(0, 100), st.integers(0, 12)
).filter(lambda one: one.pupils + one.need + one.equal > 0)


@given(SETTINGS, WEIGHTS, st.integers(1, 500), st.randoms(use_true_random=False))
def test_all_is_given_out_nobody_is_below_the_minimum_and_order_means_nothing(
    settings, weights, days, random
):
    assume(len(settings) * weights.minimum <= days)
    found = given_to(settings, weights, days)
    assert sum(found.values()) == days
    assert min(found.values()) >= weights.minimum
    shuffled = random.sample(settings, len(settings))
    assert given_to(shuffled, weights, days) == found


@given(SETTINGS, WEIGHTS, st.integers(1, 500), st.integers(1, 1_000), st.data())
def test_more_pupils_never_mean_less_time(settings, weights, days, more, data):
    known = [replace(one, pupils=one.pupils or 0, meals=one.meals or Decimal(0)) for one in settings]
    assume(len(known) * weights.minimum <= days)
    place = data.draw(st.integers(0, len(known) - 1))
    grown = replace(known[place], pupils=known[place].pupils + more)
    before = given_to(known, weights, days)
    after = given_to([*known[:place], grown, *known[place + 1 :]], weights, days)
    assert after[grown.key] >= before[grown.key]


@given(st.integers(0, 200), st.integers(0, 100), st.integers(0, 100))
def test_the_hours_of_the_functions_add_up_to_the_half_days(half_days, one, two):
    assume(one + two <= 100)
    found = hours_by_function(half_days, (one, two, 100 - one - two))
    assert sum(found.values()) == half_days * 3.75


def test_an_adjustment_moves_time_and_never_makes_any():
    now = balance({1: 10, 2: 30}, 40, [Move(1, 2, 1, 4), Move(2, 2, None, 2)])
    assert now == {None: 2, 1: 14, 2: 24}
    names = {1: "Marlpit School", 2: "Hill School"}
    check_move(Move(3, None, 1, 2), now, names)
    for move, says in (
        (Move(3, None, 1, 3), "beyond the team’s capacity: 2 half-days"),
        (Move(3, 1, 2, 15), "Marlpit School has 14 half-days. Enter at most 14"),
        (Move(3, 1, 1, 1), "two different places"),
        (Move(3, 1, 2, 0), "1 half-day or more"),
        (Move(3, 1, 9, 1), "school of this proposal"),
    ):
        with pytest.raises(NotAnAllocation, match=says):
            check_move(move, now, names)


def test_what_the_board_decided_first_about_an_adjustment_stands():
    rulings = [Ruling("agreed", 1), Ruling(NOT_AGREED, 2)]
    assert is_agreed(rulings)
    assert [outcome_of(number, rulings) for number in (1, 2, 3)] == ["agreed", NOT_AGREED, ""]
    for outcome, before, last, says in (
        (WITH_CHANGES, [], 0, "board’s changes"),
        ("agreed", [Ruling("agreed", 1)], 1, "decided all"),
        ("agreed", [Ruling(NOT_AGREED, 0)], 1, "new one first"),
    ):
        with pytest.raises(NotAnAllocation, match=says):
            check_ruling(outcome, before, last)


def test_what_was_given_is_set_against_as_much_of_the_term_as_is_over():
    autumn = Term(2026, 3)
    assert elapsed(autumn, date(2026, 8, 1)) == 0
    assert elapsed(autumn, date(2026, 12, 31)) == 1
    half = elapsed(autumn, date(2026, 10, 25))
    assert half == pytest.approx(0.5)
    assert Against(40, 20, half).words == "About as agreed"
    assert Against(40, 4, half).words == "16 hours under"
    assert Against(40, 30, half).words == "10 hours over"
