"""Staff of schools sign in through an OpenID Connect provider, against a real one on this machine.

Only who has a role at the school that it names gets in; the lock, the second step and the log are as with a password.
"""

import http.client
from urllib.parse import urlsplit

import pytest
from django.test import Client

from tests import make
from tests.access import openid_server
from trailblazer.access import actions as access_actions
from trailblazer.access import safety
from trailblazer.access.models import Invitation, LogEntry, User
from trailblazer.access.records import Service
from trailblazer.access.roles import Role

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
LOGIN = "/accounts/school/login/"


@pytest.fixture(scope="module")
def server():
    with openid_server.running() as provider:
        yield provider


@pytest.fixture
def provider(server, settings):
    settings.OIDC_ISSUER = server.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = openid_server.CLIENT, openid_server.SECRET
    server.person, server.audience = {}, openid_server.CLIENT
    return server


@pytest.fixture
def lead():
    return make.account(make.school())


def follows(address: str) -> str:
    """What a browser does at the provider: goes there, and is sent back."""
    there = urlsplit(address)
    line = http.client.HTTPConnection(there.netloc, timeout=5)
    line.request("GET", f"{there.path}?{there.query}")
    return line.getresponse().headers["Location"]


def signs_in(client: Client, provider, **person):
    """Through the provider and back; gives the answer of our callback."""
    provider.person = {"sub": "one", "email_verified": True} | person
    sent = client.get(LOGIN)
    assert sent.status_code == 302
    assert sent.headers["Location"].startswith(f"{provider.issuer}/auth?")
    back = urlsplit(follows(sent.headers["Location"]))
    return client.get(f"{back.path}?{back.query}")


def person_of(member, **more):
    return {"email": member.user.email.upper(), "organisation": {"urn": str(member.organisation.urn)}} | more


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_off_until_it_is_set(client):
    assert client.get(LOGIN).status_code == 404
    assert "DfE Sign-in" not in client.get("/accounts/login/").content.decode()


def test_a_member_of_the_school_gets_in_to_the_second_step_and_it_is_logged(client, provider, lead):
    assert f'href="{LOGIN}"' in client.get("/accounts/login/").content.decode()
    answered = signs_in(client, provider, **person_of(lead))
    assert answered.status_code == 302
    assert is_signed_in(client)
    assert client.session["membership"] == lead.ref
    assert client.get("/").headers["Location"] == "/accounts/2fa/"
    assert LogEntry.objects.filter(kind="sign_in", record=lead.user.ref).count() == 1
    assert client.session.get_expire_at_browser_close()


def test_of_several_roles_it_is_the_one_at_the_school_that_the_provider_named(client, provider, lead):
    other = make.member(make.school())
    at_other = other.organisation.members.create(user=lead.user, role=lead.role, started_on=make.STARTED)
    signs_in(client, provider, **person_of(at_other))
    assert client.session["membership"] == at_other.ref


@pytest.mark.parametrize(
    "told, says",
    [
        ({"email": "stranger@example.org"},              "Nobody with your email address has a role here"),
        ({"organisation": {"urn": "100000"}},            "Nobody with your email address has a role here"),
        ({"organisation": {}},                           "did not say at which school"),
        ({"organisation": None},                         "did not say at which school"),
        ({"email": None},                                "did not give your email address"),
        ({"email_verified": False},                      "did not give your email address"),
    ],
)  # fmt: skip
def test_everyone_else_gets_a_sentence_and_no_account(client, provider, lead, told, says):
    before = User.objects.count()
    answered = signs_in(client, provider, **(person_of(lead) | told))
    assert answered.status_code == 403
    assert says in answered.content.decode()
    assert not is_signed_in(client)
    assert User.objects.count() == before


def test_a_role_that_ended_and_a_team_of_the_same_address_let_nobody_in(client, provider, lead):
    access_actions.end(lead, by=Service())
    assert signs_in(client, provider, **person_of(lead)).status_code == 403
    staff = make.account(make.team(), Role.PRACTITIONER)
    told = {"email": staff.user.email, "organisation": {"urn": str(lead.organisation.urn)}}
    assert signs_in(client, provider, **told).status_code == 403
    assert not is_signed_in(client)


def test_who_is_invited_goes_on_to_the_invitation_and_chooses_for_themselves(client, provider, lead):
    own = lead.organisation
    access_actions.invite(
        own, by=Service(), email="noor@school.example", name="Noor Haddad", role=Role.SCHOOL_STAFF
    )
    told = {"email": "noor@school.example", "organisation": {"urn": str(own.urn)}}
    answered = signs_in(client, provider, **told)
    assert answered.headers["Location"] == "/invitation"
    assert "Noor Haddad" in client.get("/invitation").content.decode()
    assert Invitation.objects.get().accepted_at is None
    assert not User.objects.filter(email="noor@school.example").exists()


def test_an_account_that_is_locked_stays_locked(client, provider, lead):
    for _ in range(5):
        client.post("/accounts/login/", {"login": lead.user.email, "password": "wrong"})
    assert signs_in(client, provider, **person_of(lead)).status_code == 429
    assert not is_signed_in(client)


def test_what_did_not_begin_here_or_is_not_meant_for_us_is_refused(client, provider, lead):
    forged = client.get(f"{LOGIN}callback/?code=x&state=y")
    assert forged.status_code == 403
    assert "did not finish signing you in" in forged.content.decode()
    provider.audience = "another service"
    assert signs_in(client, provider, **person_of(lead)).status_code == 403
    provider.audience = openid_server.CLIENT
    sent = client.get(LOGIN).headers["Location"]
    elsewhere = urlsplit(follows(sent))
    assert Client().get(f"{elsewhere.path}?{elsewhere.query}").status_code == 403  # another browser's
    assert not is_signed_in(client)


def test_a_provider_that_does_not_answer_is_a_sentence(client, provider, settings):
    settings.OIDC_ISSUER = "http://127.0.0.1:9"
    answered = client.get(LOGIN)
    assert answered.status_code == 502
    assert "did not finish signing you in" in answered.content.decode()


@pytest.mark.parametrize(
    "values, says",
    [
        ({"OIDC_ISSUER": "http://signin.example.org"}, "OIDC_ISSUER is not https"),
        ({"OIDC_CLIENT_SECRET": ""}, "without OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"),
        ({"OIDC_SCOPE": ["email"]}, "OIDC_SCOPE lacks openid"),
        ({"OIDC_ISSUER": ""}, "set without OIDC_ISSUER"),
    ],
)
def test_the_check_says_what_is_wrong_with_the_settings(provider, settings, values, says):
    for name, value in values.items():
        setattr(settings, name, value)
    assert any(says in sentence for sentence in safety.unsafe())
