"""A role is changed or ended by someone who could give it, and takes hold at once."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access import actions
from trailblazer.access.models import LogEntry, Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role

pytestmark = pytest.mark.django_db


def two(role=Role.PRACTITIONER, by=Role.TEAM_LEAD):
    team = make.team()
    return make.member(team, by), make.member(team, role)


def test_a_changed_role_holds_at_once_and_signs_the_person_out(sign_in):
    lead, member = two()
    browser = sign_in(member)
    assert browser.get("/account").status_code == 200
    new = actions.change_role(member, by=lead, role=Role.SUPERVISOR)
    assert browser.get("/account").status_code == 302
    assert (new.role, new.user, new.ended_on) == (Role.SUPERVISOR, member.user, None)
    member.refresh_from_db()
    assert member.ended_on is not None


def test_an_ended_membership_gives_nothing_any_more(sign_in):
    lead, member = two()
    browser = sign_in(member)
    actions.end(member, by=lead)
    assert browser.get("/alerts/").status_code == 302
    assert not Membership.objects.current(make.TODAY.replace(year=2030)).filter(pk=member.pk).exists()


def test_the_log_says_who_changed_whose_role():
    lead, member = two()
    actions.end(member, by=lead)
    line = LogEntry.objects.get(what="membership ended")
    assert (line.member, line.record) == (lead, member.ref)
    assert line.before_hash != line.after_hash


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.SUPERVISOR, Role.ADMINISTRATOR])
def test_an_administrator_of_a_team_cannot_touch_those_above(role):
    administrator, other = two(role, by=Role.ADMINISTRATOR)
    for change in (actions.end, actions.begin_second_step_again):
        with pytest.raises(PermissionDenied):
            change(other, by=administrator)
    other.refresh_from_db()
    assert other.ended_on is None


def test_nobody_gives_a_role_they_may_not_give_by_changing_one():
    lead, member = two()
    with pytest.raises(PermissionDenied):
        actions.change_role(member, by=lead, role=Role.TEAM_LEAD)


def test_nobody_changes_their_own_role():
    lead, _ = two()
    with pytest.raises(NotPossible):
        actions.change_role(lead, by=lead, role=Role.SUPERVISOR)


def test_people_of_another_team_are_out_of_reach(sign_in):
    lead, _ = two()
    other = make.member(make.team(lead.organisation.provider), Role.PRACTITIONER)
    with pytest.raises(PermissionDenied):
        actions.end(other, by=lead)
    browser = sign_in(lead)
    assert browser.get(f"/people/{other.ref}").status_code == 404
    assert other.user.name not in browser.get("/people/").content.decode()


def test_a_second_step_is_begun_again_and_the_person_is_told(sign_in):
    lead, member = two()
    TOTP.activate(member.user, generate_totp_secret())
    browser = sign_in(member)
    actions.begin_second_step_again(member, by=lead)
    assert not member.user.authenticator_set.exists()
    assert browser.get("/account").status_code == 302


def test_a_second_step_is_not_taken_from_someone_who_is_more_elsewhere():
    administrator, member = two(by=Role.ADMINISTRATOR)
    Membership.objects.create(
        user=member.user, organisation=make.team().organisation, role=Role.TEAM_LEAD, started_on=make.STARTED
    )
    TOTP.activate(member.user, generate_totp_secret())
    with pytest.raises(NotPossible):
        actions.begin_second_step_again(member, by=administrator)
    assert member.user.authenticator_set.exists()


def test_the_page_of_a_person_changes_their_role(sign_in):
    lead, member = two()
    browser = sign_in(lead)
    page = browser.get(f"/people/{member.ref}").content.decode()
    key = re.search(r'name="submission_key" value="(\w+)"', page)[1]
    form = {"submission_key": key, "what": "role", "role": ""}
    refused = browser.post(f"/people/{member.ref}", form).content.decode()
    assert "Choose the new role" in refused
    browser.post(f"/people/{member.ref}", form | {"role": "supervisor"})
    assert Membership.objects.filter(user=member.user, role="supervisor", ended_on=None).exists()


def test_a_practitioner_may_not_open_the_people_page(sign_in):
    _, member = two()
    assert sign_in(member).get("/people/").status_code == 403


def test_a_person_with_two_roles_works_as_one_and_switches(sign_in):
    team, school = make.team(), make.school()
    first = make.member(team, Role.PRACTITIONER)
    second = Membership.objects.create(
        user=first.user,
        organisation=make.school_organisation(school),
        role=Role.SENIOR_MENTAL_HEALTH_LEAD,
        started_on=make.STARTED,
    )
    browser = sign_in(first)
    assert browser.get("/alerts/").status_code == 200
    browser.post("/account/membership", {"membership": second.ref})
    assert browser.get("/alerts/").status_code == 403
    stranger = make.member()
    assert browser.post("/account/membership", {"membership": stranger.ref}).status_code == 404
