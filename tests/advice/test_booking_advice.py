"""A practitioner offers quarter hours; anybody of a school books one, without a name; both sides move or cancel."""

from datetime import time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from tests.advice.conftest import ASKED, offered
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.access.today import now
from trailblazer.advice.actions import booking as actions
from trailblazer.advice.actions import times
from trailblazer.advice.models import AdviceBooking, AdviceSlot
from trailblazer.advice.offers import free_for, next_free
from trailblazer.advice.schedule import remind_of_advice
from trailblazer.care.calendars import taken_of_member
from trailblazer.care.feed import calendar_of
from trailblazer.care.planning import Warned
from trailblazer.letters.models import Letter
from trailblazer.ui.forms import new_submission_key


def sent(template):
    return list(Letter.objects.filter(template=template).values_list("recipient_name", flat=True))


def test_a_stretch_is_offered_as_quarter_hours_that_the_school_can_book(world):
    assert len(world.slots) == 4
    assert free_for(world.teacher) == free_for(world.lead) == world.slots
    assert next_free(world.teacher) == world.slots[0]
    elsewhere = make.member(make.school_organisation(make.service(world.team).school), Role.SCHOOL_STAFF)
    of_another_team = make.member(
        make.school_organisation(make.service(make.team()).school), Role.SCHOOL_STAFF
    )
    assert free_for(elsewhere) == world.slots
    assert free_for(of_another_team) == []
    of_one = offered(world.practitioner, first=time(9), last=time(9, 30), schools=[world.school])
    assert of_one.slots.first() in free_for(world.teacher)
    assert of_one.slots.first() not in free_for(elsewhere)


def test_what_the_practitioner_is_down_for_is_warned_of_and_a_reason_goes_on(world):
    make.contact(make.course(lead=world.practitioner), on=world.tomorrow, at=time(9))
    with pytest.raises(Warned) as warned:
        offered(world.practitioner, first=time(9), last=time(10))
    assert "from 9am to 9:45am" in warned.value.warnings[0]
    assert offered(world.practitioner, first=time(9), last=time(10), all_the_same="They are away").pk
    with pytest.raises(NotPossible, match="already offer"):
        offered(world.practitioner, first=time(15, 30), last=time(16, 30))
    with pytest.raises(NotPossible, match="6 months"):
        offered(world.practitioner, day=make.TODAY - timedelta(days=1))


def test_booking_sends_a_receipt_and_the_time_is_in_the_practitioners_day(world):
    booking = actions.book(world.slots[0], by=world.teacher, **ASKED)
    assert (booking.school, booking.asked_by) == (world.school, world.teacher)
    assert sent("advice_booked") == ["Priya Larkmead"]
    assert sent("advice_news") == [world.practitioner.user.name]
    assert world.slots[0] not in free_for(world.colleague)
    slot = world.slots[0]
    assert (slot.starts_at, slot.ends_at) in taken_of_member(world.practitioner, slot.starts_at, slot.ends_at)
    assert "freezes" not in "".join(Letter.objects.values_list("body", flat=True))


def test_a_booked_time_stands_in_today_and_in_the_own_calendar(world, sign_in):
    booking = actions.book(world.slots[0], by=world.teacher, **ASKED)
    page = sign_in(world.practitioner).get(f"/today?on={world.tomorrow.isoformat()}").content.decode()
    assert "1 time for advice" in page
    assert "Advice: school work and exams" in page
    assert f"/advice/bookings/{booking.ref}/given" in page
    calendar = calendar_of(world.practitioner, "example.org").decode()
    assert "SUMMARY:Call" in calendar or "SUMMARY:A call" in calendar
    assert "exams" not in calendar


def test_two_who_book_one_time_are_not_both_given_it(world):
    actions.book(world.slots[0], by=world.teacher, **ASKED)
    with pytest.raises(NotPossible, match="Somebody else has just booked"):
        actions.book(world.slots[0], by=world.colleague, **ASKED)
    twice = AdviceBooking(**ASKED, slot=world.slots[0])
    twice.provider, twice.team = world.slots[0].provider, world.slots[0].team
    twice.school, twice.asked_by = world.school, world.colleague
    with pytest.raises(NotPossible, match="Somebody else"):
        actions._take(twice)  # at the same moment: the database keeps it to one


def test_a_full_name_is_refused_with_the_reason(world, sign_in):
    page = f"/advice/slots/{world.slots[0].ref}/book"
    typed = ASKED | {"question": "Maisie Olduvai freezes in mocks", "submission_key": new_submission_key()}
    answer = sign_in(world.teacher).post(page, typed).content.decode()
    assert "“Maisie Olduvai” looks like somebody’s full name" in answer
    assert "Maisie Olduvai freezes in mocks" in answer
    assert not AdviceBooking.objects.exists()


def test_whoever_booked_moves_and_cancels_and_nobody_else_of_the_school_does(world, sign_in):
    booking = actions.book(world.slots[0], by=world.teacher, **ASKED)
    with pytest.raises(PermissionDenied):
        actions.cancel(booking, by=world.colleague)
    moved = actions.move(booking, by=world.teacher, slot=world.slots[2])
    assert moved.slot == world.slots[2]
    assert world.slots[0] in free_for(world.colleague)
    actions.cancel(moved, by=world.teacher)
    assert world.slots[2] in free_for(world.colleague)
    assert sign_in(world.colleague).get(f"/advice/bookings/{booking.ref}").status_code == 404
    assert sign_in(world.lead).get(f"/advice/bookings/{booking.ref}").status_code == 404


def test_times_taken_away_cancel_and_tell_whoever_booked(world):
    booking = actions.book(world.slots[1], by=world.teacher, **ASKED)
    times.remove_times(world.slots[0].times, by=world.practitioner, why="I am ill")
    booking.refresh_from_db()
    assert booking.cancelled_why == "I am ill"
    assert sent("advice_cancelled") == ["Priya Larkmead"]
    assert "I am ill." in Letter.objects.get(template="advice_cancelled").body
    assert not AdviceSlot.objects.free(now()).exists()


def test_a_reminder_goes_once_on_the_working_day_before(world, monkeypatch):
    monkeypatch.setattr("trailblazer.advice.schedule.is_time_to_write", lambda: True)
    actions.book(world.slots[0], by=world.teacher, **ASKED)
    assert (remind_of_advice(None), remind_of_advice(None)) == (1, 0)
    assert sent("advice_reminder") == ["Priya Larkmead"]


def test_booking_takes_two_screens(world, sign_in):
    teacher = sign_in(world.teacher)
    assert f"/advice/slots/{world.slots[0].ref}/book" in teacher.get("/advice/").content.decode()
    typed = ASKED | {"submission_key": new_submission_key()}
    answer = teacher.post(f"/advice/slots/{world.slots[0].ref}/book", typed, follow=True)
    assert "Booked." in answer.content.decode()
    assert teacher.get("/").headers["Location"] == "/advice/"
    assert "Extension 214" in sign_in(world.practitioner).get("/advice/team").content.decode()
