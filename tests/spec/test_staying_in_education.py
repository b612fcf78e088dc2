"""What is asked about school, when it is due, and what cannot be right."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.education import (
    Due,
    Missed,
    NotACheck,
    check_stage,
    due,
    term_after,
)
from trailblazer.domain.school_days import NOT_KNOWN, Stretch, Terms

FIRST, LAST, ASKED = date(2026, 9, 7), date(2026, 10, 16), date(2026, 10, 19)
AUTUMN_1 = Stretch(date(2026, 9, 2), date(2026, 10, 23))
AUTUMN_2 = Stretch(date(2026, 11, 2), date(2026, 12, 18))
SPRING_1 = Stretch(date(2027, 1, 4), date(2027, 2, 12))
SPRING_2 = Stretch(date(2027, 2, 22), date(2027, 4, 1))
TERMS = Terms((AUTUMN_1, AUTUMN_2, SPRING_1, SPRING_2), "school")


@pytest.mark.parametrize(
    "from_on, to_on, missed, possible, says",
    [
        (FIRST, LAST,  12,   60,   ""),
        (FIRST, LAST,  None, None, ""),
        (None,  None,  None, None, ""),                        # nothing known is nothing wrong
        (FIRST, LAST,  12,   None, ""),
        (None,  None,  12,   60,   "from which day to which day"),
        (None,  None,  None, 60,   "from which day to which day"),
        (FIRST, None,  12,   60,   "both days"),
        (LAST,  FIRST, 12,   60,   "not before the first"),
        (FIRST, date(2026, 10, 20), 12, 60, "not after the day it was asked"),
        (FIRST, LAST,  61,   60,   "cannot be missed"),
        (FIRST, FIRST, 3,    None, "at most 2"),               # a day has two half days
        (FIRST, LAST,  0,    81,   "at most 80"),
    ],
)  # fmt: skip
def test_what_was_missed_has_its_days_and_fits_into_them(from_on, to_on, missed, possible, says):
    known = Missed(from_on, to_on, missed, possible)
    if not says:
        known.check(ASKED)
        return
    with pytest.raises(NotACheck, match=says):
        known.check(ASKED)


@pytest.mark.parametrize(
    "missed, possible, share", [(12, 60, 20), (0, 60, 0), (None, 60, None), (12, None, None), (0, 0, None)]
)
def test_a_share_is_known_only_where_both_numbers_are(missed, possible, share):
    assert Missed(FIRST, LAST, missed, possible).share == share


@pytest.mark.parametrize(
    "stage, checked_on, ended_on, says",
    [
        ("start",      ASKED, None,  ""),
        ("end",        ASKED, ASKED, ""),
        ("start",      date(2026, 11, 25), None, "not in the future"),
        ("term_after", ASKED, None,  "has not ended"),
        ("term_after", ASKED, ASKED, "after the ending, on 19 October 2026"),
        ("term_after", ASKED, LAST,  ""),
    ],
)  # fmt: skip
def test_each_of_the_three_is_asked_in_its_time(stage, checked_on, ended_on, says):
    today = date(2026, 11, 24)
    if not says:
        check_stage(stage, checked_on, ended_on, today)
        return
    with pytest.raises(NotACheck, match=says):
        check_stage(stage, checked_on, ended_on, today)


@pytest.mark.parametrize(
    "ended_on, terms, on",
    [
        (date(2026, 10, 9),  TERMS, date(2027, 2, 12)),      # the rest of autumn and half of spring
        (date(2026, 10, 28), TERMS, date(2027, 2, 12)),      # ended in half term
        (date(2026, 11, 20), TERMS, date(2027, 4, 1)),       # all of spring
        (date(2027, 1, 15),  TERMS, date(2027, 5, 14)),      # the calendar does not reach: a third of a year
        (date(2026, 11, 20), NOT_KNOWN, date(2027, 3, 19)),
        (date(2028, 2, 29),  NOT_KNOWN, date(2028, 6, 27)),  # a leap day
    ],
)  # fmt: skip
def test_one_term_after_is_two_half_terms_on(ended_on, terms, on):
    assert term_after(ended_on, terms) == on


@pytest.mark.parametrize(
    "started_on, ended_on, known, today, stages",
    [
        (None,  None,  (),                date(2026, 11, 24), []),
        (FIRST, None,  (),                date(2026, 11, 24), ["start"]),
        (FIRST, None,  ("start",),        date(2026, 11, 24), []),
        (FIRST, LAST,  ("start",),        date(2026, 11, 24), ["end"]),
        (FIRST, LAST,  ("start", "end"),  date(2027, 2, 11),  []),
        (FIRST, LAST,  ("start", "end"),  date(2027, 2, 12),  ["term_after"]),
        (FIRST, LAST,  ("start", "end", "term_after"), date(2027, 3, 1), []),
    ],
)  # fmt: skip
def test_what_is_due_is_said_until_it_is_known(started_on, ended_on, known, today, stages):
    assert [one.stage for one in due(started_on, ended_on, known, TERMS, today)] == stages


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from([TERMS, NOT_KNOWN]), st.integers(0, 900)
)
def test_one_term_after_comes_after_the_end_and_is_never_due_before(ended_on, terms, later):
    on = term_after(ended_on, terms)
    assert on > ended_on
    known = due(None, ended_on, ("end",), terms, ended_on + timedelta(days=later))
    assert known == ((Due("term_after", on),) if ended_on + timedelta(days=later) >= on else ())
