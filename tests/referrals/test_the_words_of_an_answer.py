from datetime import date

import pytest

from trailblazer.referrals.answering import proposed
from trailblazer.referrals.outcomes import OUTCOMES


def values(place):
    return {
        "role": "emhp",
        "owner": place.therapist,
        "next_step_due_on": date(2026, 11, 27),
        "look_again_on": date(2026, 12, 8),
        "advice_given": "Keep the lunch pass",
        "service": "Young Carers Space",
        "destination": "held_here",
        "question": "Has she seen a GP?",
        "declined_reason": "outside_age",
        "duplicate_of": None,
    }


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_has_words_for_a_school_and_for_a_young_person(place, outcome):
    for source, asked_by, to in (
        ("school_lead", place.lead, "Dear Ruth"),
        ("young_person", None, "Dear Robin"),
    ):
        referral = place.referral(source=source, asked_by=asked_by)
        words = proposed(referral, outcome, values(place), by=place.supervisor)
        assert words.startswith(to)
        assert "Imogen Larkfield" in words
        assert "999" in words
        assert "\n\n\n" not in words


def test_who_and_by_when_are_filled_in(place):
    words = proposed(place.referral(), "one_to_one", values(place), by=place.supervisor)
    assert "Tariq Holloway" in words
    assert "Friday 27 November" in words


def test_a_duplicate_does_not_give_away_who_asked_before(place):
    earlier = place.referral(source="young_person", asked_by=None)
    told = values(place) | {"duplicate_of": earlier}
    words = proposed(place.referral(), "duplicate", told, by=place.supervisor)
    assert "already" not in words
    assert "earlier" not in words


def test_to_the_same_requester_it_is_said_to_be_the_earlier_one(place):
    told = values(place) | {"duplicate_of": place.referral()}
    assert "your earlier request" in proposed(place.referral(), "duplicate", told, by=place.supervisor)


def test_a_place_that_is_nowhere_is_not_named(place):
    told = values(place) | {"destination": "nowhere"}
    assert "nowhere" not in proposed(place.referral(), "missing_middle", told, by=place.supervisor).lower()
