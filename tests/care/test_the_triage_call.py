"""The triage call is kept step by step, by two colleagues too, and each yes and no becomes a consent."""

from datetime import timedelta

import pytest

from tests import make
from tests.care.helped import two_sessions
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care import caseloads
from trailblazer.care.actions.assessing import begin_call, finish_call, keep_answers
from trailblazer.care.models import Course
from trailblazer.care.time_by_function import week_of
from trailblazer.domain.checklists import checklist
from trailblazer.domain.terms import london_day
from trailblazer.referrals.events import clock_of
from trailblazer.young_people.models import Carer, Consent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def lead(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def course(team, lead):
    return two_sessions(team, lead)


def test_the_triage_call_is_kept_step_by_step_and_writes_each_consent_by_itself(course, lead):
    person = course.young_person
    mother = Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Dana Fernleigh",
        relationship="mother",
        has_parental_responsibility=True,
        may_decide=True,
    )
    call = begin_call(course.referral, by=lead)
    assert begin_call(course.referral, by=lead) == call
    asked = checklist("triage_call").questions
    answers = {question.code: "given" for question in asked if question.kind == "consent"}
    answers |= {question.code: True for question in asked if question.kind == "said"}
    answers |= {"with_whom": "carer", "consent_text": "refused", "consent_post": "not_now"}
    keep_answers(call, by=lead, answers={"with_whom": "carer"})
    with pytest.raises(NotPossible, match="Not asked yet"):
        finish_call(call, by=lead, given_by="carer", carer=mother, minutes=20)
    keep_answers(call, by=lead, answers=answers)
    finish_call(call, by=lead, given_by="carer", carer=mother, minutes=20)
    said = dict(Consent.objects.filter(young_person=person).values_list("purpose", "answer"))
    assert said["help"] == said["email"] == "given"
    assert said["text"] == "refused"
    assert "post" not in said
    with pytest.raises(NotPossible, match="finished"):
        keep_answers(call, by=lead, answers={"tried": "x"})


def test_every_step_of_the_call_is_a_page(course, lead, sign_in):
    client = sign_in(lead)
    first = f"/requests/{course.referral.ref}/triage-call"
    assert "Begin the call" in client.get(first).content.decode()
    assert not course.referral.assessments.exists()  # looking begins nothing
    response = client.post(first, {"submission_key": "e" * 32}, follow=True)
    assert "step 1 of" in response.content.decode()
    assert "Go on with the call" in client.get(first).content.decode()
    call = course.referral.assessments.get()
    for section in checklist("triage_call").sections:
        assert section.title in client.get(f"/calls/{call.ref}/{section.code}").content.decode()
    assert client.get(f"/calls/{call.ref}/finish").status_code == 200
    assert client.get(f"/calls/{call.ref}").status_code == 200


def step(client, call, section, key, version, **answers):
    typed = {"submission_key": key * 32, "version": str(version), **answers}
    return client.post(f"/calls/{call.ref}/{section}", typed)


def test_two_colleagues_at_one_call_lose_nothing(course, lead, team, sign_in):
    call = begin_call(course.referral, by=lead)
    mine, theirs = sign_in(lead), sign_in(make.member(team, Role.SUPERVISOR))
    assert step(mine, call, "reason", "a", call.version, hopes="To sleep").status_code == 302
    other_step = step(theirs, call, "practical", "b", call.version, availability="Not Fridays")
    assert other_step.status_code == 302  # another step is kept beside it
    same_step = step(theirs, call, "reason", "c", call.version, hopes="To go to school")
    shown = same_step.content.decode()
    assert "To sleep" in shown
    assert "To go to school" in shown
    call.refresh_from_db()
    assert (call.answers["hopes"], call.answers["availability"]) == ("To sleep", "Not Fridays")
    again = step(theirs, call, "reason", "f", call.version, hopes="To sleep, and to go to school")
    assert again.status_code == 302
    call.refresh_from_db()
    assert call.answers["hopes"] == "To sleep, and to go to school"


def test_a_call_that_broke_off_goes_on_where_it_stopped(course, lead, sign_in):
    call = begin_call(course.referral, by=lead)
    keep_answers(call, by=lead, answers={"with_whom": "carer"})
    answer = sign_in(lead).post(f"/requests/{course.referral.ref}/triage-call", {"submission_key": "a" * 32})
    assert answer.headers["Location"] == f"/calls/{call.ref}/consent"


def test_what_changed_since_is_asked_in_a_new_call(course, lead, sign_in):
    call = begin_call(course.referral, by=lead)
    asked = checklist("triage_call").questions
    answers = {question.code: "not_now" for question in asked if question.kind == "consent"}
    answers |= {question.code: True for question in asked if question.kind == "said"}
    keep_answers(call, by=lead, answers=answers | {"with_whom": "young_person"})
    finish_call(call, by=lead, given_by="young_person", minutes=20)
    assert not Consent.objects.filter(young_person=course.young_person).exists()
    assert begin_call(course.referral, by=lead) != call
    shown = sign_in(lead).get(f"/requests/{course.referral.ref}/triage-call").content.decode()
    assert f"/calls/{call.ref}" in shown


def asked_all(course, lead, held_on=None, with_whom="carer"):
    """A call of which everything was asked."""
    call = begin_call(course.referral, by=lead, held_on=held_on)
    asked = checklist("triage_call").questions
    answers = {question.code: "not_now" for question in asked if question.kind == "consent"}
    answers |= {question.code: True for question in asked if question.kind == "said"}
    return keep_answers(call, by=lead, answers=answers | {"with_whom": with_whom})


@pytest.fixture
def only_asked(team, lead):
    """Somebody whose request was accepted, and for whom nothing else has happened."""
    return make.course(make.matched_referral(team, received_on=make.TODAY - timedelta(days=5)), lead)


def test_a_finished_call_is_a_contact_that_counts_with_its_minutes(only_asked, lead):
    call = finish_call(asked_all(only_asked, lead), by=lead, given_by="carer", minutes=35)
    contact = call.contact
    said = (contact.attendance, contact.medium, contact.place, contact.seen, contact.minutes, contact.lead)
    assert said == ("5", "02", "telephone", "carer", 35, lead)
    assert (contact.course, contact.referral) == (None, only_asked.referral)
    first = clock_of(only_asked.referral, make.TODAY).waits()["first_contact"]
    assert first.stopped_on == make.TODAY
    assert only_asked.referral.help_started_on is None
    assert week_of(lead, make.TODAY).split.recorded == {1: 35}


def test_a_call_is_no_session_of_a_course(course, lead):
    def sessions():
        return caseloads.with_facts(Course.objects.filter(pk=course.pk)).get().sessions_done

    before = sessions()
    finish_call(asked_all(course, lead), by=lead, given_by="carer", minutes=20)
    assert sessions() == before


def test_a_call_of_an_earlier_day_is_a_contact_of_that_day(only_asked, lead):
    yesterday = make.TODAY - timedelta(days=1)
    call = finish_call(
        asked_all(only_asked, lead, yesterday), by=lead, given_by="carer", minutes=20, medium="11"
    )
    assert london_day(call.contact.starts_at) == yesterday
    assert call.contact.place == "video"


def test_minutes_are_asked_at_the_finish_and_filled_in_as_usual(course, lead, sign_in):
    call, client = asked_all(course, lead), sign_in(lead)
    page = f"/calls/{call.ref}/finish"
    assert 'value="20"' in client.get(page).content.decode()
    typed = {"said_by": "young_person", "medium": "02", "version": str(call.version)}
    wrong = client.post(page, typed | {"minutes": "0", "submission_key": "a" * 32}).content.decode()
    assert "Enter minutes from 1 to 720" in wrong
    done = client.post(page, typed | {"minutes": "25", "submission_key": "b" * 32}, follow=True)
    assert "Triage call" in done.content.decode()
    call.refresh_from_db()
    assert call.contact.minutes == 25
    assert client.get(f"/contacts/{call.contact.ref}").status_code == 200
