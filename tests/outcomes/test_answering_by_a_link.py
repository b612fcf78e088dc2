"""A form is answered on a phone by a link: nothing is lost, nothing is there twice, and nobody else can open it."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.test import Client

from tests.outcomes.asked import BORN, address, answers, ask, in_help, opened, sends
from trailblazer.access.models import LogEntry, SubmissionKey
from trailblazer.access.today import now
from trailblazer.care.models import Score
from trailblazer.outcomes import links
from trailblazer.outcomes.actions import withdraw_ask
from trailblazer.outcomes.models import Ask
from trailblazer.referrals.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
TWOS = (2,) * 7


@pytest.fixture
def asked():
    return ask()


def kept(made):
    made.refresh_from_db()
    return made.answers


def test_a_form_is_answered_sent_and_kept_with_its_score(asked):
    phone = opened(asked)
    assert answers(phone, *TWOS) == "/form/check"
    assert sends(phone).headers["Location"] == "/form/sent"
    asked.refresh_from_db()
    assert (asked.score.total, asked.score.how, asked.score.by) == (14, "link", None)
    assert asked.score.answers == {f"q{number}": 2 for number in range(1, 8)}
    assert Event.objects.filter(kind="measure", source_ref=asked.score.ref).count() == 1
    assert (asked.answers, asked.words) == ({}, {}), "half a form does not stay beside the whole one"
    assert "Thank you" in phone.get("/form/sent").content.decode()


def test_a_mail_scanner_changes_nothing(asked):
    before = (LogEntry.objects.count(), Ask.objects.values().get(pk=asked.pk))
    for number in range(20):
        scanner = Client()
        answer = scanner.head(address(asked)) if number % 2 else scanner.get(address(asked))
        assert answer.status_code == 200
        assert "session" not in scanner.cookies
    assert (LogEntry.objects.count(), Ask.objects.values().get(pk=asked.pk)) == before
    opened(asked)


def test_only_the_fingerprint_of_the_secret_is_kept(asked):
    secret = links.LINKS.secret_of(asked)
    assert len(secret) == 43, "32 bytes"
    assert secret not in str(Ask.objects.values().get(pk=asked.pk))
    assert asked.secret_hash == sha256(secret.encode()).hexdigest()


def test_the_link_still_opens_after_the_secret_of_the_service_was_turned_over(asked, settings):
    secret = links.LINKS.secret_of(asked)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-" + "y" * 50
    assert links.LINKS.secret_of(asked) == secret


def test_five_wrong_months_lock_the_link_and_the_right_one_then_opens_nothing(asked):
    for _ in range(4):
        page = Client().post(address(asked), {"month": "6", "year": "2013"})
        assert page.status_code == 200
        assert "not the month we have" in page.content.decode()
    assert Client().post(address(asked), {"month": "6", "year": "2013"}).status_code == 410
    locked = Client().post(address(asked), BORN)
    assert locked.status_code == 410
    assert "This link is locked" in locked.content.decode()


@pytest.mark.parametrize("typed", [{}, {"month": "13", "year": "2013"}, {"month": "x", "year": "9" * 400}])
def test_what_is_no_month_is_said_at_the_field_and_costs_no_try(asked, typed):
    page = Client().post(address(asked), typed).content.decode()
    assert "Enter a month from 1 to 12" in page or "Enter a year" in page
    asked.refresh_from_db()
    assert asked.wrong_months == 0


@pytest.mark.parametrize(
    "why, status", [("unknown", 404), ("expired", 410), ("withdrawn", 410), ("answered", 410)]
)
def test_a_link_that_opens_nothing_says_so_and_names_nobody(asked, why, status):
    path = address(asked)
    if why == "unknown":
        path = "/form/" + "x" * 43
    if why == "expired":
        Ask.objects.update(expires_at=now() - timedelta(minutes=1))
    if why == "withdrawn":
        withdraw_ask(asked, by=asked.asked_by)
    if why == "answered":
        phone = opened(asked)
        answers(phone, 1)
        sends(phone)
    page = Client().get(path)
    assert page.status_code == status
    for name in (
        asked.young_person.first_name,
        asked.young_person.last_name,
        "GAD",
        asked.asked_by.user.name,
    ):
        assert name not in page.content.decode()


def test_half_a_form_is_there_again_when_the_link_is_opened_again(asked):
    answers(opened(asked), 3, 2)
    again = opened(asked)
    assert "/form/questions/q3" in again.get("/form").content.decode()
    page = again.get("/form/questions/q1").content.decode()
    assert 'value="3" lang="en" dir="ltr" aria-pressed="true"' in page
    assert kept(asked) == {"q1": 3, "q2": 2}


def test_questions_can_be_answered_in_any_order_changed_and_left_out(asked):
    phone = opened(asked)
    answers(phone, 1, first=6)
    answers(phone, 3, first=2)
    answers(phone, "rather-not", first=1)
    answers(phone, 0, first=6)
    assert kept(asked) == {"q1": None, "q2": 3, "q6": 0}
    page = phone.get("/form/check").content.decode()
    assert "You answered 3 of 7" in page
    assert "Rather not say" in page
    sends(phone)
    asked.refresh_from_db()
    assert (asked.score.answers, asked.score.total) == ({"q2": 3, "q6": 0}, None)


@pytest.mark.parametrize("value", ["7", "-1", "1.5", "often", "", "😀" * 50, "1\x00", "٢"])
def test_an_answer_that_cannot_be_is_said_at_the_question_and_not_kept(asked, value):
    page = opened(asked).post("/form/questions/q1", {"answer": value})
    assert page.status_code == 200
    assert 'id="answer-error"' in page.content.decode()
    assert 'href="#id_answer"' in page.content.decode()
    assert kept(asked) == {}


def test_a_question_that_there_is_not_is_not_found(asked):
    assert opened(asked).get("/form/questions/q99").status_code == 404


def test_nothing_answered_is_not_sent(asked):
    phone = opened(asked)
    answers(phone, "rather-not")
    assert "Answer at least one question" in sends(phone).content.decode()
    assert not Score.objects.exists()


def test_the_same_form_sent_twice_is_there_once(asked):
    one, other = opened(asked), opened(asked)
    answers(one, *TWOS)
    key = one.get("/form/check").content.decode().split('name="submission_key" value="')[1].split('"')[0]
    for phone in (one, one, other):
        phone.post("/form/check", {"submission_key": key})
    assert Score.objects.count() == Event.objects.filter(kind="measure").count() == 1
    assert "here already" in other.get("/form", follow=True).content.decode()
    assert "Your answers are here already" in one.post("/form/check", {}, follow=True).content.decode()
    assert SubmissionKey.objects.filter(key=key).count() == 1


def test_a_session_holds_one_form_and_no_other_childs(asked):
    other = ask(in_help())
    phone = opened(asked)
    answers(phone, 1)
    opened(other, phone)
    answers(phone, 2)
    assert (kept(asked), kept(other)) == ({"q1": 1}, {"q1": 2})


def test_without_the_session_there_is_one_plain_page(client):
    for path in ("/form", "/form/check", "/form/sent", "/form/questions/q1", "/form/stop", "/form/help"):
        page = client.get(path)
        assert page.status_code == 410
        assert "This page has closed" in page.content.decode()


def test_stop_and_delete_leaves_nothing_and_the_link_still_opens(asked):
    phone = opened(asked)
    answers(phone, 3)
    assert "Stop, and delete" in phone.get("/form/stop").content.decode()
    assert "Your answers are deleted" in phone.post("/form/stop").content.decode()
    assert kept(asked) == {}
    opened(asked)


def test_no_page_of_it_names_anybody_or_says_in_its_title_what_it_is(asked):
    phone = opened(asked)
    answers(phone, *TWOS)
    for path in ("/form", "/form/questions/q1", "/form/check", "/form/stop"):
        page = phone.get(path).content.decode()
        title = page.split("<title>")[1].split("</title>")[0]
        assert "GAD" not in title
        assert "mental" not in title.lower()
        for name in (asked.young_person.first_name, asked.young_person.last_name, asked.asked_by.user.name):
            assert name not in page, path
        assert links.LINKS.secret_of(asked) not in page


def test_what_was_thought_of_the_help_is_kept_in_words(asked):
    made = ask(in_help(), "how-was-it")
    phone = opened(made)
    assert answers(phone, 3, 3, 2, 1) == "/form/questions/w1"
    phone.post("/form/questions/w1", {"answer": "  Kind people 🌱 "})
    assert phone.post("/form/questions/w2", {"answer": ""}).headers["Location"] == "/form/check"
    assert "Use 4,000 letters" in phone.post("/form/questions/w2", {"answer": "x" * 4001}).content.decode()
    sends(phone)
    made.refresh_from_db()
    assert made.score.words == {"w1": "Kind people 🌱"}


def test_it_says_on_every_page_that_nobody_watches_and_where_help_is(asked):
    phone = opened(asked)
    for path in ("/form", "/form/questions/q4", "/form/check"):
        page = phone.get(path).content.decode()
        assert "Nobody watches this page all the time" in page
        assert "tel:999" in page
    assert "Nobody watches this page all the time" in Client().get(address(asked)).content.decode()
