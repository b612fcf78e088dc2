"""Accounts come by invitation, from someone who may give the role, for seven days."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from tests import make
from trailblazer.access import actions, invitations
from trailblazer.access.models import AccountLetter, Invitation, LogEntry, Membership, Organisation, User
from trailblazer.access.records import NotPossible, Service, Visitor
from trailblazer.access.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real_people(settings):
    settings.DEMO = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def invited(team=None, role=Role.PRACTITIONER, by=None, **fields):
    team = team or make.team()
    ordinary = {"email": "new.person@example.org", "name": "New Person"}
    return actions.invite(team.organisation, by=by or Service(), role=role, **(ordinary | fields))


def path_of(invitation):
    return invitations.link_of(invitation).removeprefix("http://localhost:8000")


def open_link(invitation, client=None):
    client = client or Client()
    return client, client.get(path_of(invitation), follow=True)


def form_of(response):
    key = re.search(r'name="submission_key" value="(\w+)"', response.content.decode())[1]
    return {"submission_key": key, "password": make.PASSWORD, "again": make.PASSWORD}


def test_a_team_lead_invites_a_practitioner_who_joins_and_goes_on_to_the_second_step(sign_in):
    team = make.team()
    lead = make.member(team, Role.TEAM_LEAD)
    made = invited(team, by=lead)
    client, page = open_link(made)
    answer = client.post("/invitation", form_of(page))
    assert answer["Location"] == "/accounts/2fa/"
    joined = Membership.objects.get(user__email="new.person@example.org")
    assert (joined.role, joined.organisation, joined.user.name) == (
        Role.PRACTITIONER,
        team.organisation,
        "New Person",
    )
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200, (
        "the password was given a moment ago"
    )


def test_an_invitation_may_be_opened_by_a_mail_scanner_and_is_still_open():
    made = invited()
    for _ in range(3):
        open_link(made)
    client, page = open_link(made)
    assert client.post("/invitation", form_of(page)).status_code == 302


def test_the_secret_leaves_the_address_and_is_kept_nowhere():
    made = invited()
    secret = invitations.secret_of(made)
    client = Client()
    assert client.get(path_of(made))["Location"] == "/invitation"
    kept = [str(value) for value in Invitation.objects.values_list()[0]]
    kept += [str(value) for row in AccountLetter.objects.values_list() for value in row]
    kept += [str(value) for row in LogEntry.objects.values_list() for value in row]
    assert not any(secret in value for value in kept)
    assert secret not in str(dict(client.session))


def test_an_invitation_is_accepted_once():
    made = invited()
    client, page = open_link(made)
    client.post("/invitation", form_of(page))
    assert open_link(made)[1].status_code == 410


@pytest.mark.parametrize(
    "age, status", [(timedelta(days=6, hours=23), 200), (timedelta(days=7, minutes=1), 410)]
)
def test_an_invitation_is_open_for_seven_days(age, status):
    made = invited()
    Invitation.objects.update(expires_at=made.expires_at - age)
    assert open_link(made)[1].status_code == status


def test_an_invitation_taken_back_is_closed(sign_in):
    team = make.team()
    lead = make.member(team, Role.TEAM_LEAD)
    made = invited(team, by=lead)
    actions.take_back(made, by=lead)
    assert open_link(made)[1].status_code == 410


def test_a_newer_invitation_to_the_same_role_replaces_the_older():
    team = make.team()
    older, newer = invited(team), invited(team)
    assert open_link(older)[1].status_code == 410
    assert open_link(newer)[1].status_code == 200


@pytest.mark.parametrize(
    "password, again, words",
    [
        ("elevenchars", "elevenchars", "too short"),
        ("q1w2e3r4t5y6", "q1w2e3r4t5y6", "too common"),
        ("new.person@example", "new.person@example", "too similar"),
        (make.PASSWORD, "another password", "differ"),
        ("", "", "Enter a password"),
    ],
)
def test_a_weak_password_is_refused_with_a_sentence(password, again, words):
    client, page = open_link(invited())
    answer = client.post("/invitation", form_of(page) | {"password": password, "again": again})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not User.objects.filter(email="new.person@example.org").exists()


def test_a_password_needs_length_and_nothing_else():
    client, page = open_link(invited())
    plain = "wandering otters sing"
    assert client.post("/invitation", form_of(page) | {"password": plain, "again": plain}).status_code == 302


def test_the_same_form_sent_twice_makes_one_account():
    client, page = open_link(invited())
    form = form_of(page)
    client.post("/invitation", form)
    client.post("/invitation", form)
    assert User.objects.filter(email="new.person@example.org").count() == 1
    assert Membership.objects.filter(user__email="new.person@example.org").count() == 1


def test_a_link_gives_nobody_the_account_of_someone_who_has_one():
    member = make.account()
    made = invited(email=member.user.email)
    client, page = open_link(made)
    assert "Sign in with it to accept" in page.content.decode()
    client.post("/invitation", {"submission_key": "0" * 32, "password": "x" * 20, "again": "x" * 20})
    member.user.refresh_from_db()
    assert member.user.check_password(make.PASSWORD)
    assert Membership.objects.filter(user=member.user).count() == 1


def test_someone_with_an_account_accepts_signed_in_and_holds_both_roles(sign_in, settings):
    settings.DEMO = True
    member = make.member(make.team(), Role.PRACTITIONER)
    made = invited(make.team(), email=member.user.email)
    client, page = open_link(made, sign_in(member))
    assert "Accept" in page.content.decode()
    assert client.post("/invitation").status_code == 302
    assert Membership.objects.current(make.TODAY.replace(year=2027)).filter(user=member.user).count() == 2


def test_someone_else_who_is_signed_in_cannot_accept(sign_in, settings):
    settings.DEMO = True
    made = invited(email=make.member().user.email)
    client, page = open_link(made, sign_in(make.member()))
    assert "for someone else" in page.content.decode()
    client.post("/invitation")
    assert made.organisation.members.count() == 0


GIVING = [
    #  who gives              where they belong   what they give                   may they?
    (Role.TEAM_LEAD, "team", Role.PRACTITIONER, True),
    (Role.TEAM_LEAD, "team", Role.SUPERVISOR, True),
    (Role.TEAM_LEAD, "team", Role.ADMINISTRATOR, True),
    (Role.TEAM_LEAD, "team", Role.TEAM_LEAD, False),
    (Role.ADMINISTRATOR, "team", Role.TRAINEE, True),
    (Role.ADMINISTRATOR, "team", Role.SUPERVISOR, False),
    (Role.ADMINISTRATOR, "provider", Role.TEAM_LEAD, True),
    (Role.ADMINISTRATOR, "team", Role.TEAM_LEAD, False),
    (Role.SUPERVISOR, "team", Role.PRACTITIONER, False),
    (Role.PRACTITIONER, "team", Role.PRACTITIONER, False),
]  # fmt: skip


@pytest.mark.parametrize("giver, belongs, given, may", GIVING)
def test_an_invitation_never_gives_more_than_the_inviter_may_give(giver, belongs, given, may):
    team = make.team()
    by = make.member(team if belongs == "team" else team.organisation.provider, giver)
    if may:
        assert invited(team, given, by=by).role == given
        return
    with pytest.raises(PermissionDenied):
        invited(team, given, by=by)
    assert not Invitation.objects.exists()


def test_nobody_invites_to_a_place_that_is_not_theirs():
    lead = make.member(make.team(), Role.TEAM_LEAD)
    for elsewhere in (make.team(), make.team(lead.organisation.provider)):
        with pytest.raises(PermissionDenied):
            invited(elsewhere, by=lead)


def test_a_lead_invites_the_mental_health_lead_of_a_school_the_team_serves_and_of_no_other():
    team = make.team()
    lead = make.member(team, Role.TEAM_LEAD)
    ours = make.school_organisation(make.service(team).school)
    make.service(make.team(team.organisation.provider))
    left = make.service(team, ends_on=make.STARTED, state="left")
    others = [make.school_organisation(school) for school in (make.school(), left.school)]
    others += Organisation.objects.filter(kind="school").exclude(
        pk__in=[ours.pk, *(one.pk for one in others)]
    )
    words = {
        "email": "lead@example.org",
        "name": "Priya Holt",
        "role": Role.SENIOR_MENTAL_HEALTH_LEAD,
        "by": lead,
    }
    assert actions.invite(ours, **words).organisation == ours
    assert len(others) == 3
    for other in others:
        with pytest.raises(PermissionDenied):
            actions.invite(other, **words)


def test_no_role_can_be_given_where_it_makes_no_sense():
    school = make.school_organisation(make.school())
    with pytest.raises(PermissionDenied):
        actions.invite(school, by=Service(), email="a@example.org", name="A", role=Role.TEAM_LEAD)


def test_a_visitor_joins_but_cannot_invite():
    with pytest.raises(PermissionDenied):
        invited(by=Visitor())


def test_a_role_that_is_held_is_not_given_again():
    member = make.member(role=Role.PRACTITIONER)
    with pytest.raises(NotPossible):
        actions.invite(member.organisation, by=Service(), email=member.user.email, name="X", role=member.role)


def test_the_pages_of_inviting_do_the_whole_job(sign_in, settings):
    settings.DEMO = True
    team = make.team(name="Sutton schools team")
    client = sign_in(make.member(team, Role.TEAM_LEAD))
    where = client.get("/people/invite").content.decode()
    address = re.search(r'href="(/people/invite/\w+)">Sutton schools team', where)[1]
    page = client.get(address)
    key = re.search(r'name="submission_key" value="(\w+)"', page.content.decode())[1]
    form = {
        "submission_key": key,
        "name": "Nadia Ellery",
        "email": "nadia@example.org",
        "role": "practitioner",
    }
    answer = client.post(address, form, follow=True)
    assert "Nadia Ellery is invited" in answer.content.decode()
    made = Invitation.objects.get()
    assert path_of(made) in answer.content.decode(), (
        "the demonstration shows the link, because nothing is sent"
    )
    taken = client.post(f"/people/invitations/{made.ref}/take-back", follow=True)
    assert "taken back" in taken.content.decode()
    assert not made.__class__.objects.get().is_open(timezone.now())


def test_outside_a_demonstration_no_page_shows_the_link(sign_in):
    team = make.team()
    lead = make.account(team)
    made = invited(team, by=lead)
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(lead.user, generate_totp_secret())
    page = sign_in(lead).get("/people/").content.decode()
    assert "New Person" in page
    assert invitations.secret_of(made) not in page


def test_another_providers_administrator_does_not_find_the_invitation(sign_in, settings):
    settings.DEMO = True
    made = invited()
    stranger = sign_in(make.member(make.team(), Role.TEAM_LEAD))
    assert stranger.post(f"/people/invitations/{made.ref}/take-back").status_code == 404
    assert stranger.get(f"/people/invite/{made.organisation.ref}").status_code == 404
