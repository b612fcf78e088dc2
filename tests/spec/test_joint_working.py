"""Two days, three points at which people rate, and what so few ratings may be made to say."""

from datetime import date

import pytest

from trailblazer.domain.disclosure import HIDDEN
from trailblazer.domain.joint_ratings import (
    ALL,
    Rated,
    compare,
    in_steps,
    is_more_than_chance,
    mean,
    pairs,
    what_it_can_bear,
    widest_gap,
)
from trailblazer.domain.joint_working import (
    NotARating,
    Point,
    Sector,
    checked,
    framework,
    point_open_on,
    reminder_due,
    warning_of_days,
    why_not_these_days,
    window,
)

DAY_1, DAY_2 = date(2026, 9, 24), date(2026, 11, 12)
FRAME = framework()


@pytest.mark.parametrize(
    "day_2, can_be, is_warned",
    [
        (date(2026, 9, 23), False, True),   # before day 1
        (date(2026, 9, 24), False, True),   # the same day
        (date(2026, 10, 21), True, True),   # 27 days after
        (date(2026, 10, 22), True, False),  # 4 weeks after
        (date(2026, 11, 19), True, False),  # 8 weeks after
        (date(2026, 11, 20), True, True),   # 57 days after
    ],
)  # fmt: skip
def test_day_2_comes_after_day_1_and_usually_four_to_eight_weeks_after(day_2, can_be, is_warned):
    assert (why_not_these_days(DAY_1, day_2) == "") is can_be
    assert (warning_of_days(DAY_1, day_2) != "") is is_warned


@pytest.mark.parametrize(
    "today, point",
    [
        (date(2026, 8, 26), None),
        (date(2026, 8, 27), Point.BEFORE),  # four weeks before day 1
        (date(2026, 9, 24), Point.BEFORE),  # on day 1 itself
        (date(2026, 9, 25), None),
        (date(2026, 11, 12), Point.DAY_2),
        (date(2026, 12, 3), Point.DAY_2),  # three weeks after
        (date(2026, 12, 4), None),
        (date(2027, 7, 24), None),  # ten months on, but in the summer holidays
        (date(2027, 9, 7), Point.TEN_MONTHS),
    ],
)
def test_people_rate_before_day_1_from_day_2_on_and_ten_months_later(today, point):
    assert point_open_on(today, DAY_1, DAY_2) == point


def test_ten_months_later_is_in_term_time_where_it_falls_there():
    assert window(Point.TEN_MONTHS, date(2025, 10, 9), date(2025, 11, 20))[0] == date(2026, 9, 7)
    assert window(Point.TEN_MONTHS, date(2026, 1, 31), date(2026, 3, 10))[0] == date(2026, 11, 30)


def test_whoever_has_not_rated_is_reminded_three_times_and_no_more():
    days = [date(2026, 11, day) for day in range(12, 31)]
    told = 0
    for day in days:
        told += reminder_due(Point.DAY_2, day, DAY_1, DAY_2, told)
    assert told == 3
    assert not reminder_due(Point.DAY_2, date(2026, 12, 4), DAY_1, DAY_2, 0)


@pytest.mark.parametrize("value", ["0", "5", "-1", "1.5", "four", True])
def test_a_rating_outside_the_scale_is_refused_with_the_scale(value):
    with pytest.raises(NotARating, match="from 1 to 4"):
        checked({"roles": value}, FRAME)


def test_what_somebody_cannot_say_is_left_out_and_nothing_at_all_is_no_rating():
    assert checked({"roles": "3", "access": "", "routes": 2}, FRAME) == {"roles": 3, "routes": 2}
    with pytest.raises(NotARating, match="at least one"):
        checked({"routes": "2", "roles": ""}, FRAME)


def test_each_of_the_seven_areas_has_words_of_its_own_for_each_level():
    assert len(FRAME.areas) == 7
    assert len(FRAME.measures) == 4
    assert all(len(set(area.levels)) == 4 for area in FRAME.areas)


def rated(sector, values, point, start=0):
    return [
        Rated(f"{sector}{number}", sector, point, {"roles": value})
        for number, value in enumerate(values, start)
    ]


def compared(*groups):
    """`groups` are sector, before and after; everyone rated both times."""
    given = []
    for sector, before, after in groups:
        given += rated(sector, before, Point.BEFORE) + rated(sector, after, Point.DAY_2)
    return compare(pairs(given, Point.BEFORE, Point.DAY_2), FRAME.areas[:1], 1)[0]


def test_only_those_who_rated_both_times_are_compared():
    before = rated(Sector.EDUCATION, [1, 1, 1, 1, 1, 4, 4], Point.BEFORE)
    after = rated(Sector.EDUCATION, [2, 2, 2, 2, 2], Point.DAY_2)
    line = compare(pairs(before + after, Point.BEFORE, Point.DAY_2), FRAME.areas[:1], 1)[0]
    group = line.groups[Sector.EDUCATION]
    assert (group.base, group.before, group.after, group.by) == (5, 1.0, 2.0, 1.0)


def test_one_person_rates_once_at_each_point():
    twice = rated(Sector.HEALTH, [1], Point.BEFORE) * 2
    with pytest.raises(ValueError, match="once"):
        pairs(twice, Point.BEFORE, Point.DAY_2)


def test_a_group_of_four_is_hidden_and_nobody_is_a_dash():
    assert mean([1, 2, 3, 4]) is HIDDEN
    assert mean([]) is None
    assert mean([1, 2, 3, 4, 4]) == 2.8


def test_all_together_is_not_given_where_it_would_give_a_small_group_away():
    line = compared((Sector.EDUCATION, [1] * 6, [3] * 6), (Sector.HEALTH, [2] * 3, [2] * 3))
    assert line.groups[Sector.EDUCATION].is_shown
    assert not line.groups[Sector.HEALTH].is_shown
    assert not line.groups[ALL].is_shown
    both_small = compared(
        (Sector.EDUCATION, [1] * 6, [3] * 6),
        (Sector.HEALTH, [2] * 3, [2] * 3),
        (Sector.OTHER, [2] * 3, [4] * 3),
    )
    assert both_small.groups[ALL].is_shown


def test_the_gap_is_between_the_sectors_that_are_shown():
    line = compared(
        (Sector.EDUCATION, [1] * 5, [3] * 5),
        (Sector.HEALTH, [2] * 5, [4] * 5),
        (Sector.OTHER, [1] * 4, [1] * 4),
    )
    assert line.gap == 1.0
    assert widest_gap([line]) is line
    assert compared((Sector.EDUCATION, [1] * 5, [3] * 5)).gap is None


def test_of_pairs_the_median_and_how_many_went_up_stay_beside_the_mean():
    group = compared((Sector.EDUCATION, [1, 2, 2, 3, 4], [3, 3, 2, 3, 2])).groups[Sector.EDUCATION]
    assert (group.up, group.same, group.down, group.middle) == (2, 2, 1, 0.0)


def test_nothing_is_claimed_below_twenty_pairs():
    assert not is_more_than_chance(19, 0, 19)
    assert is_more_than_chance(15, 2, 20)  # exact sign test: 0.0023
    assert is_more_than_chance(15, 2, 20, areas=7)
    assert is_more_than_chance(13, 4, 20)  # 0.049
    assert not is_more_than_chance(13, 4, 20, areas=7)  # one of seven areas is 0.05 by chance soon enough
    assert not is_more_than_chance(0, 0, 30)
    few = compared((Sector.EDUCATION, [1] * 12, [4] * 12))
    assert "one answer moves a mean" in " ".join(what_it_can_bear([few], 12, FRAME))
    many = compared((Sector.EDUCATION, [1] * 22, [4] * 22))
    said = " ".join(what_it_can_bear([many], 22, FRAME))
    assert "clear roles" in said
    assert "not show that the two days were the cause" in said


def test_while_people_rate_a_group_grows_by_five_at_a_time():
    now = rated(Sector.EDUCATION, [1] * 13, Point.BEFORE) + rated(Sector.HEALTH, [2] * 4, Point.BEFORE)
    assert [one.sector for one in in_steps(now)] == [Sector.EDUCATION] * 10
