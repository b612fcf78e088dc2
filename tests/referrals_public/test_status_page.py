"""Where a request is: opened by the secret link or by reference and birth month, telling only what may be told."""

import pytest

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.access.models import LogEntry
from trailblazer.referrals.models import Addition, Answer, Referral
from trailblazer.referrals.public import links
from trailblazer.referrals.public.status import NEXT, without_names

pytestmark = pytest.mark.django_db
MONTH = {"month": "5", "year": "2013"}  # of tests.make.referral


@pytest.fixture
def request_():
    return make.referral(
        source="young_person", own_words="A thing I told nobody else", requester_email="zee@example.org"
    )


@pytest.fixture
def holder(request_):
    visitor = Visitor()
    visitor.client.get(f"/status/{links.issue(request_)}")
    return visitor


def test_opening_the_link_puts_its_secret_in_the_session_and_out_of_the_address(request_):
    secret = links.issue(request_)
    visitor = Visitor().opens(f"/status/{secret}", status=302)
    assert visitor.page.headers["Location"] == "/status/request"
    assert secret not in visitor.opens("/status/request").html


def test_opening_it_changes_nothing_so_that_a_mail_scanner_cannot_use_it_up(request_):
    secret = links.issue(request_)
    before = Referral.objects.values().get()
    for _ in range(20):
        Visitor().opens(f"/status/{secret}", status=302)
    assert Referral.objects.values().get() == before
    assert "Your request" in Visitor().opens(f"/status/{secret}", status=302).opens("/status/request").text


def test_it_says_when_it_was_received_and_when_the_answer_is_due(holder):
    text = holder.opens("/status/request").text
    assert "On Monday 2 November" in text
    assert "It was due on Monday 9 November. We are sorry." in text


def test_it_never_says_the_name_or_what_was_written(holder, request_):
    request_.worry = "Worries at night"
    request_.save()
    html = holder.opens("/status/request").html
    for words in ("Robin", "Fernleigh", "A thing I told nobody else", "Worries at night", "zee@example.org"):
        assert words not in html


def test_the_answer_is_shown_in_the_words_that_were_sent_but_for_the_name(holder, request_):
    answered(request_, "Dear Robin,\n\nWe can help. You will meet Ade, about once a week.")
    text = holder.opens("/status/request").text
    assert "We can help. You will meet Ade, about once a week." in text
    assert "The team will help." in text
    assert "Robin" not in text


def answered(request, words, state="accepted"):
    Referral.objects.filter(pk=request.pk).update(state=state, answered_on=make.TODAY, decided_on=make.TODAY)
    member = make.member(request.team)
    Answer.objects.create(
        provider=request.provider, referral=request, words=words, sent_on=make.TODAY, sent_by=member
    )


def test_a_decision_that_was_not_answered_yet_is_not_told(holder, request_):
    Referral.objects.filter(pk=request_.pk).update(state="declined", decided_on=make.TODAY)
    assert "not the right team" not in holder.opens("/status/request").text


def test_a_duplicate_is_not_told_as_one_for_that_would_tell_that_someone_else_asked(holder, request_):
    answered(request_, "We have read it.", state="duplicate")
    text = holder.opens("/status/request").text.lower()
    assert "duplicate" not in text
    assert "already" not in text


def test_there_are_words_for_every_state():
    assert set(NEXT) == set(Referral.State)


@pytest.mark.parametrize(
    "source, words, shown",
    [
        ("parent", "Thank you for asking us about Robin.", "Thank you for asking us about your child."),
        ("parent", "Robin Fernleigh’s first meeting", "your child’s first meeting"),
        ("young_person", "Dear Robin,\n\nWe can help.", "Hello,\n\nWe can help."),
        ("parent", "Robinson Road, 3 Robin", "Robinson Road, 3 Robin"),
    ],
)
def test_names_are_taken_out_of_the_answer(source, words, shown):
    assert without_names(words, make.referral(source=source)) == shown


def test_each_look_is_written_down(holder, request_):
    holder.opens("/status/request")
    line = LogEntry.objects.filter(kind="look", record=request_.ref).latest("at")
    assert (line.acting_as, line.purpose) == ("visitor", "status page")


def test_it_opens_by_reference_and_birth_month(request_):
    visitor = Visitor()
    typed = request_.ref.upper().replace("0", "O")
    assert visitor.sends("/status", {"typed": f"{typed[:4]} {typed[4:]}"} | MONTH) == "/status/request"
    assert "Your request" in visitor.opens("/status/request").text


def test_a_wrong_month_and_a_reference_that_does_not_exist_are_answered_alike(request_):
    wrong_month, nothing = Visitor(), Visitor()
    assert wrong_month.sends("/status", {"typed": request_.ref, "month": "6", "year": "2013"}) is None
    assert nothing.sends("/status", {"typed": "0" * 16} | MONTH) is None
    assert wrong_month.text.replace(request_.ref, "").split() == nothing.text.split()
    assert "We cannot show a request for this number and month." in nothing.text


def test_after_five_wrong_months_a_reference_is_closed_until_a_new_link_is_given(request_):
    visitor = Visitor()
    for month in range(6, 11):
        visitor.sends("/status", {"typed": request_.ref, "month": str(month), "year": "2013"})
    assert visitor.sends("/status", {"typed": request_.ref} | MONTH) is None
    assert "We cannot show a request" in visitor.text
    links.issue(request_)
    assert visitor.sends("/status", {"typed": request_.ref} | MONTH) == "/status/request"


@pytest.mark.parametrize(
    "typed, words",
    [
        ({"typed": "", "month": "5", "year": "2013"}, "Enter your reference number."),
        ({"typed": "a" * 10_000, "month": "5", "year": "2013"}, "Use 60 letters or fewer here."),
        ({"typed": "abc", "month": "13", "year": "2013"}, "Enter a month from 1 to 12."),
        ({"typed": "abc", "month": "May", "year": "2013"}, "Enter a month from 1 to 12."),
        ({"typed": "abc", "month": "5", "year": "9" * 40}, "Enter a year, for example 2012."),
    ],
)
def test_what_cannot_be_looked_up_is_said_in_a_sentence(typed, words):
    visitor = Visitor()
    assert visitor.sends("/status", typed) is None
    assert words in visitor.text


def test_without_the_link_there_is_nothing_to_see(request_):
    for path in ("request", "request/add", "request/withdraw", "request/added"):
        assert Visitor().opens(f"/status/{path}", status=302).page.headers["Location"] == "/status"
    assert Visitor().opens("/status/wrong", status=302).page.headers["Location"] == "/status/closed"


def test_one_link_opens_one_request(holder, request_):
    other = make.referral()
    assert holder.client.session["request"] == request_.ref != other.ref


def test_something_can_be_added_and_is_not_shown_again(holder, request_):
    assert holder.sends("/status/request/add", {"words": "It is worse on Mondays"}) == "/status/request/added"
    assert Addition.objects.get().words == "It is worse on Mondays"
    assert "worse on Mondays" not in holder.opens("/status/request").html


def test_adding_twice_by_the_same_form_adds_once(holder):
    form = {"words": "Once", "submission_key": "a" * 32}
    for _ in range(2):
        assert holder.client.post("/status/request/add", form).status_code == 302
    assert Addition.objects.count() == 1


@pytest.mark.parametrize(
    "words, told", [("", "Enter what you would like to add."), ("a" * 5_001, "5,000 letters")]
)
def test_what_cannot_be_added_is_said(holder, words, told):
    assert holder.sends("/status/request/add", {"words": words}) is None
    assert told in holder.text


def test_it_can_be_taken_back_once_confirmed(holder, request_):
    assert "Take your request back?" in holder.opens("/status/request/withdraw").text
    assert Referral.objects.get().state == "received"
    assert holder.sends("/status/request/withdraw", {"words": "I feel better"}) == "/status/request"
    assert Referral.objects.get().state == "withdrawn"
    text = holder.opens("/status/request").text
    assert "You took this request back." in text
    assert "I do not want this any more" not in text


def test_taking_it_back_twice_is_said_in_a_sentence(holder):
    holder.sends("/status/request/withdraw")
    assert holder.sends("/status/request/withdraw") is None
    assert "There is a problem" in holder.text


def test_the_page_can_be_closed_on_a_shared_phone(holder):
    assert holder.client.post("/status/request/leave").headers["Location"] == "/ask"
    holder.opens("/status/request", status=302)


def test_nothing_is_stored_by_the_browser_or_sent_to_the_next_site(holder):
    response = holder.opens("/status/request").page
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
