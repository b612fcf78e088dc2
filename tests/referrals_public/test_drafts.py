"""What is written is kept on the server for seven days, opened only by the session that wrote it or by its code, gone
if asked."""

import re
from datetime import timedelta

import pytest

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.access.today import now
from trailblazer.referrals.models import Draft, Referral
from trailblazer.referrals.public.draft import CODES_FROM_ONE_ADDRESS
from trailblazer.referrals.schedule import delete_old_drafts

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor():
    school = make.school()
    make.service(make.team(), school)
    return Visitor().asks_for_themselves(school)


def test_each_answer_is_kept_as_it_is_given():
    visitor = Visitor().answers("who", who="young_person")
    assert Draft.objects.get().answers == {"who": {"who": "young_person"}}
    visitor.answers("words", own_words="I worry.")
    assert Draft.objects.get().answers["words"] == {"own_words": "I worry."}


def test_only_the_session_that_wrote_it_opens_it(visitor):
    stranger = Visitor()
    assert "I worry all the time." not in stranger.opens("/ask/questions/words").text
    assert stranger.opens("/ask/check", status=302).page.headers["Location"] == "/ask/sent"


def test_no_secret_is_kept_beside_the_draft(visitor):
    secret = visitor.client.session["draft"]
    assert secret not in str(Draft.objects.values().get())


def test_nothing_but_the_sessions_key_is_kept_on_the_phone(visitor):
    cookies = visitor.client.cookies
    assert set(cookies) == {"session", "csrf"}
    assert all(cookie["max-age"] == "" and cookie["expires"] == "" for cookie in cookies.values())
    assert all(cookie["httponly"] for cookie in cookies.values())


def test_someone_without_an_account_may_take_an_hour_over_a_page(visitor):
    assert visitor.client.session.get_expiry_age() == 60 * 60


def test_it_can_be_stopped_and_deleted(visitor):
    assert "Stop and delete your answers?" in visitor.opens("/ask/stop").text
    assert visitor.sends("/ask/stop") == "/ask/stopped"
    assert not Draft.objects.exists()
    assert "Your answers are deleted" in visitor.opens("/ask/stopped").text


def test_it_is_gone_after_seven_days(visitor):
    kept_until = Draft.objects.get().goes_at
    assert timedelta(days=6, hours=23) < kept_until - now() <= timedelta(days=7)
    Draft.objects.update(goes_at=now() - timedelta(seconds=1))
    assert "I worry all the time." not in visitor.opens("/ask/questions/words").text
    delete_old_drafts(progress=None)
    assert not Draft.objects.exists()


def test_after_sending_another_request_begins_anew(visitor):
    visitor.confirms()
    visitor.answers("who", who="parent")
    assert visitor.opens("/ask/questions/words").text.count("I worry") == 0
    assert Draft.objects.count() == 2


def code_on(visitor):
    visitor.opens("/ask/later")
    return visitor.reference


def test_finish_later_shows_a_code_and_a_link_and_until_when(visitor):
    code = code_on(visitor)
    kept_until = Draft.objects.get().goes_at
    assert f"Your answers are kept until {kept_until:%A} {kept_until.day} {kept_until:%B}" in visitor.text
    assert f'href="/ask/carry-on/{code.replace("-", "").lower()}"' in visitor.html


def test_closed_on_one_phone_it_is_finished_on_another_by_its_code(visitor):
    code = code_on(visitor)
    assert visitor.sends("/ask/later") == "/ask/closed"
    assert "closed here" in visitor.opens("/ask/closed").text
    assert "I worry all the time." not in visitor.opens("/ask/questions/words").text
    other = Visitor()
    assert other.sends("/ask/carry-on", {"typed": code.lower().replace("-", " ")}) == "/ask/check"
    assert "I worry all the time." in other.opens("/ask/check").text
    other.confirms()
    assert Referral.objects.get().own_words == "I worry all the time."


def test_the_link_leads_to_the_first_question_without_an_answer_and_leaves_the_address():
    school = make.school()
    make.service(make.team(), school)
    visitor = Visitor().answers("who", who="young_person").answers("school", typed=school.name)
    visitor.answers("school", school=school.urn)
    code_on(visitor)
    link = re.search(r'href="(/ask/carry-on/\w+)"', visitor.html).group(1)
    other = Visitor().opens(link, status=302)
    assert other.page.headers["Location"] == "/ask/questions/help"
    assert Visitor().opens(link, status=302).page.headers["Location"] == "/ask/questions/help"  # not used up


@pytest.mark.parametrize("end", ["sent", "deleted", "forgotten", "never given"])
def test_a_code_opens_nothing_once_its_answers_are_gone(visitor, end):
    code = code_on(visitor)
    match end:
        case "sent":
            visitor.confirms()
        case "deleted":
            visitor.sends("/ask/stop")
        case "forgotten":
            Draft.objects.update(goes_at=now() - timedelta(seconds=1))
        case "never given":
            code = "0000-0000-0000-0000"
    other = Visitor()
    assert other.sends("/ask/carry-on", {"typed": code}) is None
    assert "Nothing is kept under this code" in other.text
    assert "does not open" in other.opens(f"/ask/carry-on/{code}", status=404).text


def test_finish_later_is_not_offered_before_anything_is_written():
    visitor = Visitor().opens("/ask/questions/who")
    assert "Finish later" not in visitor.text
    assert visitor.opens("/ask/later", status=302).page.headers["Location"] == "/ask"


def test_codes_cannot_be_tried_without_end(visitor):
    for _ in range(200):
        assert CODES_FROM_ONE_ADDRESS.take("127.0.0.1")
    assert Visitor().opens("/ask/carry-on/0000000000000000", status=429)


def test_whoever_opens_a_code_while_writing_something_else_is_told_first(visitor):
    assert "Other answers are open here now" in visitor.opens("/ask/carry-on").text
    assert "Other answers are open here now" not in Visitor().opens("/ask/carry-on").text
