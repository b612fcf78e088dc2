"""Which pupil is helped by whom, and whether school goes better beside the help."""

from datetime import date, timedelta

import pytest

from trailblazer.domain import attendance
from trailblazer.domain.attendance import Count, NotACount, in_words, read_rows
from trailblazer.domain.helped import Place, WholeName, place_of, stands_for

TODAY = date(2026, 11, 24)
BEGAN = date(2026, 9, 28)


def weeks(first, *attended):
    return [
        Count(first + timedelta(weeks=n), first + timedelta(weeks=n, days=4), 10, value)
        for n, value in enumerate(attended)
    ]


@pytest.mark.parametrize(
    "helpers, is_told, is_over, place",
    [
        (3, True,  False, Place.SEVERAL),
        (1, False, False, Place.ONE),
        (0, True,  False, Place.NOBODY),
        (0, False, False, Place.NOT_TOLD),  # that nobody helps would say that the team does not
        (0, False, True,  Place.NOT_TOLD),
        (0, True,  True,  Place.NO_MORE),
    ],
)  # fmt: skip
def test_two_helpers_and_nobody_are_told_from_what_school_may_not_know(helpers, is_told, is_over, place):
    assert place_of(helpers, is_told=is_told, is_over=is_over) is place


@pytest.mark.parametrize("typed", ["K. M.", "Kezia M.", "7B-14", " KM ", "Li Wu"])
def test_initials_or_a_reference_stand_for_a_pupil_without_a_record(typed):
    assert stands_for(typed) == typed.strip()


def test_a_whole_name_does_not():
    with pytest.raises(WholeName, match="not a whole name"):
        stands_for("Kezia Marlowe")


def test_attendance_is_compared_over_six_school_weeks_on_either_side():
    before = weeks(date(2026, 6, 1), 2, 5, 6, 6, 6, 7, 7)  # the first is a seventh week before: left out
    across = Count(date(2026, 9, 26), date(2026, 10, 2), 10, 0)  # holds the day it began: on neither side
    after = weeks(date(2026, 10, 5), 8, 8, 9)
    assert in_words([*before, across, *after], BEGAN) == (
        "Attended 62% of sessions in the 6 school weeks before help began, 83% in the 3 school weeks since"
    )
    longer = weeks(date(2026, 10, 5), 1, 8, 8, 9, 9, 9, 8)
    assert in_words([*before, *longer], BEGAN).endswith("before help began, 85% in the latest 6 school weeks")


def test_what_is_not_known_is_said_and_an_old_count_says_nothing():
    assert in_words([], BEGAN) == ""
    assert in_words(weeks(date(2026, 1, 5), 9), BEGAN) == ""
    assert in_words(weeks(date(2026, 9, 14), 6), BEGAN).endswith("before help began. No week since yet")
    assert (
        in_words(weeks(date(2026, 9, 14), 6, 8), None)
        == "Attended 70% of sessions in the last 2 school weeks"
    )


@pytest.mark.parametrize(
    "count, says",
    [
        (Count(date(2026, 9, 14), date(2026, 9, 11), 10, 9),  "not before the first"),
        (Count(date(2026, 11, 23), date(2026, 11, 27), 10, 9), "not in the future"),
        (Count(date(2026, 9, 14), date(2026, 9, 20), 11, 9),  "at most 10 half-day sessions"),
        (Count(date(2026, 9, 14), date(2026, 9, 18), 8, 9),   "cannot be attended of 8"),
        (Count(date(2026, 1, 5), date(2026, 7, 20), 10, 9),   "at most a term"),
    ],
)  # fmt: skip
def test_a_count_that_cannot_be_is_refused_with_a_sentence(count, says):
    with pytest.raises(NotACount, match=says):
        count.check(TODAY)


def test_rows_of_a_sheet_are_read_and_each_fault_names_its_row():
    counts, faults = read_rows("Week\tPossible\tAttended\n14/09/2026\t10\t6\n2026-09-21\t10\t7\n", TODAY)
    assert [(count.to_on.day, count.attended) for count in counts] == [(18, 6), (25, 7)]
    assert faults == []
    typed = "14/09/2026, 18/09/2026, 10, 12\nMonday, 10, 6\n\n21/09/2026; 25/09/2026; 10; 9\n24/09/2026, 4, 3\n1, 2"
    counts, faults = read_rows(typed, TODAY)
    assert len(counts) == 1
    assert [str(fault)[:32] for fault in faults] == [
        "Row 1: 12 sessions cannot be att",
        "Row 2: “Monday” is not a day: wr",
        "Row 5: its days are in an earlie",
        "Row 6: enter first day, last day",
    ]


def test_school_weeks_are_whole_and_leave_out_half_term():
    def is_closed(day):
        return date(2026, 10, 26) <= day <= date(2026, 10, 30) or day == date(2026, 11, 9)

    found = attendance.school_weeks(is_closed, date(2026, 10, 19), date(2026, 11, 17))
    assert [(week.from_on.day, week.to_on.day, week.possible) for week in found] == [
        (10, 13, 8),  # its Monday was closed
        (2, 6, 10),
        (19, 23, 10),
    ]


def test_a_share_of_nothing_is_not_known():
    assert Count(date(2026, 10, 26), date(2026, 10, 30), 0, 0).share is None
    assert attendance.before(weeks(date(2026, 9, 14), 6), BEGAN).weeks == 1
