"""A board: who is lacking, whose name is kept, how decisions are numbered, what is overdue."""

from contextlib import nullcontext
from datetime import date

import pytest

from trailblazer.domain.governance import (
    NotForABoard,
    check_end,
    check_route,
    check_spell,
    days_late,
    kept_name,
    lacking,
    next_number,
)

DAY = date(2026, 11, 24)


def test_a_board_is_told_kindly_who_is_lacking():
    assert lacking(["education", "nhs", "council", "parents", "young_people"]) == []
    alone = lacking(["education", "nhs", "parents"])
    assert alone[0].endswith("This one has only 1.")
    assert alone[1] == "Nobody is here yet for the council."
    assert lacking([])[0].endswith("This one has none.")


@pytest.mark.parametrize(
    "name, job, is_under_18, kept",
    [
        #  name,             what they are,   under 18,  kept
        ("  Robin  Ashgrove ", "Head teacher", False, "Robin Ashgrove"),
        ("Amira", "", True, "Amira"),
        ("Anna-Lena", "", True, "Anna-Lena"),
        ("", "Young adviser", True, ""),
        ("Amira Fernleigh", "", True, None),
        ("Amira F", "", True, None),
        ("", " ", False, None),
    ],
)  # fmt: skip
def test_who_is_under_18_is_kept_by_first_name_or_role_only(name, job, is_under_18, kept):
    if kept is not None:
        assert kept_name(name, job, is_under_18=is_under_18) == kept
        return
    with pytest.raises(NotForABoard):
        kept_name(name, job, is_under_18=is_under_18)


def test_decisions_are_numbered_within_the_year_of_their_meeting():
    assert next_number(DAY, []) == "2026/01"
    assert next_number(DAY, ["2026/09", "2026/10", "2025/44"]) == "2026/11"


def test_what_goes_nowhere_or_ends_before_it_begins_is_refused():
    check_route("school", "board")
    check_spell(DAY, DAY)
    for refused in (
        lambda: check_route("board", "board"),
        lambda: check_route("board", "moon"),
        lambda: check_spell(DAY, date(2026, 11, 23)),
    ):
        with pytest.raises(NotForABoard):
            refused()


@pytest.mark.parametrize(
    "ended_on, says",
    [
        (date(2026, 11, 9), "not before its last meeting, 10 November 2026"),
        (date(2026, 11, 10), None),
        (date(2026, 11, 24), None),
        (date(2026, 11, 25), "today at the latest"),
    ],
)
def test_a_board_ends_after_it_last_met_and_not_in_the_future(ended_on, says):
    met_on = [date(2026, 11, 10), date(2026, 7, 2), date(2026, 12, 8)]  # the last is only planned
    with pytest.raises(NotForABoard, match=says) if says else nullcontext():
        check_end(ended_on, met_on, DAY)


def test_late_is_counted_from_the_day_after_until_it_is_done():
    assert days_late(date(2026, 11, 20), None, DAY) == 4
    assert days_late(DAY, None, DAY) == 0
    assert days_late(date(2026, 11, 20), DAY, DAY) == 0
    assert days_late(None, None, DAY) == 0
