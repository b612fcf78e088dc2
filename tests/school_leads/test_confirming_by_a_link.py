"""Once a year a school confirms its contacts by a link without an account; what it changes is taken and shown."""

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import make
from tests.school_leads.of_a_school import role
from trailblazer.access.records import NotPossible
from trailblazer.access.today import now
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import Letter
from trailblazer.school_leads import actions, links, schedule
from trailblazer.school_leads.models import Confirmation, SchoolRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def people(school, practitioner):
    return [role(school, practitioner), role(school, practitioner, "senco", "Ivo Lark")]


@pytest.fixture
def asked(school, practitioner, people):
    return actions.ask_to_confirm(school, by=practitioner)


def opened(asked):
    """A browser in which somebody opened the link and began."""
    client = Client()
    begun = client.post(f"/school-contacts/{links.LINKS.secret_of(asked)}")
    assert begun.headers["Location"] == "/school-contacts"
    return client


def sent(people, **fields):
    answers = {f"{one.ref}-answer": "same" for one in people}
    return {"submission_key": "c" * 32, "answered_by": "Ruth Abernethy"} | answers | fields


def test_the_letter_goes_to_the_lead_with_a_link_of_30_days(asked):
    letter = Letter.objects.get(about=asked.ref)
    assert letter.state == Letter.State.QUEUED
    assert letter.address == "ruth@school.example"
    assert links.LINKS.secret_of(asked) in letter.own_link
    assert links.LINKS.secret_of(asked) not in letter.body
    assert asked.expires_at - asked.asked_at == timedelta(days=30)


def test_to_look_at_the_link_changes_nothing(asked, client):
    address = f"/school-contacts/{links.LINKS.secret_of(asked)}"
    for _ in range(3):
        shown = client.get(address)
        client.head(address)
        assert shown.status_code == 200
    assert "ruth@school.example" not in shown.content.decode()
    asked.refresh_from_db()
    assert asked.is_open(now())
    assert client.get("/school-contacts").status_code == 410


def test_what_changed_is_taken_at_once_and_shown_to_the_team_before_and_after(
    asked, people, practitioner, sign_in
):
    lead, senco = people
    client = opened(asked)
    changed = {
        f"{lead.ref}-answer": "changed",
        f"{lead.ref}-name": "Ruth Abernethy-Cole",
        f"{lead.ref}-email": "Ruth.Cole@school.example",
        f"{senco.ref}-answer": "left",
        f"{senco.ref}-last_day_day": "23",
        f"{senco.ref}-last_day_month": "10",
        f"{senco.ref}-last_day_year": "2026",
        "add_role": "senco",
        "add_name": "Noor Haddad",
        "words": "The office has moved",
    }
    assert client.post("/school-contacts", sent(people, **changed)).status_code == 302
    assert "Ivo Lark, SENCO" in client.get("/school-contacts/done").content.decode()
    lead.refresh_from_db()
    senco.refresh_from_db()
    assert (lead.name, lead.email) == ("Ruth Abernethy-Cole", "ruth.cole@school.example")
    assert senco.last_day == date(2026, 10, 23)
    assert SchoolRole.objects.filter(name="Noor Haddad", role="senco", starts_on=make.TODAY).exists()
    team = sign_in(practitioner)
    shown = team.get("/school-leads/").content.decode()
    for words in (
        "ruth@school.example",
        "ruth.cole@school.example",
        "23 October 2026",
        "The office has moved",
    ):
        assert words in shown
    assert "Confirmed 24 November" in shown
    team.post(f"/school-leads/confirmations/{asked.ref}/looked-at", {"submission_key": "d" * 32})
    assert "The office has moved" not in team.get("/school-leads/").content.decode()


def test_a_link_answers_once_and_a_closed_one_says_so(asked, people, school, practitioner):
    client = opened(asked)
    newer = actions.ask_to_confirm(school, by=practitioner)
    refused = client.post("/school-contacts", sent(people))
    assert refused.status_code == 410
    client = opened(newer)
    assert client.post("/school-contacts", sent(people)).status_code == 302
    again = client.post("/school-contacts", sent(people, submission_key="e" * 32))
    assert again.headers["Location"] == "/school-contacts/done"
    assert (
        "confirmed already"
        in Client().get(f"/school-contacts/{links.LINKS.secret_of(newer)}").content.decode()
    )


def test_a_link_gives_nothing_of_another_school(asked, people, practitioner, team):
    other = role(make.service(team).school, practitioner, name="Zora Elsewhere")
    client = opened(asked)
    assert "Zora Elsewhere" not in client.get("/school-contacts").content.decode()
    tried = {f"{other.ref}-answer": "left"}
    assert client.post("/school-contacts", sent(people, **tried)).status_code == 302
    other.refresh_from_db()
    assert other.last_day is None


@pytest.mark.parametrize(
    "typed, says",
    [
        ({"answered_by": ""}, "Enter your name"),
        ({"add_name": "Noor Haddad"}, "Choose the role of whoever is new"),
        ({"add_role": "senco"}, "Enter the name of whoever is new"),
    ],
)
def test_bad_input_gets_a_sentence_and_what_was_typed_stays(asked, people, typed, says):
    shown = opened(asked).post("/school-contacts", sent(people, **typed)).content.decode()
    assert says in shown
    unanswered = opened(asked).post("/school-contacts", {"submission_key": "f" * 32, "answered_by": "R"})
    assert "Choose whether this is still right: Ivo Lark, SENCO" in unanswered.content.decode()


def test_a_lead_who_leaves_is_an_alert_of_the_team(asked, people, school):
    answered = opened(asked).post("/school-contacts", sent(people, **{f"{people[0].ref}-answer": "left"}))
    assert answered.status_code == 302
    alert = Alert.objects.get(about=asked.ref)
    assert alert.about_address == f"/school-leads/{school.urn}"
    assert (alert.school, alert.team) == (school, asked.team)


def test_tries_are_bounded(asked, client):
    for _ in range(20):
        assert client.get("/school-contacts/" + "x" * 43).status_code == 404
    assert client.get("/school-contacts/" + "x" * 43).status_code == 429


def test_nobody_to_write_to_is_said(school, practitioner):
    role(school, practitioner, email="")
    with pytest.raises(NotPossible, match="Add its lead or its office first"):
        actions.ask_to_confirm(school, by=practitioner)


def test_each_autumn_a_school_is_asked_once_reminded_twice_and_then_stands_as_not_confirmed(
    school, practitioner, people, settings, monkeypatch, sign_in
):
    monkeypatch.setattr(schedule, "is_time_to_write", lambda: True)
    settings.TODAY = date(2026, 9, 14)
    assert schedule.ask_schools(lambda *_: None) == 0
    settings.TODAY = date(2026, 10, 5)
    assert [schedule.ask_schools(lambda *_: None) for _ in range(2)] == [1, 0]
    sent = []
    for day in (
        date(2026, 10, 14),
        date(2026, 10, 15),
        date(2026, 10, 16),
        date(2026, 10, 26),
        date(2026, 10, 27),
    ):
        settings.TODAY = day
        sent.append(schedule.remind_schools(lambda *_: None))
    assert sent == [0, 1, 0, 1, 0]
    assert Letter.objects.filter(about=Confirmation.objects.get().ref).count() == 3
    shown = sign_in(practitioner).get("/school-leads/?show=not-confirmed").content.decode()
    assert "never yet, asked 5 October" in shown
