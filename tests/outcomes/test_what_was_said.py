"""What is said of the help is counted so that nobody can be found, and its words stay with those who lead the team."""

import pytest

from tests import make
from tests.young_people.pages import send
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.care.scores import keep_form
from trailblazer.outcomes.actions import ask_for_form
from trailblazer.outcomes.links import LINKS
from trailblazer.outcomes.models import Ask, YouSaid

pytestmark = pytest.mark.django_db
PAGE = "/questionnaires/said"


def says(team, by, answer, words=""):
    given = dict.fromkeys(("q1", "q2", "q3", "q4"), answer)
    keep_form(make.matched_referral(team), "how-was-it", given, by=by, on=make.TODAY, words={"w1": words})


def test_answers_are_counted_and_small_numbers_hidden(team, sign_in):
    lead = make.member(team, Role.SUPERVISOR)
    for number in range(11):
        says(team, lead, 3 if number < 9 else 1)
    page = sign_in(lead).get(PAGE).content.decode()
    assert "I was listened to" in page
    assert ">10<" in page
    assert "hidden" in page
    assert ">9<" not in page
    assert ">2<" not in page
    file = sign_in(lead).get(f"{PAGE}/2026/how-was-it?as=csv").content.decode()
    assert "I was listened to,[c],0,[c],10" in file
    assert sign_in(lead).get(f"{PAGE}/2026/chi-esq?as=csv").status_code == 404


def test_a_place_on_a_line_is_counted_by_quarters(team, sign_in):
    lead = make.member(team, Role.SUPERVISOR)
    for _ in range(10):
        given = {"q1": 9.5, "q2": 7.5, "q3": 0.0, "q4": 10.0}
        keep_form(make.matched_referral(team), "srs", given, by=lead, on=make.TODAY)
    file = sign_in(lead).get(f"{PAGE}/2026/srs?as=csv").content.decode().splitlines()
    assert file[0].endswith("Question,Up to 2.5,Up to 5,Up to 7.5,Up to 10,Answered")
    assert file[1:5] == [
        "Relationship,0,0,0,10,10",
        "Goals and topics,0,0,10,0,10",
        "Approach,10,0,0,0,10",
        "Overall,0,0,0,10,10",
    ]


def test_words_are_read_by_those_who_lead_and_by_no_other_team(team, sign_in):
    lead, helper = make.member(team, Role.SUPERVISOR), make.member(team, Role.PRACTITIONER)
    says(team, lead, 3, words="The quiet room was good")
    assert "The quiet room was good" in sign_in(lead).get(PAGE).content.decode()
    assert "The quiet room was good" not in sign_in(helper).get(PAGE).content.decode()
    elsewhere = make.member(make.team(), Role.SUPERVISOR)
    assert "Nothing was said yet" in sign_in(elsewhere).get(PAGE).content.decode()


def test_what_the_team_did_is_written_once_and_read_by_whoever_sends_a_form(team, sign_in, client):
    lead = make.member(team, Role.SUPERVISOR)
    browser = sign_in(lead)
    sent = {"said": "The room was loud", "did": "We moved to the library", "done_on_day": "20"}
    sent |= {"done_on_month": "11", "done_on_year": "2026"}
    assert send(browser, f"{PAGE}/we-did", **sent).status_code == 302
    assert "We moved to the library" in browser.get(PAGE).content.decode()
    ask = ask_for_form(
        make.matched_referral(team), by=Service(), instrument_id="how-was-it", rater="self", how="link"
    )
    Ask.objects.filter(pk=ask.pk).update(answers={"q1": 3})
    born_on = ask.young_person.born_on
    client.post(f"/form/{LINKS.secret_of(ask)}", {"month": born_on.month, "year": born_on.year})
    send(client, "/form/check")
    page = client.get("/form/sent").content.decode()
    assert "What changed because people told us" in page
    assert "We moved to the library" in page


@pytest.mark.parametrize("day", ["31", "30"], ids=["no such day", "to come"])
def test_what_is_planned_is_not_done_yet(team, sign_in, day):
    browser = sign_in(make.member(team, Role.SUPERVISOR))
    sent = {"said": "Loud", "did": "Moved", "done_on_day": day, "done_on_month": "11", "done_on_year": "2026"}
    page = send(browser, f"{PAGE}/we-did", **sent).content.decode()
    assert "There is a problem" in page
    assert not YouSaid.objects.exists()
