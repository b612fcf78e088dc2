"""Someone who lost their link gets a new one from the team, and the old one opens nothing any more."""

import re

import pytest

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Role
from trailblazer.referrals.models import StatusLink
from trailblazer.referrals.public import links

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return make.referral(source="young_person")


def page_of(client, asked, key=""):
    address = f"/requests/{asked.ref}/new-link"
    return client.post(address, {"submission_key": key}) if key else client.get(address)


def link_of(response):
    return re.search(r"(/status/[0-9a-f]{32,})", response.content.decode()).group(1)


def test_a_new_link_opens_the_request_and_the_earlier_one_does_not(sign_in, asked):
    earlier = links.issue(asked)
    client = sign_in(make.member(asked.team, Role.ADMINISTRATOR))
    assert "Be sure that it is them" in page_of(client, asked).content.decode()
    link = link_of(page_of(client, asked, "a" * 32))
    assert Visitor().opens(link, status=302).page.headers["Location"] == "/status/request"
    assert Visitor().opens(f"/status/{earlier}", status=302).page.headers["Location"] == "/status/closed"
    assert LogEntry.objects.filter(what="new status link given", record=asked.ref).count() == 1


def test_pressed_twice_it_shows_the_same_link(sign_in, asked):
    client = sign_in(make.member(asked.team))
    assert link_of(page_of(client, asked, "a" * 32)) == link_of(page_of(client, asked, "a" * 32))
    assert StatusLink.objects.count() == 1


def test_only_the_hash_is_kept(sign_in, asked):
    link = link_of(page_of(sign_in(make.member(asked.team)), asked, "a" * 32))
    assert link.rsplit("/", 1)[1] not in str(StatusLink.objects.values().get())


def test_another_teams_member_does_not_know_of_the_request(sign_in, asked):
    assert page_of(sign_in(make.member(make.team())), asked).status_code == 404


def test_a_schools_lead_may_not_make_one(sign_in, asked):
    assert page_of(sign_in(make.member(make.school())), asked).status_code == 403


def test_someone_with_an_account_needs_none(sign_in):
    school, team = make.school(), make.team()
    asked = make.referral(team, asked_by=make.member(school), school=school)
    response = page_of(sign_in(make.member(team)), asked, "a" * 32)
    assert "reads this by signing in" in response.content.decode()
    assert not StatusLink.objects.exists()
