"""A handed-over device opens one form and nothing else, until somebody signs in on it."""

import re
from http import HTTPStatus

import pytest
from django.urls import get_resolver

from tests.outcomes.asked import answers, ask, in_help, sends
from trailblazer.care.models import Score
from trailblazer.outcomes import kiosk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
MEMBERS_PAGES = (
    "/",
    "/today",
    "/caseload/",
    "/young-people/",
    "/account",
    "/questionnaires",
    "/alerts/",
    "/menu",
)
PUBLIC_PAGES = ("/ask", "/find-your-team", "/status", "/schools/", "/nothing-here")


@pytest.fixture
def asked():
    return ask(in_help(), how="device")


@pytest.fixture
def device(asked, sign_in):
    client = sign_in(asked.asked_by)
    assert client.post(f"/questionnaires/{asked.ref}/hand-over").headers["Location"] == "/form"
    return client


def test_the_form_opens_without_a_birth_month_and_is_kept(asked, device):
    assert "7 questions" in device.get("/form").content.decode()
    answers(device, *[1] * 7)
    sends(device)
    page = device.get("/form/sent").content.decode()
    assert "Give the device back" in page
    assert "Leave quickly" not in page
    score = Score.objects.get()
    assert (score.total, score.how, score.by) == (7, "device", None)


def test_nothing_else_opens_before_during_and_after(asked, device):
    record = f"/young-people/{asked.young_person.ref}"
    for step in ("before", "after"):
        for path in (
            *MEMBERS_PAGES,
            *PUBLIC_PAGES,
            record,
            f"{record}/notes",
            f"/questionnaires/{asked.ref}",
        ):
            answer = device.get(path)
            assert answer.headers["Location"] == "/form", f"{path} {step}"
            assert device.post(path).headers["Location"] == "/form"
        if step == "before":
            answers(device, 1)
            sends(device)


def every_pattern(resolver=None, before=""):
    for one in (resolver or get_resolver()).url_patterns:
        here = before + str(one.pattern).strip("^$").removesuffix("\\Z")
        yield from every_pattern(one, here) if hasattr(one, "url_patterns") else [here]


def test_another_link_does_not_set_the_device_free(asked, device):
    from tests.outcomes.asked import opened

    opened(ask(in_help()), device)
    assert device.get("/find-your-team").headers["Location"] == "/form"


def test_no_page_is_kept_by_the_browser(device):
    for path in ("/form", "/form/questions/q1", "/form/check", "/today"):
        assert "no-store" in device.get(path).headers["Cache-Control"]


def test_signing_in_again_gives_the_device_back(asked, device):
    from trailblazer.access.middleware import MEMBERSHIP_IN_SESSION

    assert device.get("/accounts/login/").status_code == 200
    device.force_login(asked.asked_by.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = device.session
    session[MEMBERSHIP_IN_SESSION] = asked.asked_by.ref
    session.save()
    assert device.get(f"/young-people/{asked.young_person.ref}").status_code == 200
    assert device.get("/form").status_code == 410


def test_when_the_session_is_over_the_device_shows_nothing(asked, device):
    device.session.flush()
    device.cookies.clear()
    assert device.get("/form").status_code == 410
    assert device.get(f"/young-people/{asked.young_person.ref}").status_code == 302


def test_in_a_demonstration_nobody_becomes_anybody_before_the_form_is_ended(asked, device):
    """There anyone may sign in as anyone, at /demo/."""
    answers(device, 3)
    for answer in (device.get("/demo/"), device.post("/demo/become", {"membership": asked.asked_by.ref})):
        assert answer.headers["Location"] == "/form/staff"
    assert "Nobody can sign in here while it is" in device.get("/form/staff").content.decode()
    assert device.get("/today").headers["Location"] == "/form", "to look at that page ended nothing"
    assert device.post("/form/staff").headers["Location"] == "/demo/"
    assert device.get("/demo/").status_code == 200
    assert device.get("/form").status_code == 410
    asked.refresh_from_db()
    assert asked.answers == {"q1": 3}


def test_staff_come_back_by_their_own_sign_in(settings, device):
    settings.DEMO = False
    assert device.get("/form/staff").headers["Location"] == "/accounts/login/"
    assert device.get("/demo/").headers["Location"] == "/form"
    assert device.post("/demo/become").headers["Location"] == "/form"


def test_every_address_there_is_leads_back_to_the_form(device):
    """Of all addresses, by their patterns: only the form's own, the sign-in, and files without anything of anybody."""
    opens = set()
    for pattern in every_pattern():
        path = "/" + re.sub(r"<[^>]+>", "1", pattern)
        answer = device.get(path)
        if answer.status_code != HTTPStatus.FOUND or answer.headers["Location"] not in (
            "/form",
            "/form/staff",
        ):
            opens.add(path)
    assert kiosk.FORM in opens
    assert all(path.startswith(kiosk.OPEN) or path == kiosk.FORM for path in opens), opens
    assert not {
        path
        for path in opens
        if path.startswith("/accounts/2fa/") and device.get(path).status_code == HTTPStatus.OK
    }


def test_the_pages_of_the_form_link_to_nothing_else(device):
    answers(device, 1)
    for path in ("/form", "/form/questions/q1", "/form/check", "/form/stop", "/form/staff"):
        links = re.findall(r'<a [^>]*href="([^"]+)"', device.get(path).content.decode())
        assert all(link.startswith(("/form", "#", "tel:", "sms:", "https://")) for link in links), links


def test_what_was_begun_is_there_when_it_is_handed_over_again(asked, device, sign_in):
    answers(device, 3, 2)
    again = sign_in(asked.asked_by)
    again.post(f"/questionnaires/{asked.ref}/hand-over")
    assert "/form/questions/q3" in again.get("/form").content.decode()


def test_a_link_answered_on_a_handed_over_device_says_so(sign_in):
    made = ask(in_help())
    client = sign_in(made.asked_by)
    client.post(f"/questionnaires/{made.ref}/hand-over")
    answers(client, 1)
    sends(client)
    assert Score.objects.get().how == "device"
