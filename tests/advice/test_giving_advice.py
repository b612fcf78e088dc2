"""Advice is written down in two taps, makes the work that time counts, and goes back to whoever asked alone."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.advice.conftest import ASKED
from trailblazer.access.records import NotPossible
from trailblazer.advice.actions import booking as booking_actions
from trailblazer.advice.actions import giving as actions
from trailblazer.advice.models import Advice, IndirectActivity
from trailblazer.advice.school_log import log_of_school
from trailblazer.advice.themes import published
from trailblazer.care.models import Activity
from trailblazer.care.time_by_function import team_between
from trailblazer.domain.terms import school_year_of
from trailblazer.letters.models import Letter
from trailblazer.referrals.journeys import JOURNEYS, draft_of
from trailblazer.ui.forms import new_submission_key

AGREED = "Exam plan for 3 weeks\nTell us how it went"


def booked(world, **more):
    return booking_actions.book(world.slots[0], by=world.teacher, **(ASKED | more))


def minutes_of_function_3(world):
    first = make.TODAY - timedelta(days=6)
    return team_between(world.team.organisation, first, make.TODAY).split.minutes(3)


def noted(world, **more):
    values = {"topic": "worry", "outcome": "strategies", "minutes": 10, "happened_on": make.TODAY}
    return actions.note_advice(by=world.practitioner, school=world.school, **(values | more))


def test_given_is_prefilled_by_what_was_booked_and_saved_as_it_stands(world, sign_in):
    booking = booked(world)
    practitioner = sign_in(world.practitioner)
    page = practitioner.get(f"/advice/bookings/{booking.ref}/given").content.decode()
    assert 'value="exams" checked' in page.replace('id="id_topic" ', "")
    typed = {"topic": "exams", "outcome": "strategies", "minutes": "15", "agreed": AGREED}
    practitioner.post(
        f"/advice/bookings/{booking.ref}/given", typed | {"submission_key": new_submission_key()}
    )
    advice = Advice.objects.get()
    assert (advice.booking, advice.asked_by, advice.activity.function) == (booking, world.teacher, 3)
    assert minutes_of_function_3(world) == 15
    letter = Letter.objects.get(template="advice_agreed")
    assert (letter.address, "Exam plan for 3 weeks" in letter.body) == (world.teacher.user.email, True)
    assert "Exam plan for 3 weeks" in sign_in(world.teacher).get("/advice/").content.decode()
    with pytest.raises(NotPossible, match="already"):
        actions.give(booking, by=world.practitioner, topic="exams", outcome="request", minutes=15)


def test_advice_that_nobody_booked_takes_the_school_and_the_topic(world, sign_in):
    practitioner = sign_in(world.practitioner)
    page = practitioner.get("/advice/new").content.decode()
    assert f'value="{world.school.pk}" selected' in page  # the team's only school
    typed = {"school": world.school.pk, "topic": "sleep", "outcome": "nothing_more", "minutes": "15"}
    day = {"happened_on_day": "24", "happened_on_month": "11", "happened_on_year": "2026"}
    practitioner.post("/advice/new", typed | day | {"submission_key": new_submission_key()})
    assert Advice.objects.get().activity.minutes == 15


def test_correcting_and_taking_back_correct_the_time_too(world, sign_in):
    advice = noted(world)
    assert minutes_of_function_3(world) == 10
    week = sign_in(world.practitioner)
    assert f"/advice/{advice.ref}/correct" in week.get("/other-work/").content.decode()
    there = week.get(f"/other-work/{advice.activity.ref}/change")
    assert there.headers["Location"] == f"/advice/{advice.ref}/correct"
    corrected = actions.correct(
        advice,
        by=world.practitioner,
        topic="worry",
        outcome="signposted",
        minutes=25,
        happened_on=make.TODAY,
    )
    assert minutes_of_function_3(world) == 25
    actions.take_back(corrected, by=world.practitioner)
    assert minutes_of_function_3(world) == 0
    assert not Advice.objects.standing().exists()


def test_what_was_agreed_is_three_lines_and_names_nobody(world):
    make.young_person(world.team, first_name="Maisie", last_name="Olduvai")
    with pytest.raises(NotPossible, match="at most 3 lines"):
        noted(world, agreed="a\nb\nc\nd")
    with pytest.raises(NotPossible, match="Take the name “Maisie Olduvai” out"):
        noted(world, agreed="Maisie Olduvai tries the plan")
    assert not Activity.objects.exists()


def test_about_a_known_young_person_it_is_on_their_record_and_the_school_sees_nothing_of_it(world, sign_in):
    referral = make.matched_referral(world.team, school=world.school)
    person = referral.young_person
    advice = noted(world, person=person, agreed=AGREED)
    indirect = IndirectActivity.objects.get()
    assert (indirect.young_person, indirect.referral, indirect.activity) == (
        person,
        referral,
        advice.activity,
    )
    record = sign_in(world.practitioner).get(f"/young-people/{person.ref}/liaison").content.decode()
    assert "Advice to school" in record
    for member in (world.lead, world.teacher):
        client = sign_in(member)
        assert client.get(f"/young-people/{person.ref}/liaison").status_code in (403, 404)
        for page in ("/advice/", "/advice/log"):
            assert person.last_name not in client.get(page).content.decode()


def test_the_lead_reads_topic_day_and_outcome_and_more_only_where_they_were_let(world, sign_in):
    in_confidence = booked(world)
    actions.give(
        in_confidence, by=world.practitioner, topic="exams", outcome="strategies", minutes=15, agreed=AGREED
    )
    page = sign_in(world.lead).get("/advice/log").content.decode()
    assert "School work and exams" in page
    assert "Priya Larkmead" not in page
    assert "Exam plan" not in page
    open_one = booking_actions.book(world.slots[1], by=world.teacher, **(ASKED | {"lead_may_see": True}))
    actions.give(
        open_one, by=world.practitioner, topic="sleep", outcome="request", minutes=15, agreed="Sleep diary"
    )
    page = sign_in(world.lead).get("/advice/log").content.decode()
    assert "Priya Larkmead" in page
    assert "Sleep diary" in page
    assert [line.whole is not None for line in log_of_school(world.lead)] == [True, False]
    assert sign_in(world.teacher).get("/advice/log").status_code == 403


def test_an_advice_becomes_a_request_with_its_reason_and_nothing_else(world, sign_in):
    noted(world, topic="exams")
    sign_in(world.lead).post("/advice/log/request/exams", {"submission_key": new_submission_key()})
    draft = draft_of(world.lead, JOURNEYS["ask"])
    assert draft.answers == {"need": {"main_reason": ["exam_stress"], "other_reasons": []}}
    page = sign_in(world.lead).get("/requests/ask/need").content.decode()
    assert '<option value="exam_stress" selected' in page


def test_themes_hide_what_is_small(world, sign_in):
    for _ in range(3):
        noted(world, topic="sleep")
    for _ in range(11):
        noted(world)
    year = school_year_of(make.TODAY)
    made = published(world.lead, year, world.school.name, make.TODAY, world.school)
    assert made.table.columns == ("Autumn",), "no term that has not begun"
    assert made.table.figure("Sleep", "Autumn").is_hidden
    later = published(world.lead, year, world.school.name, date(2027, 1, 1), world.school)
    assert later.table.columns == ("Autumn", "Spring", "Whole year")
    page = sign_in(world.lead).get("/advice/themes").content.decode()
    assert "Worry, panic or anxiety" in page
    uncovered = "What you were asked about, most first"
    assert uncovered not in page
    assert uncovered in sign_in(world.practitioner).get("/advice/themes").content.decode()
    assert "Given this school year" in sign_in(world.practitioner).get("/advice/team?all=1").content.decode()
    answer = sign_in(world.practitioner).get(f"/advice/themes/{year.starts_in}/file?as=csv")
    assert answer.status_code == 200
    other = make.service(make.team()).school
    for client in (sign_in(world.lead), sign_in(world.practitioner)):
        assert client.get(f"/advice/themes/{year.starts_in}/schools/{other.pk}/file").status_code == 404
