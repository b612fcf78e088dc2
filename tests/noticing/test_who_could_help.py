"""*Who could help?*: any adult in a school asks four questions, and nothing of it is kept."""

from datetime import date

import pytest

from tests import make
from trailblazer.access.models import LogEntry
from trailblazer.noticing import actions
from trailblazer.noticing.models import SchoolSupport

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def school(team):
    return make.service(team).school


@pytest.fixture
def lead(school):
    return make.member(school)


def counsellor(school, lead, **fields):
    ordinary = {"kind": "counsellor", "name": "Counselling", "starts_on": date(2025, 9, 1)}
    return actions.keep_support(SchoolSupport(school=school), by=lead, **(ordinary | fields))


def ask(browser, **answers):
    return browser.get(
        "/who-could-help", {"year": "Year 9", "about": ["anxiety"], "effect": "little"} | answers
    )


def test_what_the_school_has_comes_first_for_what_gets_in_the_way_a_little(school, lead, sign_in):
    counsellor(school, lead, places=6, taken=4, wait_weeks=2)
    page = ask(sign_in(lead)).content.decode()
    assert page.index("Help that your school has") < page.index("15 minutes of advice")
    assert "2 free of 6" in page
    assert "2 weeks" in page


def test_help_that_ended_or_is_for_others_is_not_offered(school, lead, sign_in):
    counsellor(school, lead, name="Ended last year", ends_on=date(2026, 7, 20))
    counsellor(school, lead, name="For small ones", age_from=4, age_to=8)
    page = ask(sign_in(lead)).content.decode()
    assert "Ended last year" not in page
    assert "For small ones" not in page


def test_a_risk_goes_to_the_safeguarding_route_before_all_else(lead, sign_in):
    page = ask(sign_in(lead), risk=["self_harm"]).content.decode()
    assert page.index("Safeguarding, today") < page.index("for support</h3>")


def test_what_the_rules_say_is_in_words_for_a_teacher(lead, sign_in):
    page = ask(sign_in(lead), about=["low_mood"], effect="most_days").content.decode()
    assert "For teenagers: low mood often lifts" in page
    assert "behavioural activation" not in page


def test_nothing_is_kept_of_what_was_asked(lead, sign_in):
    browser = sign_in(lead)
    before = LogEntry.objects.count()
    ask(browser)
    assert LogEntry.objects.count() == before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"year": "Year 99"}, "Choose a year of your school"),
        ({"about": ["anxiety", "sleep", "friends", "low_mood"]}, "Choose up to three"),
        ({"effect": ""}, "Choose how much it gets in the way"),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused_at_its_question(lead, sign_in, wrong, sentence):
    page = ask(sign_in(lead), **wrong).content.decode()
    assert sentence in page
    assert "try these" not in page


def test_asking_from_there_begins_the_request_with_what_was_said_and_writes_over_none(lead, sign_in):
    browser = sign_in(lead)
    said = {"submission_key": "a" * 32, "year": "Year 9", "about": ["anxiety", "sleep"], "effect": "often"}
    assert browser.post("/who-could-help/ask", said)["Location"] == "/requests/ask"
    page = browser.get("/requests/ask", follow=True).content.decode()
    assert '<option value="Year 9" selected' in page
    page = browser.get("/requests/ask/need").content.decode()
    assert '<option value="anxiety" selected' in page
    again = browser.post("/who-could-help/ask", said | {"submission_key": "b" * 32}, follow=True)
    assert "You have a request that you did not send" in again.content.decode()
