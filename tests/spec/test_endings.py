"""When a course may end, what is missing for its outcome, and until when it may be opened again."""

from datetime import date

import pytest

from trailblazer.domain.endings import NotAnEnding, check_day, may_reopen, what_is_unpaired
from trailblazer.domain.entered_scores import Pair, Scored

BEGAN, TODAY = date(2026, 9, 14), date(2026, 11, 24)


@pytest.mark.parametrize(
    "ended_on, last_contact_on, says",
    [
        (date(2026, 11, 24), date(2026, 11, 20), ""),
        (date(2026, 9, 14),  None,               ""),
        (date(2026, 9, 13),  None,               "not before the course began, on 14 September 2026"),
        (date(2026, 11, 25), None,               "not in the future"),
        (date(2026, 11, 19), date(2026, 11, 20), "not before the last contact, on 20 November 2026"),
    ],
)  # fmt: skip
def test_a_course_ends_after_it_began_and_after_its_last_contact(ended_on, last_contact_on, says):
    if not says:
        check_day(BEGAN, ended_on, TODAY, last_contact_on)
        return
    with pytest.raises(NotAnEnding, match=says):
        check_day(BEGAN, ended_on, TODAY, last_contact_on)


KIND = ("gad-7", "self")
PAIR = {KIND: Pair(Scored(*KIND, BEGAN, 14), Scored(*KIND, TODAY, 8))}


@pytest.mark.parametrize(
    "scored, pairs, contacts, says",
    [
        ([KIND, KIND], PAIR, 6, ""),
        ([KIND],       {},   6, "GAD-7 was filled in once"),
        ([],           {},   6, "No questionnaire"),
        ([KIND],       {},   1, "Fewer than two contacts"),
    ],
)  # fmt: skip
def test_what_is_missing_for_the_outcome_is_said_before_the_ending(scored, pairs, contacts, says):
    assert " ".join(what_is_unpaired(scored, pairs, contacts)).startswith(says)
    assert bool(what_is_unpaired(scored, pairs, contacts)) is bool(says)


@pytest.mark.parametrize("day, may", [(24, True), (29, True), (30, False)])
def test_a_course_is_opened_again_for_five_days(day, may):
    assert may_reopen(TODAY, date(2026, 11, day)) is may
