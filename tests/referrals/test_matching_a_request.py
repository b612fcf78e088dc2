import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.referrals import actions
from trailblazer.young_people.duplicates import Doubtful
from trailblazer.young_people.models import YoungPerson

WHO = {"first_name": "Robin", "last_name": "Fernleigh", "born_on": make.date(2013, 5, 3)}


def test_a_request_is_linked_to_someone_the_team_knows(place):
    person = make.young_person(place.team)
    assert actions.match(place.referral(), by=place.practitioner, young_person=person).young_person == person


def test_not_to_someone_of_another_team(place):
    with pytest.raises(NotPossible, match="your team may see"):
        actions.match(place.referral(), by=place.practitioner, young_person=make.young_person(make.team()))


def test_two_different_nhs_numbers_are_two_people(place):
    person = make.young_person(place.team, nhs_number="9990000018")
    with pytest.raises(NotPossible, match="differ"):
        actions.match(place.referral(nhs_number="9990000026"), by=place.practitioner, young_person=person)


def test_a_new_record_is_made_with_the_parent_we_were_told_of(place):
    referral = place.referral(
        carer_name="Sam Fernleigh", carer_relationship="mother", carer_telephone="07700 900118"
    )
    matched = actions.match_new(referral, by=place.practitioner, **WHO)
    carer = matched.young_person.carers.get()
    assert (carer.name, carer.relationship, carer.telephone) == ("Sam Fernleigh", "mother", "07700 900118")


def test_a_look_alike_is_seen_before_a_record_is_made(place):
    twin = make.young_person(place.team, **WHO)
    referral = place.referral()
    with pytest.raises(Doubtful):
        actions.match_new(referral, by=place.practitioner, **WHO)
    actions.match_new(referral, by=place.practitioner, seen=[twin.ref], **WHO)
    assert YoungPerson.objects.count() == 2


def test_a_wrong_link_is_taken_back(place):
    referral = place.referral(young_person=make.young_person(place.team))
    assert actions.unmatch(referral, by=place.practitioner).young_person is None


def test_a_school_matches_nobody(place):
    with pytest.raises(PermissionDenied):
        actions.match(place.referral(), by=place.lead, young_person=make.young_person(place.team))
