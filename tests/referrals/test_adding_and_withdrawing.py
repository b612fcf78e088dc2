import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.referrals import actions


def test_the_lead_adds_what_was_asked_for_and_it_is_to_be_decided_again(place):
    referral = place.referral()
    actions.ask_for_information(referral, by=place.supervisor, question="Eating?", answer="Is she eating?")
    actions.add_words(referral, by=place.lead, words="  She eats at home.  ")
    referral.refresh_from_db()
    assert referral.state == "received"
    assert referral.additions.get().words == "She eats at home."


@pytest.mark.parametrize("words", ["", "   ", "x" * 5_001])
def test_nothing_and_too_much_are_refused(place, words):
    with pytest.raises(NotPossible, match="Enter"):
        actions.add_words(place.referral(), by=place.lead, words=words)


def test_nothing_is_added_to_what_is_closed(place):
    with pytest.raises(NotPossible, match="closed"):
        actions.add_words(place.referral(state="withdrawn"), by=place.lead, words="More")


def test_a_withdrawn_request_waits_for_nothing(place):
    referral = place.referral()
    actions.withdraw(referral, by=place.lead, words="Family changed their mind")
    referral.refresh_from_db()
    assert (referral.state, referral.closed_on) == ("withdrawn", make.TODAY)
    assert referral.additions.get().words == "Family changed their mind"


def test_the_lead_of_another_school_adds_nothing(place):
    other = make.member(make.service(place.team).school)
    with pytest.raises(PermissionDenied):
        actions.add_words(place.referral(), by=other, words="More")


def test_a_hand_over_is_followed_to_its_end(place):
    referral = place.referral()
    actions.decide(referral, by=place.supervisor, outcome="referred_on", service="CAMHS", reason="Needs them")
    actions.close(referral, by=place.supervisor)
    referral.refresh_from_db()
    assert (referral.state, referral.closed_on) == ("closed", make.TODAY)
