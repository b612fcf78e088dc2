"""Limits are counted by where a request came from, and nobody says so but the proxies that we trust."""

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as some

from tests import make
from trailblazer.access import safety
from trailblazer.access.accounts import SIGN_IN_FROM
from trailblazer.access.limits import address_of

PROXY = "10.0.0.1"


def asked(header=None, nearest=PROXY):
    headers = {} if header is None else {"HTTP_X_FORWARDED_FOR": header}
    return RequestFactory().get("/", REMOTE_ADDR=nearest, **headers)


@pytest.mark.parametrize(
    "trusted, header, address",
    [
        (0, None, PROXY),
        (0, "203.0.113.7", PROXY),
        (0, "198.51.100.1, 203.0.113.7", PROXY),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1,198.51.100.2,203.0.113.7", "203.0.113.7"),
        (2, "203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        (1, None, PROXY),
        (1, "", PROXY),
        (2, "203.0.113.7", PROXY),
        (1, "203.0.113.7:51234", "203.0.113.7"),
        (1, "2001:DB8::7", "2001:db8::7"),
        (1, "[2001:db8::7]", "2001:db8::7"),
        (1, "[2001:db8::7]:51234", "2001:db8::7"),
        (1, "198.51.100.1, unknown", PROXY),
        (1, "198.51.100.1,", PROXY),
        (1, "[", PROXY),
    ],
)
def test_an_address_is_counted_back_from_the_end_as_far_as_we_trust(settings, trusted, header, address):
    settings.TRUSTED_PROXIES = trusted
    assert address_of(asked(header)) == address


@given(some.text(max_size=80), some.integers(1, 3))
def test_nothing_a_visitor_writes_before_it_changes_the_address(typed, trusted):
    from django.test import override_settings

    written_by_proxies = ["203.0.113.7", "10.0.0.3", "10.0.0.2"][:trusted]
    with override_settings(TRUSTED_PROXIES=trusted):
        assert address_of(asked(", ".join([typed, *written_by_proxies]))) == "203.0.113.7"
    with override_settings(TRUSTED_PROXIES=0):
        assert address_of(asked(typed)) == PROXY


def tries(client, header):
    return client.post(
        "/accounts/login/",
        {"login": "nobody@example.org", "password": "wrong"},
        REMOTE_ADDR=PROXY,
        HTTP_X_FORWARDED_FOR=header,
    ).status_code


@pytest.mark.django_db
def test_one_visitor_behind_the_proxy_cannot_spend_the_tries_of_another(client, settings):
    settings.TRUSTED_PROXIES = 1
    for _ in range(SIGN_IN_FROM.most):
        SIGN_IN_FROM.take("203.0.113.7")
    assert tries(client, "203.0.113.7") == 429
    assert tries(client, "198.51.100.1, 203.0.113.7") == 429, "an invented address before it is no way round"
    assert tries(client, "203.0.113.8") == 200


@pytest.mark.django_db
def test_where_no_proxy_is_trusted_an_invented_header_is_no_way_round(client, settings):
    settings.TRUSTED_PROXIES = 0
    for _ in range(SIGN_IN_FROM.most):
        SIGN_IN_FROM.take(PROXY)
    assert tries(client, "203.0.113.8") == 429


@pytest.mark.django_db
def test_the_list_of_sessions_shows_the_same_address(client, settings):
    from allauth.usersessions.models import UserSession

    settings.TRUSTED_PROXIES = 1
    member = make.account()
    client.force_login(member.user, "allauth.account.auth_backends.AuthenticationBackend")
    client.get("/", REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7")
    assert set(UserSession.objects.values_list("ip", flat=True)) == {"203.0.113.7"}


def test_the_check_says_how_it_is(settings):
    settings.TRUSTED_PROXIES = 0
    assert "all visitors share one limit" in safety.worth_knowing()[0]
    settings.TRUSTED_PROXIES = 2
    assert "2 from the end" in safety.worth_knowing()[0]
