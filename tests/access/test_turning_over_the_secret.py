"""A new secret shuts nobody out while the earlier one stands beside it, nor after what it closed was renewed."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from django.test import Client
from typer.testing import CliRunner

from tests import make
from tests.access.test_signing_in import SECOND_STEP, code_for, is_signed_in, try_password
from trailblazer.access import invitations, safety
from trailblazer.access.actions import invite
from trailblazer.access.limits import Allowance
from trailblazer.access.models import LogEntry
from trailblazer.access.records import Service
from trailblazer.cli import add_commands_of_apps, app
from trailblazer.settings import Environment

pytestmark = pytest.mark.django_db
EARLIER, NEWER = "the earlier secret " * 4, "the newer secret " * 4


@pytest.fixture(autouse=True)
def _earlier(settings):
    settings.DEMO = False
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # the real one is slow by design
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = EARLIER, []


@pytest.fixture
def turn_over(settings):
    def turn():
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEWER, [EARLIER]

    return turn


@pytest.fixture
def take_out(settings):
    def take():
        settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEWER, []

    return take


@pytest.fixture
def member():
    member = make.account()
    member.app_secret = generate_totp_secret()
    TOTP.activate(member.user, member.app_secret)
    member.codes = RecoveryCodes.activate(member.user).generate_codes()
    return member


def signs_in(member, code):
    client = Client()
    try_password(client, member.user.email)
    client.post(SECOND_STEP, {"code": code})
    return is_signed_in(client)


def renew():
    add_commands_of_apps()
    return CliRunner().invoke(app, ["renew-secrets"])


def test_an_app_set_up_under_the_earlier_secret_still_opens(member, turn_over):
    turn_over()
    assert signs_in(member, code_for(member.app_secret))


def test_a_one_time_code_still_opens_once_the_earlier_secret_is_taken_out(member, turn_over, take_out):
    turn_over()
    assert renew().output == "2 second factors enciphered anew.\n"
    take_out()
    assert signs_in(member, member.codes[0])
    assert signs_in(member, code_for(member.app_secret))


def test_taken_out_without_renewing_nothing_opens(member, turn_over, take_out):
    turn_over()
    take_out()
    with pytest.raises(InvalidToken):
        Authenticator.objects.get(type="totp").wrap().validate_code(code_for(member.app_secret))


def test_renewing_is_logged_and_may_be_done_again(member, turn_over):
    turn_over()
    assert [renew().exit_code, renew().exit_code] == [0, 0]
    assert LogEntry.objects.filter(what="second factors enciphered anew").count() == 2
    assert signs_in(member, code_for(member.app_secret))


def test_whoever_is_signed_in_stays_so(member, turn_over):
    client = Client()
    client.force_login(member.user, "allauth.account.auth_backends.AuthenticationBackend")
    turn_over()
    assert client.get("/account").status_code == 200


def test_an_invitation_not_yet_sent_keeps_its_link(turn_over, client):
    invitation = invite(
        make.team().organisation,
        by=Service(),
        email="new@example.org",
        name="New Person",
        role="practitioner",
    )
    before = invitations.link_of(invitation)
    turn_over()
    assert invitations.link_of(invitation) == before
    later = invite(
        make.team().organisation, by=Service(), email="later@example.org", name="Later", role="practitioner"
    )
    link = invitations.link_of(later).removeprefix("http://localhost:8000")
    assert client.get(link, follow=True).status_code == 200


def test_tries_already_counted_stay_counted(turn_over):
    three = Allowance("three an hour", 3, timedelta(hours=1))
    for _ in range(2):
        three.take("a")
    turn_over()
    assert [three.take("a"), three.take("a")] == [True, False]
    assert three.is_spent("a")
    three.forget("a")
    assert not three.is_spent("a")


def test_the_setting_is_read_from_the_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY_FALLBACKS", "one, two,")
    assert Environment().secret_key_fallbacks == "one, two,"


def test_the_check_reminds_of_an_earlier_secret(turn_over):
    assert not any("renew-secrets" in note for note in safety.worth_knowing())
    turn_over()
    assert "renew-secrets" in safety.worth_knowing()[1]
