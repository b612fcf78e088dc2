"""Terms by the calendar: every day is in exactly one, and each follows the other without a gap."""

from datetime import date, timedelta

import pytest

from trailblazer.domain.school_terms import Term, term_by_code, term_of


def test_every_day_of_four_years_is_in_the_term_that_follows_or_is_that_of_the_day_before():
    day, term = date(2024, 1, 1), Term(2024, 1)
    while day.year < 2028:
        now = term_of(day)
        assert day in now
        assert now in (term, term.next)
        assert now == term or now.previous == term
        day, term = day + timedelta(days=1), now


def test_a_term_has_a_name_and_a_code():
    term = term_of(date(2026, 11, 24))
    assert (str(term), term.code, term.first_day) == ("Autumn 2026", "2026-3", date(2026, 9, 1))
    assert term_by_code("2026-3") == term


@pytest.mark.parametrize("code", ["", "2026", "2026-4", "2026-0", "autumn", "02026-3", "2026-3 "])
def test_what_is_no_code_of_a_term_is_refused(code):
    with pytest.raises(ValueError, match=r"."):
        term_by_code(code)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 9, 1), "Autumn 2026"),
        (date(2026, 12, 31), "Autumn 2026"),
        (date(2027, 1, 1), "Spring 2027"),
        (date(2027, 4, 1), "Summer 2027"),
        (date(2027, 8, 31), "Summer 2027"),
    ],
)
def test_a_term_is_told_by_the_calendar(day, name):
    assert str(term_of(day)) == name
