"""What is written is kept on the server for seven days, opened only by the session that wrote it, gone if asked."""

from datetime import timedelta

import pytest

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.access.today import now
from trailblazer.referrals.models import Draft
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
