"""A young person asks on a phone: no account, no script, one question a page."""

import re

import pytest

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import Letter
from trailblazer.referrals.models import Draft, Referral, StatusLink
from trailblazer.young_people.models import QuietMode, YoungPerson

pytestmark = pytest.mark.django_db


@pytest.fixture
def school():
    school = make.school()
    make.service(make.team(), school)
    return school


def test_what_was_said_becomes_a_request_of_the_schools_team(school):
    Visitor().asks_for_themselves(school).opens("/ask/check").confirms()
    request = Referral.objects.get()
    assert (request.source, request.school, request.state) == ("young_person", school, "received")
    assert (request.first_name, request.own_words) == ("Zee", "I worry all the time.")
    assert request.reasons == ["anxiety", "sleep"]
    assert request.already_helping == ["pastoral"]
    assert (request.school_at_risk, request.tried) == (["late"], "Going to bed earlier.")
    assert request.wishes["how"] == "Not with my class teacher"
    assert request.requester_email == "zee@example.org"


def test_each_question_says_which_of_how_many_it_is(school):
    visitor = Visitor().answers("who", who="young_person").opens("/ask/questions/school")
    assert "Question 2 of 13" in visitor.text
    assert "Who will see my answer?" in visitor.text
    assert "Stop and delete my answers" in visitor.text


def test_every_question_but_school_and_name_may_be_skipped(school):
    questions = (
        "help",
        "words",
        "how-long",
        "going-to-school",
        "tried",
        "helpers",
        "safe",
        "tell",
        "wishes",
        "contact",
    )
    skipped = {question: {} for question in questions}
    Visitor().asks_for_themselves(school, **skipped).confirms()
    request = Referral.objects.get()
    assert request.reasons == []
    assert set(request.consents.values()) == {"given", "not_asked"}


def test_no_young_person_is_made(school):
    Visitor().asks_for_themselves(school).confirms()
    assert not YoungPerson.objects.exists()
    assert Referral.objects.get().young_person is None


def test_a_wish_that_parents_are_not_told_is_kept_and_sets_nothing(school):
    Visitor().asks_for_themselves(school).confirms()
    assert Referral.objects.get().consents["tell_parent"] == "refused"
    assert not QuietMode.objects.exists()


def test_the_check_page_shows_every_answer_with_a_way_to_change_it(school):
    visitor = Visitor().asks_for_themselves(school).opens("/ask/check")
    for words in (school.name, "Worry or feeling scared", "3 to 6 months", "3 May 2012", "zee@example.org"):
        assert words in visitor.text
    for question in ("school", "help", "words", "safe", "about"):
        assert f'href="/ask/questions/{question}"' in visitor.html


def test_an_answer_can_be_changed_from_the_check_page(school):
    visitor = Visitor().asks_for_themselves(school)
    visitor.answers("how-long", to="/ask/check", how_long="over_year").confirms()
    assert Referral.objects.get().how_long == "over_year"


def test_answers_stand_in_their_fields_when_going_back(school):
    visitor = Visitor().asks_for_themselves(school).opens("/ask/questions/words")
    assert "I worry all the time." in visitor.text
    assert re.search(r'value="sleep"\s+checked', visitor.opens("/ask/questions/help").html)


def test_the_page_after_sending_shows_the_reference_and_the_link(school):
    visitor = Visitor().asks_for_themselves(school).confirms()
    request = Referral.objects.get()
    assert visitor.reference.replace("-", "").lower() == request.ref
    assert visitor.client.get(visitor.link).headers["Location"] == "/status/request"


def test_only_the_hash_of_the_links_secret_is_kept(school):
    visitor = Visitor().asks_for_themselves(school).confirms()
    secret = visitor.link.rsplit("/", 1)[1]
    assert len(secret) >= 32
    assert StatusLink.objects.get().secret_hash != secret


def test_what_was_written_is_no_longer_in_the_draft_once_sent(school):
    Visitor().asks_for_themselves(school).confirms()
    assert "Zee" not in str(Draft.objects.get().answers)


def test_the_same_form_sent_twice_makes_one_request(school):
    visitor = Visitor().asks_for_themselves(school)
    visitor.confirms()
    link = visitor.link
    assert visitor.client.post("/ask/check", {"submission_key": "0" * 32}).headers["Location"] == "/ask/sent"
    assert visitor.opens("/ask/sent").link == link
    assert Referral.objects.count() == 1


def test_a_form_sent_again_before_the_first_was_answered_makes_one_request_and_one_link(school):
    visitor = Visitor().asks_for_themselves(school)
    draft = Draft.objects.get()
    answers = draft.answers
    visitor.confirms()
    Draft.objects.update(answers=answers)  # as the second of two requests at once still reads it
    visitor.confirms()
    assert Referral.objects.count() == StatusLink.objects.count() == 1


def test_the_receipt_goes_to_the_address_that_was_given_and_names_nobody(school):
    visitor = Visitor().asks_for_themselves(school).confirms()
    letter = Letter.objects.get(recipient_kind="requester")
    assert letter.address == "zee@example.org"
    assert visitor.link in letter.own_link
    told = f"{letter.subject} {letter.body} {letter.recipient_name}"
    assert "Zee" not in told
    assert "Fernleigh" not in told
    assert school.name not in told


def test_there_is_no_receipt_by_a_channel_that_was_not_ticked(school):
    Visitor().asks_for_themselves(school, contact={"email": "zee@example.org"}).confirms()
    assert not Letter.objects.filter(recipient_kind="requester").exists()
    assert Referral.objects.get().consents["email"] == "refused"


def test_a_named_risk_shows_help_at_once_and_raises_an_alert(school):
    visitor = Visitor().asks_for_themselves(school, safe={"risks": ["suicidal_thoughts", "nothing"]})
    visitor.answers("safe", to="/ask/not-safe", risks=["suicidal_thoughts"])
    visitor.opens("/ask/not-safe")
    assert "Nobody watches this page all the time." in visitor.text
    assert visitor.html.count("tel:999") == 2
    visitor.confirms()
    assert Referral.objects.get().names_risk
    alert = Alert.objects.get(kind="risk_named")
    assert alert.due_at > alert.raised_at
    assert "Zee" not in alert.words


def test_hurting_oneself_as_the_reason_shows_help_at_once(school):
    visitor = Visitor().answers("who", who="young_person")
    visitor.answers("help", to="/ask/not-safe", more_reasons=["self_harm"])


def test_a_young_childs_own_request_is_read_by_a_person_first_and_the_page_says_so(school):
    young = {"first_name": "Pip", "last_name": "Ash", "born_on_day": "1", "born_on_month": "2"}
    visitor = Visitor().asks_for_themselves(school, about=young | {"born_on_year": "2017"})
    assert (
        "A person from the team reads this before anything else happens" in visitor.opens("/ask/check").text
    )
    visitor.confirms()
    assert "They talk with you before anything else happens." in visitor.text


def test_an_age_the_team_does_not_help_is_said_and_can_still_be_sent(school):
    grown = {"first_name": "Ade", "last_name": "Ash", "born_on_day": "1", "born_on_month": "2"}
    visitor = Visitor().asks_for_themselves(school, about=grown | {"born_on_year": "2005"})
    assert "This team mostly helps people aged 5 to 18." in visitor.opens("/ask/check").text
    visitor.confirms()


def test_the_way_in_from_a_poster_of_the_school_fills_in_the_school(school):
    visitor = Visitor().opens(f"/ask/at/{school.urn}")
    assert school.name in visitor.text
    start = f"?school={school.urn}"
    visitor.answers("who", to="/ask/questions/help", query=start, who="young_person")


def test_pages_that_are_only_read_leave_no_cookie(school):
    pages = ("", f"/at/{school.urn}", "/who-can-see", "/options", "/things-to-try", "/for-someone-else")
    for page in pages:
        assert not Visitor().opens(f"/ask{page}").page.cookies


def test_no_page_says_mental_health_in_its_title(school):
    visitor = Visitor().asks_for_themselves(school)
    for path in ("/ask", "/ask/check", "/ask/questions/safe", "/ask/not-safe", "/status"):
        title = re.search(r"<title>(.*?)</title>", visitor.opens(path).html).group(1)
        assert "mental" not in title.lower()
