"""What is said of the help is counted so that nobody can be found, and its words stay with those who lead the team."""

import pytest

from tests import make
from trailblazer.access.roles import Role
from trailblazer.care.scores import keep_form

pytestmark = pytest.mark.django_db
PAGE = "/questionnaires/said"


@pytest.fixture
def team():
    return make.team()


def says(team, by, answer, words=""):
    given = dict.fromkeys(("q1", "q2", "q3", "q4"), answer)
    keep_form(make.matched_referral(team), "how-was-it", given, by=by, on=make.TODAY, words={"w1": words})


def test_answers_are_counted_and_small_numbers_hidden(team, sign_in):
    lead = make.member(team, Role.SUPERVISOR)
    for number in range(11):
        says(team, lead, 3 if number < 9 else 1)
    page = sign_in(lead).get(PAGE).content.decode()
    assert "I was listened to" in page
    assert ">10<" in page
    assert "hidden" in page
    assert ">9<" not in page
    assert ">2<" not in page


def test_words_are_read_by_those_who_lead_and_by_no_other_team(team, sign_in):
    lead, helper = make.member(team, Role.SUPERVISOR), make.member(team, Role.PRACTITIONER)
    says(team, lead, 3, words="The quiet room was good")
    assert "The quiet room was good" in sign_in(lead).get(PAGE).content.decode()
    assert "The quiet room was good" not in sign_in(helper).get(PAGE).content.decode()
    elsewhere = make.member(make.team(), Role.SUPERVISOR)
    assert "Nothing was said yet" in sign_in(elsewhere).get(PAGE).content.decode()
