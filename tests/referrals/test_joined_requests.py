from datetime import date

from tests import make
from trailblazer.referrals.events import clock_of_spell, joined_spell_of


def test_requests_of_one_child_that_overlap_are_one_spell(place):
    person = make.young_person(place.team)
    first = place.referral(young_person=person, received_on=date(2026, 10, 1))
    second = place.referral(young_person=person, received_on=date(2026, 11, 10))
    spell = joined_spell_of(second, make.TODAY)
    assert {member.ref for member in spell.members} == {first.ref, second.ref}
    assert clock_of_spell(spell, make.TODAY).started_on == date(2026, 10, 1)


def test_the_page_of_waits_says_so(place, sign_in):
    person = make.young_person(place.team)
    place.referral(young_person=person, received_on=date(2026, 10, 1))
    second = place.referral(young_person=person, received_on=date(2026, 11, 10))
    words = sign_in(place.practitioner).get(f"/requests/{second.ref}/waits").content.decode()
    assert "Counted over 2 requests that the national count takes as one, from 1 October 2026" in words


def test_a_request_that_is_nobodys_yet_has_no_spell(place):
    assert joined_spell_of(place.referral(), make.TODAY) is None
