"""Password, second step, lock-out, and what a stranger learns from trying."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

from tests import make
from trailblazer.access.account_letters import new_password_link
from trailblazer.access.models import AccountLetter, LogEntry, User

pytestmark = pytest.mark.django_db
SIGN_IN, SECOND_STEP, START = "/accounts/login/", "/accounts/2fa/authenticate/", "/"


@pytest.fixture(autouse=True)
def _real_people(settings):
    settings.DEMO = False
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # quick; the real one is slow by design


def code_for(secret, ahead=0):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[1] + ahead))


def with_app(member):
    """The secret of an app that this member has set up."""
    secret = generate_totp_secret()
    TOTP.activate(member.user, secret)
    return secret


def try_password(client, email, password=make.PASSWORD):
    return client.post(SIGN_IN, {"login": email, "password": password})


def seen(response):
    """The page without what is new each time: the form's token, the key and the script's nonce."""
    text = response.content.decode()
    return re.sub(r'(csrfmiddlewaretoken" value|nonce|data-csrf|submission_key" value)="[^"]*"', "", text)


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_a_password_alone_opens_nothing_but_the_page_to_set_up_a_second_step():
    member, client = make.account(), Client()
    assert try_password(client, member.user.email).status_code == 302
    for address in (START, "/alerts/", "/people/", "/account"):
        assert client.get(address)["Location"] == "/accounts/2fa/"


def test_a_new_member_sets_up_an_app_gets_codes_to_print_and_is_in():
    member, client = make.account(), Client()
    try_password(client, member.user.email)
    client.post("/accounts/reauthenticate/", {"password": make.PASSWORD})
    page = client.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'tb-key-code">([A-Z2-7]+)<', page)[1]
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer["Location"] == "/accounts/2fa/codes/"
    assert client.get("/accounts/2fa/codes/").content.decode().count("<li>") >= 10
    assert client.get("/account").status_code == 200


def test_the_secret_of_an_app_is_not_readable_in_the_database():
    secret = with_app(make.account())
    kept = Authenticator.objects.get().data["secret"]
    assert secret not in kept
    assert Authenticator.objects.get().wrap().validate_code(code_for(secret))


def test_the_code_comes_after_the_password_and_then_one_is_in():
    member, client = make.account(), Client()
    secret = with_app(member)
    assert try_password(client, member.user.email)["Location"] == SECOND_STEP
    assert not is_signed_in(client)
    client.post(SECOND_STEP, {"code": code_for(secret)})
    assert is_signed_in(client)
    assert client.get("/account").status_code == 200


def test_no_code_works_twice():
    member, first, second = make.account(), Client(), Client()
    secret = with_app(member)
    code = code_for(secret)
    for client in (first, second):
        try_password(client, member.user.email)
        client.post(SECOND_STEP, {"code": code})
    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_after_five_wrong_codes_even_the_right_one_is_refused():
    member, client = make.account(), Client()
    secret = with_app(member)
    try_password(client, member.user.email)
    wrong = "000000" if code_for(secret) != "000000" else "111111"
    for _ in range(5):
        client.post(SECOND_STEP, {"code": wrong})
    answer = client.post(SECOND_STEP, {"code": code_for(secret)})
    assert not is_signed_in(client)
    assert "Too many tries" in answer.content.decode()


def test_the_only_second_step_cannot_be_removed():
    member, client = make.account(), Client()
    secret = with_app(member)
    try_password(client, member.user.email)
    client.post(SECOND_STEP, {"code": code_for(secret)})
    client.post("/accounts/2fa/reauthenticate/", {"code": code_for(secret, ahead=1)})
    assert client.post("/accounts/2fa/totp/deactivate/")["Location"] == "/accounts/2fa/"
    assert Authenticator.objects.filter(type="totp").exists()


def test_five_wrong_passwords_close_the_account_for_fifteen_minutes():
    member, client = make.account(), Client()
    with_app(member)
    answers = [try_password(client, member.user.email, "not the password").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 200, 429]
    assert try_password(Client(), member.user.email).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert try_password(Client(), member.user.email).status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert try_password(Client(), member.user.email)["Location"] == SECOND_STEP


def test_trying_while_it_is_closed_does_not_keep_it_closed():
    member = make.account()
    with_app(member)
    for _ in range(5):
        try_password(Client(), member.user.email, "not the password")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    try_password(Client(), member.user.email, "not the password")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert try_password(Client(), member.user.email)["Location"] == SECOND_STEP


def test_writing_the_address_another_way_is_no_new_account_to_try():
    member = make.account()
    ways = [member.user.email, member.user.email.upper(), f" {member.user.email}", member.user.email.title()]
    for way in [*ways, ways[0]]:
        answer = try_password(Client(), way, "not the password")
    assert answer.status_code == 429


@pytest.mark.parametrize("tries", range(1, 7))
def test_a_stranger_sees_the_same_for_an_address_that_has_an_account_and_one_that_has_not(tries):
    known, unknown = make.account().user.email, "person0@example.org"
    pages = []
    for email in (known, unknown):
        client = Client()
        for _ in range(tries):
            answer = try_password(client, email, "not the password")
        pages.append((answer.status_code, seen(answer).replace(email, "")))
    assert pages[0] == pages[1]


def test_asking_for_a_new_password_says_and_does_the_same_for_both():
    known, unknown = make.account().user.email, "person0@example.org"
    pages = []
    for email in (known, unknown):
        client = Client()
        sent = client.post("/accounts/password/reset/", {"email": email})
        pages.append((sent.status_code, sent["Location"], seen(client.get(sent["Location"]))))
    assert pages[0] == pages[1]
    assert list(AccountLetter.objects.order_by("pk").values_list("address", flat=True)) == [known, unknown]


def test_a_fourth_new_password_within_the_hour_is_refused_for_both():
    for email in (make.account().user.email, "person0@example.org"):
        answers = [Client().post("/accounts/password/reset/", {"email": email}).status_code for _ in range(4)]
        assert answers == [302, 302, 302, 429]


def test_a_new_password_works_once_and_signs_out_everyone_else(sign_in):
    member, client = make.account(), Client()
    with_app(member)
    elsewhere = sign_in(member)
    assert elsewhere.get("/account").status_code == 200
    link = new_password_link(member.user)
    form = client.get(link.removeprefix("http://localhost:8000"), follow=True)
    address = form.redirect_chain[-1][0]
    assert "set-password" in address
    new = {"password1": "another four words here", "password2": "another four words here"}
    assert client.post(address, new)["Location"] == "/accounts/password/reset/key/done/"
    assert User.objects.get(pk=member.user_id).check_password("another four words here")
    assert elsewhere.get("/account").status_code == 302
    assert "does not work" in Client().get(link.removeprefix("http://localhost:8000")).content.decode()
    assert AccountLetter.objects.filter(kind="notice", user=member.user).exists()


def test_the_session_is_a_new_one_after_signing_in():
    member, client = make.account(), Client()
    secret = with_app(member)
    client.get("/invitation/nothing")
    before = client.session.session_key
    try_password(client, member.user.email)
    client.post(SECOND_STEP, {"code": code_for(secret)})
    assert before is not None
    assert client.session.session_key != before


def test_a_sign_in_is_written_down():
    member, client = make.account(), Client()
    secret = with_app(member)
    try_password(client, member.user.email)
    assert not LogEntry.objects.filter(kind="sign_in").exists()
    client.post(SECOND_STEP, {"code": code_for(secret)})
    assert LogEntry.objects.get(kind="sign_in").member == member


@pytest.mark.parametrize("role, hours", [("team_lead", 12), ("smhl", 8)])
def test_a_session_ends_after_its_hours_however_busy(role, hours, sign_in):
    member = make.account(make.school() if role == "smhl" else make.team())
    with_app(member)
    client = sign_in(member)
    assert client.get("/account").status_code == 200
    session = client.session
    session["began_at"] -= hours * 3600 + 1
    session.save()
    assert client.get("/account")["Location"].startswith(SIGN_IN)


def test_one_can_see_where_one_is_signed_in_and_sign_out_everywhere_else(sign_in):
    member = make.account()
    with_app(member)
    here, there = sign_in(member), sign_in(member)
    for client in (here, there):
        client.get("/account", headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/140"})
    assert here.get("/accounts/sessions/").content.decode().count("Chrome on Windows") >= 1
    here.post("/accounts/sessions/")
    assert there.get("/account").status_code == 302
    assert here.get("/account").status_code == 200


def test_nobody_can_sign_up_by_themselves():
    for address in ("/accounts/signup/", "/accounts/email/", "/accounts/password/set/"):
        assert Client().get(address).status_code == 404


def test_a_password_typed_wrongly_is_not_put_back_into_the_page():
    page = try_password(Client(), "person0@example.org", "my secret words").content.decode()
    assert "my secret words" not in page
    assert "person0@example.org" in page


def test_pages_are_kept_by_nobody_and_cookies_are_closed_to_script():
    answer = Client().get(SIGN_IN)
    assert "no-store" in answer["Cache-Control"]
    cookies = [*answer.cookies.values(), *try_password(Client(), "person0@example.org").cookies.values()]
    assert cookies
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in cookies)


def test_the_content_policy_is_the_one_we_promised():
    policy = Client().get(SIGN_IN)["Content-Security-Policy"]
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    nonce = parts.pop("script-src")
    assert re.fullmatch(r"'self' 'nonce-[\w+/=-]{16,}'", nonce)
    assert parts == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
        "object-src": "'none'",
        "manifest-src": "'self'",
        "report-uri": "/csp",
    }


def test_a_broken_policy_is_told_and_nonsense_is_not_a_fault():
    report = '{"csp-report": {"effective-directive": "style-src", "document-uri": "http://localhost/x"}}'
    assert Client().post("/csp", report, content_type="application/csp-report").status_code == 204
    for nonsense in ("", "[1, 2]", "{", '{"csp-report": 3}'):
        answer = Client().post("/csp", nonsense, content_type="application/csp-report")
        assert answer.status_code in (204, 400)
