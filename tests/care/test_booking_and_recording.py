"""A contact is booked, recorded once, and told to the clock; recording again corrects what the clock was told."""

from datetime import time

import pytest

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.booking import book, write_attendance
from trailblazer.domain.contacts import moment
from trailblazer.referrals.models import Event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


@pytest.fixture
def contact():
    team = make.team()
    lead = make.member(team, Role.PRACTITIONER)
    course = make.course(make.matched_referral(team), lead)
    return make.contact(course, on=make.TODAY.replace(day=20), at=time(9))


def standing(contact):
    return sorted(
        (event.kind, event.counts)
        for event in Event.objects.filter(source_ref=contact.ref, superseded_by=None).exclude(
            kind="entered_in_error"
        )
    )


def test_a_session_that_was_attended_counts_with_what_was_given(contact):
    contact.interventions = ["worry_management"]
    write_attendance(contact, by=contact.lead, attendance="5", minutes=45)
    assert standing(contact) == [("contact", True), ("intervention", True)]


def test_one_that_nobody_came_to_stands_on_the_list_and_counts_for_nothing(contact):
    write_attendance(contact, by=contact.lead, attendance="3")
    assert standing(contact) == [("contact", False)]
    assert contact.minutes is None


def test_a_cancelled_one_is_no_event(contact):
    write_attendance(contact, by=contact.lead, attendance="4")
    assert standing(contact) == []


def test_recording_again_corrects_what_the_clock_was_told(contact):
    contact.interventions = ["sleep"]
    write_attendance(contact, by=contact.lead, attendance="5", minutes=45)
    write_attendance(contact, by=contact.lead, attendance="2")
    assert standing(contact) == []


def test_recording_the_same_again_changes_nothing(contact):
    write_attendance(contact, by=contact.lead, attendance="5", minutes=45)
    before = Event.objects.count()
    write_attendance(contact, by=contact.lead, attendance="5", minutes=45)
    assert Event.objects.count() == before


def test_a_contact_to_come_cannot_have_been_attended(contact):
    contact.starts_at = moment(make.TODAY.replace(day=30), time(9))
    with pytest.raises(NotPossible, match="still to come"):
        write_attendance(contact, by=contact.lead, attendance="5", minutes=45)


@pytest.mark.parametrize("minutes", [0, -5, 25 * 60])
def test_a_contact_lasts_from_a_minute_to_twelve_hours(contact, minutes):
    with pytest.raises(NotPossible, match="1 to 720"):
        book(
            contact.young_person,
            starts_at=contact.starts_at,
            minutes=minutes,
            lead=contact.lead,
            course=contact.course,
        )
