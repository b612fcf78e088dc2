"""A parent or carer asks: the same journey, longer where they know more."""

import pytest

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = make.school()
    make.service(make.team(), school)
    return school


def test_what_was_said_becomes_a_request_of_the_schools_team(school):
    Visitor().asks_for_a_child(school).confirms()
    request = Referral.objects.get()
    assert (request.source, request.requester_name) == ("parent", "Robin Fernleigh")
    assert (request.worry, request.own_words) == ("Cries every morning.", "")
    assert (request.school_at_risk, request.tried) == (["missed_sessions"], "A later start.")
    assert (request.postcode, request.nhs_number) == ("SM5 3PT", "9990000018")
    assert request.consents["help"] == "given"
    assert request.consents["tell_school"] == "refused"
    assert not YoungPerson.objects.exists()


def test_a_parent_is_asked_what_a_young_person_is_not(school):
    parent = Visitor().answers("who", who="parent")
    assert "Question 2 of 13" in parent.opens("/ask/questions/school").text
    assert "NHS number" in parent.opens("/ask/questions/about").text
    young = Visitor().answers("who", who="young_person")
    assert "NHS number" not in young.opens("/ask/questions/about").text


def test_both_are_asked_of_going_to_school_and_what_was_tried(school):
    for who, words in (
        ("parent", "What has been tried so far?"),
        ("young_person", "What have you tried so far?"),
    ):
        visitor = Visitor().answers("who", who=who)
        assert "Is going to school getting hard?" in visitor.opens("/ask/questions/going-to-school").text
        assert words in visitor.opens("/ask/questions/tried").text


def test_a_parent_is_not_asked_whether_parents_may_be_told(school):
    visitor = Visitor().answers("who", who="parent").opens("/ask/questions/tell")
    assert "May the team help your child?" in visitor.text
    assert "your parents or carers" not in visitor.html.split("tb-crisis")[0].split("Who may we tell")[-1]


def test_the_page_for_parents_begins_the_parents_journey(school):
    visitor = Visitor().opens("/ask/for-someone-else")
    assert "/ask/questions/who?for=child" in visitor.html
    assert 'value="parent" checked' in " ".join(visitor.opens("/ask/questions/who?for=child").html.split())


def test_changing_who_asks_leads_back_to_what_is_then_missing(school):
    visitor = Visitor().asks_for_themselves(school)
    visitor.answers("who", who="parent")
    visitor.opens("/ask/check", status=302)
    assert visitor.page.headers["Location"] == "/ask/questions/contact"
    assert not Referral.objects.exists()
