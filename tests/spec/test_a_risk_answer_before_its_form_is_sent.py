"""An answer that tells of risk is told at once, though its form is not sent; no other answer of half a form is."""

from datetime import UTC, datetime, timedelta

import pytest

from trailblazer.domain.instruments.unsent import MOST_KEPT, Mark, Said, heard, in_words, is_news

NINE = datetime(2026, 11, 24, 9, tzinfo=UTC)
MARK = Mark("q9", 1)
DELETED = "deleted"


def kept_after(*answers):
    """What is kept of these answers, one a minute."""
    said = ()
    for minute, answer in enumerate(answers):
        at = NINE + timedelta(minutes=minute)
        now = Said(at, None, is_deleted=True) if answer == DELETED else Said(at, answer)
        said = heard(said, now, MARK)
    return said


@pytest.mark.parametrize(
    "answers, kept",
    [
        ([0],             []),                # it tells of no risk: nobody is told, and nothing is kept
        ([None],          []),                # would rather not say
        ([0, None, 0],    []),
        ([1],             [1]),
        ([0, 2],          [2]),               # what was said before is not told
        ([2, 2, 2],       [2]),               # an impatient thumb
        ([2, 0],          [2, 0]),            # changed back: both are told
        ([1, 3, None],    [1, 3, None]),
        ([1, DELETED],    [1, None]),
    ],
)  # fmt: skip
def test_what_is_kept_begins_with_the_first_answer_that_tells_of_risk(answers, kept):
    assert [one.answer for one in kept_after(*answers)] == kept


@pytest.mark.parametrize(
    "before, answer, tells",
    [
        ([],           0,    False),
        ([],           None, False),
        ([],           1,    True),
        ([1],          1,    False),          # the same again
        ([1],          3,    True),           # more than before
        ([3],          1,    False),          # less than before, and known
        ([1, 0],       1,    True),           # again, after it was changed back
        ([1, None],    1,    True),
        ([1, DELETED], 1,    True),
        ([1],          0,    False),
    ],
)  # fmt: skip
def test_an_answer_is_news_where_it_tells_of_more_risk_than_the_last(before, answer, tells):
    assert is_news(kept_after(*before), answer, MARK) is tells


@pytest.mark.parametrize(
    "answers, how, words",
    [
        ([2],          {},                      "Answered, form not sent"),
        ([2, 3],       {},                      "Answered, form not sent"),
        ([2, 0],       {},                      "Answered, then changed, form not sent"),
        ([2, None],    {},                      "Answered, then changed, form not sent"),
        ([2, 0, 1],    {},                      "Answered, form not sent"),
        ([2, DELETED], {},                      "Answered, then deleted, form not sent"),
        ([2],          {"is_sent": True},       "Answered before sending, form sent now"),
        ([2, 0],       {"is_sent": True},       "Answered, then changed, form sent now"),
        ([2],          {"is_taken_back": True}, "Answered, form taken back"),
    ],
)  # fmt: skip
def test_the_alert_says_where_the_form_is_and_never_what_was_answered(answers, how, words):
    assert in_words(kept_after(*answers), MARK, **how) == words


def test_the_first_is_never_lost_however_often_it_is_changed():
    kept = kept_after(*[3, 0] * 100)
    assert len(kept) == MOST_KEPT
    assert (kept[0], kept[-1].answer) == (Said(NINE, 3), 0)
