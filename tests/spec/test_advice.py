"""Quarter hours, three lines, the term a day falls in, and words that hold a full name."""

from datetime import UTC, datetime

import pytest

from trailblazer.domain.advice import NotSo, agreed_lines, cut
from trailblazer.domain.full_names import full_name_in


def at(hour, minute=0):
    return datetime(2026, 11, 26, hour, minute, tzinfo=UTC)


def test_a_stretch_is_cut_into_quarter_hours_and_what_is_left_over_is_in_none():
    assert [one.starts_at.strftime("%H:%M") for one in cut(at(15), at(15, 50))] == ["15:00", "15:15", "15:30"]


@pytest.mark.parametrize("last", [at(15), at(15, 14), at(19, 1)])
def test_a_stretch_is_at_least_a_quarter_hour_and_at_most_four_hours(last):
    with pytest.raises(NotSo):
        cut(at(15), last)


def test_what_was_agreed_is_at_most_three_lines():
    assert agreed_lines("  Exam plan,\n\n3  weeks ") == "Exam plan,\n3 weeks"
    with pytest.raises(NotSo, match="at most 3 lines"):
        agreed_lines("a\nb\nc\nd")


@pytest.mark.parametrize(
    "words, name",
    [
        ("Maisie Olduvai leaves maths every day", "Maisie Olduvai"),
        ("I am worried about Zahra O’Neill-Khan’s mornings", "Zahra O’Neill-Khan"),
        ("Yesterday Maisie cried before PE", ""),
        ("A boy in Year Eight misses Monday Morning Assembly", ""),
        ("She told the SENCO and the Head Teacher in Key Stage Three", ""),
        ("Is CAMHS the right place? Has Mum asked?", ""),
        ("a pupil cries before lessons", ""),
    ],
)
def test_a_full_name_is_seen_by_the_words_alone(words, name):
    assert full_name_in(words) == name
