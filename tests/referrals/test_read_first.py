"""A young child asks alone: nobody at school hears of it before somebody of the team has talked with the child."""

from datetime import date

import pytest

from tests import make
from tests.referrals.test_receiving_a_request import TOLD, set_route
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.roles import Role
from trailblazer.letters.models import Letter
from trailblazer.referrals import actions
from trailblazer.referrals.models import Referral

pytestmark = pytest.mark.django_db
AGREED = {"tell_school": "given"}


@pytest.fixture
def school(team):
    return make.service(team).school


@pytest.fixture
def lead(school):
    return make.member(school, Role.SENIOR_MENTAL_HEALTH_LEAD)


@pytest.fixture
def supervisor(team):
    return make.member(team, Role.SUPERVISOR)


def asked(school, born_on=date(2016, 5, 3), **more):
    told = TOLD | {"born_on": born_on, "consents": AGREED} | more
    return actions.receive(by=Visitor(), source="young_person", school=school, **told)


def seen_by(lead):
    return list(Referral.objects.visible_to(lead))


def test_school_does_not_see_it_though_the_child_said_yes(school, lead, sign_in):
    referral = asked(school)
    assert referral.is_read_first
    assert seen_by(lead) == []
    assert sign_in(lead).get(f"/requests/{referral.ref}").status_code == 404
    assert not Letter.objects.filter(template="lead_is_told").exists()


def test_an_older_one_is_seen_at_once(school, lead):
    referral = asked(school, born_on=date(2012, 5, 3))
    assert seen_by(lead) == [referral]


def test_the_team_is_told_to_talk_first_on_the_page_and_in_the_list(school, supervisor, sign_in):
    referral = asked(school)
    browser = sign_in(supervisor)
    assert "Read first: a child asked alone" in browser.get(f"/requests/{referral.ref}").content.decode()
    assert "Talk with the child first" in browser.get("/requests/").content.decode()


@pytest.mark.parametrize("answer, is_seen", [("yes", True), ("no", False)])
def test_school_hears_what_the_child_said(team, school, lead, supervisor, sign_in, answer, is_seen):
    set_route(team, leads_part="approves")
    referral = asked(school)
    browser = sign_in(supervisor)
    browser.post(
        f"/requests/{referral.ref}/read-first",
        {"school_may_know": answer, "submission_key": "a" * 32, "version": referral.version},
    )
    referral.refresh_from_db()
    assert not referral.is_read_first
    assert referral.awaits_lead is Letter.objects.filter(template="lead_is_told").exists() is is_seen
    assert referral.consents["tell_school"] == ("given" if is_seen else "refused")
    assert seen_by(lead) == ([referral] if is_seen else [])
    with pytest.raises(NotPossible, match="talked with them already"):
        actions.talked_with_child(referral, by=supervisor, school_may_know=True)


def test_without_a_choice_nothing_is_noted(school, supervisor, sign_in):
    referral = asked(school)
    page = sign_in(supervisor).post(
        f"/requests/{referral.ref}/read-first", {"submission_key": "a" * 32, "version": referral.version}
    )
    assert "Choose whether school may know" in page.content.decode()
    referral.refresh_from_db()
    assert referral.is_read_first
