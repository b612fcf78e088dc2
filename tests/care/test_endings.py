"""A course ends with its reason and what each is told, in words that were seen; and how school went."""

from datetime import date, timedelta

import pytest

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.actions.assessing import begin_call, finish_call, keep_answers
from trailblazer.care.actions.endings import check_education, end_course, reopen_course
from trailblazer.care.models import Course, EducationCheck
from trailblazer.care.scores import enter_score
from trailblazer.domain.checklists import checklist
from trailblazer.letters.models import Letter
from trailblazer.young_people.models import Carer, Consent

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = make.TODAY


@pytest.fixture
def team():
    return make.team()


@pytest.fixture
def lead(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def course(team, lead):
    """Two sessions that counted, with a score at each."""
    school = make.service(team).school
    person = make.young_person(team, school=school, email="robin@example.org")
    made = make.course(make.matched_referral(team, young_person=person, school=school), lead)
    for number, day in enumerate((date(2026, 11, 13), LAST)):
        contact = make.contact(made, on=day, attendance="5")
        enter_score(made.referral, "gad_7", 14 - 5 * number, by=lead, on=day, contact=contact)
    return made


def agreed(person, purpose, answer="given"):
    return Consent.objects.create(
        provider=person.provider,
        young_person=person,
        purpose=purpose,
        answer=answer,
        given_by="young_person",
        happened_on=make.TODAY,
    )


def end(course, lead, **change):
    return end_course(course, by=lead, **({"ended_on": LAST, "reason": "completed"} | change))


def test_the_request_ends_with_its_last_course(course, lead):
    end(course, lead)
    course.referral.refresh_from_db()
    assert (course.referral.state, course.referral.closed_on) == ("closed", LAST)


def test_with_another_course_open_the_request_goes_on(course, lead):
    make.course(course.referral, lead)
    end(course, lead)
    course.referral.refresh_from_db()
    assert course.referral.state == "accepted"


@pytest.mark.parametrize(
    "ended_on, says",
    [
        (date(2026, 11, 19), "not before the last contact"),
        (date(2026, 10, 1), "not before the course began"),
        (make.TODAY + timedelta(days=1), "not in the future"),
    ],
)
def test_a_day_that_cannot_be_right_is_refused_and_nothing_ends(course, lead, ended_on, says):
    with pytest.raises(NotPossible, match=says):
        end(course, lead, ended_on=ended_on)
    course.refresh_from_db()
    assert course.is_open


def test_nothing_ends_while_contacts_are_booked(course, lead):
    make.contact(course, on=make.TODAY + timedelta(days=7))
    with pytest.raises(NotPossible, match="still booked"):
        end(course, lead)


def test_without_a_pair_it_needs_a_reason(team, lead):
    course = make.course(make.matched_referral(team), lead)
    make.contact(course, on=LAST, attendance="5")
    with pytest.raises(NotPossible, match="Collect it first"):
        end(course, lead)
    assert end(course, lead, unpaired_reason="Moved before the second").unpaired_reason


def test_a_hand_over_that_nobody_answered_holds_the_ending_until_a_person_says_why(course, lead):
    from trailblazer.care.models import HandOver, HandOverStep

    common = {"provider": course.provider, "team": course.team, "young_person": course.young_person}
    over = HandOver.objects.create(
        **common,
        referral=course.referral,
        kind="specialist",
        to_name="CAMHS",
        reason="complexity",
        sent_on=LAST,
        owner=lead,
    )
    HandOverStep.objects.create(**common, hand_over=over, state="sent", happened_on=LAST)
    with pytest.raises(NotPossible, match="has not answered"):
        end(course, lead)
    assert end(course, lead, despite_hand_over="The family took it back").ended_on == LAST


WORDS = {
    "for_young_person": "Well done",
    "for_carer": "Thank you for the brave steps",
    "for_school": "Help has ended",
    "for_gp": "Six sessions of guided self-help",
}


def test_each_summary_goes_in_the_very_words_to_whom_consent_lets_have_it(course, lead):
    person = course.young_person
    make.member(person.school)
    Carer.objects.create(
        provider=person.provider,
        young_person=person,
        name="Dana Fernleigh",
        relationship="mother",
        email="dana@example.org",
    )
    agreed(person, "tell_school")
    end(course, lead, **WORDS)
    sent = {letter.recipient_kind: (letter.state, letter.body.strip()) for letter in Letter.objects.all()}
    assert sent["young_person"] == ("queued", "Well done")
    assert sent["parent"] == ("queued", "Thank you for the brave steps")
    assert sent["school"] == ("queued", "Help has ended")
    assert sent["gp"][0] == "held"


def test_where_nobody_agreed_school_and_gp_get_nothing(course, lead):
    make.member(course.young_person.school)
    end(course, lead, **WORDS)
    states = dict(Letter.objects.values_list("recipient_kind", "state"))
    assert states["school"] == states["gp"] == "held"


def test_the_page_shows_word_for_word_what_goes_and_what_is_held_before_anything_is_sent(
    course, lead, sign_in
):
    make.member(course.young_person.school)
    client = sign_in(lead)
    typed = {
        "submission_key": "d" * 32,
        "version": str(course.version),
        "ended_on_day": "20",
        "ended_on_month": "11",
        "ended_on_year": "2026",
        "reason": "completed",
        **WORDS,
    }
    shown = client.post(f"/courses/{course.ref}/end", typed).content.decode()
    assert "Held back" in shown
    assert "Nobody has agreed yet that school is told" in shown
    for words in WORDS.values():
        assert words in shown
    assert not Letter.objects.exists()
    client.post(f"/courses/{course.ref}/end", typed | {"seen": "1"})
    course.refresh_from_db()
    assert course.state == Course.State.ENDED


def test_it_is_opened_again_within_five_days_and_the_ending_is_struck_out(course, lead, settings):
    end(course, lead)
    again = reopen_course(course, by=lead, reason="Came back worried")
    assert again.is_open
    course.referral.refresh_from_db()
    assert (course.referral.state, course.referral.closed_on) == ("accepted", None)
    end(again, lead)
    settings.TODAY = LAST + timedelta(days=6)
    with pytest.raises(NotPossible, match="new request"):
        reopen_course(again, by=lead, reason="Late")


SCHOOL = {
    "stage": "start",
    "checked_on": make.TODAY,
    "from_on": date(2026, 9, 7),
    "to_on": date(2026, 11, 20),
    "sessions_missed": 12,
    "sessions_possible": 96,
}


def test_how_school_goes_is_kept_only_where_that_was_agreed(course, lead):
    with pytest.raises(NotPossible, match="Nobody has agreed"):
        check_education(course, by=lead, **SCHOOL)
    agreed(course.young_person, "education")
    assert check_education(course, by=lead, **SCHOOL).sessions_missed == 12
    agreed(course.young_person, "education", "withdrawn")
    with pytest.raises(NotPossible):
        check_education(course, by=lead, **SCHOOL)


@pytest.mark.parametrize(
    "change, says",
    [
        ({"sessions_missed": 97}, "More sessions cannot be missed"),
        ({"from_on": None}, "from which day"),
        ({"to_on": date(2026, 9, 6)}, "not before the first"),
        ({"checked_on": make.TODAY + timedelta(days=1)}, "not in the future"),
    ],
)
def test_what_cannot_be_right_about_school_is_refused(course, lead, change, says):
    agreed(course.young_person, "education")
    with pytest.raises(NotPossible, match=says):
        check_education(course, by=lead, **(SCHOOL | change))


def test_before_after_and_later_stand_beside_each_other_with_a_chart(course, lead, sign_in):
    agreed(course.young_person, "education")
    for stage, missed in (("start", 24), ("end", 12)):
        check_education(course, by=lead, **(SCHOOL | {"stage": stage, "sessions_missed": missed}))
    shown = sign_in(lead).get(f"/courses/{course.ref}/education").content.decode()
    assert "Share of half-day sessions missed: at the start 25%, at the end 12%" in shown
    assert "<svg" in shown
    assert EducationCheck.objects.count() == 2


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
        finish_call(call, by=lead, given_by="carer", carer=mother)
    keep_answers(call, by=lead, answers=answers)
    finish_call(call, by=lead, given_by="carer", carer=mother)
    said = dict(Consent.objects.filter(young_person=person).values_list("purpose", "answer"))
    assert said["help"] == said["email"] == "given"
    assert said["text"] == "refused"
    assert "post" not in said
    with pytest.raises(NotPossible, match="finished"):
        keep_answers(call, by=lead, answers={"tried": "x"})


def test_every_step_of_the_call_is_a_page(course, lead, sign_in):
    client = sign_in(lead)
    response = client.get(f"/requests/{course.referral.ref}/triage-call", follow=True)
    assert "step 1 of" in response.content.decode()
    call = course.referral.assessments.get()
    for section in checklist("triage_call").sections:
        assert section.title in client.get(f"/calls/{call.ref}/{section.code}").content.decode()
    assert client.get(f"/calls/{call.ref}/finish").status_code == 200
    assert client.get(f"/calls/{call.ref}").status_code == 200


def test_the_pack_of_somebody_who_leaves_holds_everyone_they_have(course, lead, team, sign_in):
    supervisor = make.member(team, Role.SUPERVISOR)
    shown = sign_in(supervisor).get(f"/caseload/pack/{lead.ref}").content.decode()
    assert course.young_person.name in shown
    assert "Give all of them to someone" in shown
    foreign = make.member(make.team(), Role.PRACTITIONER)
    assert sign_in(supervisor).get(f"/caseload/pack/{foreign.ref}").status_code == 404
