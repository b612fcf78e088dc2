import re
from datetime import date

import pytest

from tests import make
from trailblazer.referrals.models import Draft, Referral
from trailblazer.referrals.schedule import delete_old_drafts

WHO = {
    "first_name": "Hana",
    "last_name": "Whitlocke",
    "born_on_day": "3",
    "born_on_month": "5",
    "born_on_year": "2015",
    "year_group": "Year 7",
    "has_send": "yes",
}
NEED = {
    "main_reason": "panic",
    "other_reasons": ["panic", "sleep"],
    "worry": "Leaves lessons",
    "how_long": "three_to_six",
}
AROUND = {"tried": "Lunch pass", "already_helping": ["pastoral"]}
SAID = {"help": "given", "tell_school": "given", "tell_gp": "refused", "education": "given"}
AGREED = SAID | {"carer_name": "Sam Whitlocke"}
HOW = {
    "source": "gp",
    "route": "gp_letter",
    "received_on_day": "3",
    "received_on_month": "11",
    "received_on_year": "2026",
    "requester_name": "Dr Ashdown",
}
KEY = {"submission_key": "c" * 32}


def go(client, journey, **steps):
    for name, answers in steps.items():
        response = client.post(f"/requests/{journey}/{name}", answers | KEY)
    return response


@pytest.fixture
def lead(place, sign_in):
    return sign_in(place.lead)


def test_a_lead_asks_in_steps_and_gets_a_reference(place, lead):
    last = go(lead, "ask", who=WHO, need=NEED, around=AROUND, agreed=AGREED)
    assert last.url == "/requests/ask/check"
    check = lead.get("/requests/ask/check").content.decode()
    for words in ("Hana", "3 May 2015", "Panic", "Leaves lessons", "Sam Whitlocke"):
        assert words in check
    sent = lead.post("/requests/ask/check", KEY)
    referral = Referral.objects.get()
    assert sent.url == f"/requests/{referral.ref}/sent"
    assert referral.reasons == ["panic", "sleep"]
    assert referral.consents == SAID
    assert (referral.has_send, referral.school, referral.asked_by) == (True, place.school, place.lead)


def test_what_was_written_is_kept_between_visits(place, lead, sign_in):
    go(lead, "ask", who=WHO)
    again = sign_in(place.lead)
    assert again.get("/requests/ask").url == "/requests/ask/need"
    assert 'value="Whitlocke"' in again.get("/requests/ask/who").content.decode()


def test_nobody_else_comes_upon_it(place, lead, sign_in):
    go(lead, "ask", who=WHO)
    colleague = sign_in(make.member(place.school))
    assert "Whitlocke" not in colleague.get("/requests/ask/who").content.decode()


def test_the_page_sent_twice_makes_one_request(lead):
    go(lead, "ask", who=WHO, need=NEED, around=AROUND, agreed=AGREED)
    first, second = (lead.post("/requests/ask/check", KEY) for _ in range(2))
    assert first.url == second.url
    assert Referral.objects.count() == 1


def test_nothing_is_sent_before_every_step_is_right(lead):
    go(lead, "ask", who=WHO, need=NEED)
    assert lead.post("/requests/ask/check", KEY).url == "/requests/ask/around"
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"first_name": ""}, "Enter the first name"),
        ({"first_name": "H" * 10_000}, "at most 100"),
        ({"born_on_day": "31", "born_on_month": "2"}, "Enter a real date"),
        ({"born_on_year": "2027"}, "still to come"),
        ({"nhs_number": "9990000019"}, "not an NHS number"),
        ({"postcode": "SM"}, "Enter a full postcode"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(lead, wrong, says):
    assert says in go(lead, "ask", who=WHO | wrong).content.decode()
    assert not Draft.objects.exists()


def test_without_agreement_to_help_nothing_is_asked(lead):
    words = go(lead, "ask", agreed=AGREED | {"help": "refused"}).content.decode()
    assert "They said no to help" in words


def test_stopping_deletes_what_was_written(lead):
    go(lead, "ask", who=WHO)
    lead.post("/requests/ask", KEY)
    assert not Draft.objects.exists()


def test_after_seven_days_it_is_gone(place, lead, settings):
    go(lead, "ask", who=WHO)
    settings.TODAY = date(2026, 12, 1)
    assert delete_old_drafts(None) == 1


def test_staff_add_a_request_with_the_day_it_came(place, sign_in):
    staff = sign_in(place.practitioner)
    go(
        staff,
        "add",
        how=HOW | {"school": str(place.school.urn)},
        who=WHO,
        need=NEED,
        around=AROUND,
        agreed=AGREED,
    )
    staff.post("/requests/add/check", KEY)
    referral = Referral.objects.get()
    assert (referral.source, referral.route, referral.received_on) == ("gp", "gp_letter", date(2026, 11, 3))
    assert (referral.requester_name, referral.school) == ("Dr Ashdown", place.school)


def test_it_cannot_have_come_tomorrow(place, sign_in):
    words = go(sign_in(place.practitioner), "add", how=HOW | {"received_on_day": "25"}).content.decode()
    assert "not in the future" in words


def test_each_way_is_for_its_own_people(place, lead, sign_in):
    assert lead.get("/requests/add/how").status_code == 403
    assert sign_in(place.practitioner).get("/requests/ask/who").status_code == 403


def test_a_risk_that_was_named_is_answered_at_once(lead):
    go(lead, "ask", who=WHO, need=NEED, around=AROUND | {"risks": ["suicidal_thoughts"]}, agreed=AGREED)
    sent = lead.get(lead.post("/requests/ask/check", KEY).url).content.decode()
    assert "You named a risk" in sent
    assert re.search(r'href="tel:999"', sent)
