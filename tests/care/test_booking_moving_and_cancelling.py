"""A contact to come: booked where it clashes with nothing, moved, cancelled, and the family told where it may be."""

from contextlib import suppress
from datetime import date, time, timedelta

import hypothesis
import pytest
from django.test import override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import make
from tests.care.days import TODAY, Days
from tests.young_people.pages import send, words_of
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.actions.booked import (
    add_contact_of_before,
    book_contact,
    cancel_contact,
    move_contact,
)
from trailblazer.care.actions.closing import close_school_day
from trailblazer.care.models import Contact, Group, GroupSession, Task, Visit
from trailblazer.care.planning import Warned
from trailblazer.domain.contacts import LONDON, moment
from trailblazer.domain.slots import Busy, clashes_among
from trailblazer.letters.models import Letter
from trailblazer.young_people.models import QuietMode

pytestmark = pytest.mark.django_db
NEXT_TUESDAY = TODAY + timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def days():
    return Days()


def book(days, **fields):
    ordinary = {
        "by": days.member,
        "lead": days.member,
        "day": NEXT_TUESDAY,
        "at": time(9),
        "minutes": 45,
        "place": "school_room",
    }
    return book_contact(days.person, **(ordinary | fields))


def test_booked_in_a_visit_it_has_the_visits_room_and_school(days):
    visit = days.visit(NEXT_TUESDAY)
    contact = book(days, visit=visit, course=days.course)
    assert (contact.room, contact.school, contact.medium) == ("Room 4", days.school, "01")
    assert contact.referral == days.course.referral


def test_at_another_time_within_a_visit_it_is_in_that_visit(days):
    visit = days.visit(NEXT_TUESDAY)
    contact = book(days, at=time(10))
    assert (contact.visit, contact.room) == (visit, "Room 4")
    assert book(days, at=time(13)).visit is None


def test_what_else_is_in_its_room_then_is_warned_of(days):
    other = make.member(days.team, Role.PRACTITIONER, name="Ola Wren")
    days.visit(NEXT_TUESDAY, member=other, room="Library")
    seen = days.another_course()
    make.contact(seen, on=NEXT_TUESDAY, at=time(9), lead=other, school=days.school, room="library")
    group = Group.objects.create(
        provider=days.team.organisation.provider,
        team=days.team.organisation,
        school=days.school,
        starts_on=TODAY,
        sessions_planned=1,
        name="Worries group",
        kind="group",
    )
    GroupSession.objects.create(
        provider=group.provider,
        team=group.team,
        group=group,
        number=1,
        starts_at=moment(NEXT_TUESDAY, time(9, 30)),
        ends_at=moment(NEXT_TUESDAY, time(10, 30)),
        room="Library",
    )
    with pytest.raises(Warned) as refused:
        book(days, room="Library")
    assert refused.value.warnings == (
        "Library is down for a contact from 9am to 9:45am",
        "Library is down for Ola Wren from 9am to 12:30pm",
        "Library is down for a group from 9:30am to 10:30am",
    )
    contact = book(days, room="Library", all_the_same="It has two ends")
    assert (contact.room, contact.all_the_same) == ("Library", "It has two ends")
    with pytest.raises(Warned, match="Say why"):
        move_contact(
            contact,
            by=days.member,
            day=NEXT_TUESDAY,
            at=time(9, 15),
            minutes=45,
            place="school_room",
            room="LIBRARY",
        )


def test_neither_member_nor_young_person_is_booked_twice(days):
    book(days)
    with pytest.raises(NotPossible, match=r"Nadia Ferncastle has another contact from 9am to 9:45am"):
        book_contact(
            days.another_course().young_person,
            by=days.member,
            lead=days.member,
            day=NEXT_TUESDAY,
            at=time(9, 30),
            minutes=45,
            place="school_room",
        )
    other = make.member(days.team, Role.PRACTITIONER)
    with pytest.raises(NotPossible, match="has another contact"):
        book(days, lead=other, at=time(9, 30))


@pytest.mark.parametrize("day", [date(2026, 12, 21), date(2026, 12, 25), date(2026, 11, 28)])
def test_nobody_is_seen_in_a_closed_school(days, day):
    with pytest.raises(NotPossible, match="is closed on"):
        book(days, day=day, all_the_same="It must be")


def test_the_same_lesson_again_is_warned_of(days):
    make.contact(days.course, on=date(2026, 11, 17), at=time(9), attendance="5")
    with pytest.raises(Warned) as refused:
        book(days)
    assert "the same lesson" in refused.value.warnings[0]
    assert book(days, all_the_same="Their free period").all_the_same == "Their free period"


@pytest.mark.parametrize(
    "bad, match",
    [
        ({"day": TODAY - timedelta(days=1)}, "This time is past"),
        ({"minutes": 1500}, "1 to 720"),
        ({"day": date(2027, 3, 28), "at": time(1, 30), "place": "telephone"}, "clocks go forward"),
    ],
)
def test_what_cannot_be_is_refused(days, bad, match):
    with pytest.raises(NotPossible, match=match):
        book(days, **bad)


def test_somebody_of_another_team_is_refused(days):
    with pytest.raises(NotPossible, match="of your team"):
        book(days, lead=make.member(make.team(), Role.PRACTITIONER))


def test_a_moved_contact_is_told_by_the_channel_that_was_agreed_and_names_nobody(days):
    carer = days.carer()
    days.agrees("email", carer=carer)
    visit = days.visit(NEXT_TUESDAY)
    contact = days.contact(visit, seen="carer")
    move_contact(
        contact,
        by=days.member,
        day=date(2026, 12, 3),
        at=time(10),
        minutes=45,
        place="telephone",
        all_the_same="-",
    )
    letter = Letter.objects.get()
    assert (letter.address, letter.state) == ("jo@example.org", "queued")
    assert "Thursday 3 December at 10am" in letter.body
    assert "By telephone" in letter.body
    for word in (days.person.first_name, "Fernleigh", "Nadia", days.team.name, days.school.name):
        assert word not in letter.body + letter.subject
    assert not Task.objects.exists()


def test_where_no_message_may_go_there_is_a_task_to_ring(days):
    contact = days.contact(days.visit(NEXT_TUESDAY))
    cancel_contact(contact, by=days.member, attendance="4", cancelled_reason="staff_ill")
    assert not Letter.objects.exists()
    task = Task.objects.get()
    assert (task.owner, task.due_on, task.young_person) == (days.member, TODAY, days.person)
    assert "is cancelled" in task.words


def test_in_quiet_mode_parents_hear_nothing(days):
    carer = days.carer()
    days.agrees("email", carer=carer)
    QuietMode.objects.create(
        provider=days.person.provider,
        young_person=days.person,
        step="on",
        reason="Asked",
        happened_on=TODAY,
        by=days.member,
    )
    contact = days.contact(days.visit(NEXT_TUESDAY), seen="both")
    cancel_contact(contact, by=days.member, attendance="2", cancelled_reason="ill")
    assert not Letter.objects.exists()
    assert Task.objects.count() == 1


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.ADMINISTRATOR])
def test_whoever_opens_a_booked_contact_can_move_or_cancel_it(days, sign_in, role):
    booked = book(days, place="telephone")
    browser = sign_in(days.member if role == Role.PRACTITIONER else make.member(days.team, role))
    shown = browser.get(reverse("care:contact", args=[booked.ref]), follow=True).content.decode()
    assert reverse("care:move_contact", args=[booked.ref]) in shown
    assert reverse("care:cancel_contact", args=[booked.ref]) in shown


def test_what_is_recorded_is_not_moved(days):
    contact = make.contact(days.course, on=date(2026, 11, 17), attendance="5")
    with pytest.raises(NotPossible, match="recorded already"):
        move_contact(contact, by=days.member, day=NEXT_TUESDAY, at=time(9), minutes=45, place="telephone")


def test_a_closed_school_becomes_calls_and_each_family_is_told_or_to_be_rung(days, sign_in):
    visit = days.visit(NEXT_TUESDAY)
    days.person.email = "robin@example.org"
    days.person.save()
    days.agrees("email")
    told = days.contact(visit)
    to_ring = days.contact(visit, at=time(10), course=days.another_course())
    close_school_day(
        days.school, by=days.member, day=NEXT_TUESDAY, instead="telephone", reason="A burst pipe"
    )
    for contact in (told, to_ring):
        contact.refresh_from_db()
        assert (contact.place, contact.medium, contact.school, contact.room) == ("telephone", "02", None, "")
    visit.refresh_from_db()
    assert (visit.state, visit.reason) == ("calls", "A burst pipe")
    letter = Letter.objects.get()
    assert letter.about == told.ref
    assert "is a call instead" in letter.body
    assert "burst" not in letter.body
    assert Task.objects.get().about == to_ring.ref
    page = words_of(
        sign_in(days.member).get(reverse("care:closed_day", args=[days.school.pk]), {"on": "2026-12-01"})
    )
    assert "Email" in page
    assert "Ring them" in page


def test_or_everyone_gets_a_new_date(days, sign_in):
    visit, later = days.visit(NEXT_TUESDAY), days.visit(NEXT_TUESDAY + timedelta(weeks=1))
    contact = days.contact(visit)
    client = sign_in(days.member)
    done = send(
        client,
        reverse("care:close_school", args=[days.school.pk]),
        day_day="1",
        day_month="12",
        day_year="2026",
        instead="new_dates",
        reason="Snow",
    )
    assert done.status_code == 302
    contact.refresh_from_db()
    assert contact.visit == later
    assert contact.starts_at.astimezone(LONDON).date() == later.day
    assert Visit.objects.get(pk=visit.pk).state == "cancelled"
    assert contact.young_person.name in words_of(client.get(done.url))


def test_a_group_of_a_closed_day_is_cancelled(days):
    visit = days.visit(NEXT_TUESDAY)
    group = Group.objects.create(
        provider=visit.provider, team=visit.team, name="Worries", kind="group", starts_on=TODAY
    )
    session = GroupSession.objects.create(
        provider=visit.provider,
        team=visit.team,
        group=group,
        visit=visit,
        number=1,
        starts_at=moment(NEXT_TUESDAY, time(11)),
        ends_at=moment(NEXT_TUESDAY, time(12)),
    )
    close_school_day(days.school, by=days.member, day=NEXT_TUESDAY, instead="telephone", reason="Snow")
    session.refresh_from_db()
    assert (session.state, session.cancelled_reason) == ("cancelled", "Snow")


def test_where_nothing_is_planned_it_says_so(days):
    with pytest.raises(NotPossible, match="No visit of your team"):
        close_school_day(days.school, by=days.member, day=NEXT_TUESDAY, instead="telephone", reason="Snow")


def test_booking_by_the_page_offers_times_of_the_visits(days, sign_in):
    days.visit(NEXT_TUESDAY)
    client = sign_in(days.member)
    address = reverse("care:book_contact", args=[days.person.ref])
    assert "Tuesday 1 December, 9am, Room 4" in words_of(client.get(address))
    done = send(client, address, slot="20261201T0900")
    assert done.status_code == 302
    contact = Contact.objects.get()
    assert (contact.minutes_booked, contact.course, contact.lead) == (45, days.course, days.member)


def test_or_another_time_typed(days, sign_in):
    address = reverse("care:book_contact", args=[days.person.ref])
    page = send(sign_in(days.member), address, slot="another")
    assert "Enter the day" in words_of(page)
    assert "Enter the time" in words_of(page)


def test_an_administrator_books_in_a_visit(days, sign_in):
    visit = days.visit(NEXT_TUESDAY)
    client = sign_in(make.member(days.team, Role.ADMINISTRATOR))
    done = send(
        client, reverse("care:book_in_visit", args=[visit.ref]), course=days.course.ref, slot="20261201T1000"
    )
    assert done.status_code == 302
    assert Contact.objects.get().lead == days.member
    assert days.person.name in words_of(client.get(done.url))


class TestOverManyDiaries(TestCase):
    @hypothesis.settings(max_examples=12)
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 2), st.integers(1, 12), st.integers(8, 15), st.sampled_from((0, 15, 30)),
                st.sampled_from((20, 45, 90)), st.booleans(),
            ),
            max_size=12,
        )
    )  # fmt: skip
    def test_whatever_is_booked_and_moved_nobody_is_in_two_places_nor_in_a_closed_school(self, steps):
        with override_settings(TODAY=TODAY):
            days = Days()
            people = [days.person, *(days.another_course().young_person for _ in range(2))]
            for who, ahead, hour, minute, minutes, is_move in steps:
                at = {"day": TODAY + timedelta(days=ahead), "at": time(hour, minute), "minutes": minutes}
                earlier = Contact.objects.filter(young_person=people[who]).first() if is_move else None
                with suppress(NotPossible):
                    if earlier:
                        move_contact(
                            earlier, by=days.member, place="school_room", all_the_same="-", tell=False, **at
                        )
                    else:
                        book_contact(
                            people[who],
                            by=days.member,
                            lead=days.member,
                            place="school_room",
                            all_the_same="-",
                            **at,
                        )
        booked = [Busy(*row) for row in Contact.objects.values_list("starts_at", "ends_at")]
        assert clashes_among(booked) == []
        assert all(one.starts_at.astimezone(LONDON).weekday() < 5 for one in booked)


def test_a_contact_that_was_not_booked_is_added_and_then_recorded(days, sign_in):
    browser, person = sign_in(days.member), days.person
    page = f"/young-people/{person.ref}/contacts/add"
    assert "Record a contact that was not booked" in words_of(browser.get(page))
    yesterday = TODAY - timedelta(days=1)
    sent = {
        "day_day": yesterday.day,
        "day_month": yesterday.month,
        "day_year": yesterday.year,
        "at": "13:30",
        "minutes": "20",
    }
    sent |= {"place": "telephone", "seen": "carer", "course": days.course.ref, "lead": days.member.ref}
    answer = send(browser, page, **sent)
    made = Contact.objects.get(young_person=person)
    assert answer.url == f"/contacts/{made.ref}/record"
    assert (made.place, made.medium, made.attendance, made.course) == ("telephone", "02", "", days.course)
    again = words_of(send(browser, page, **sent))
    assert "There is a contact at this time already" in again


@pytest.mark.parametrize(
    "shift, words",
    [
        (timedelta(days=2), "still to come. Book the contact instead"),
        (timedelta(days=-400), "more than a year ago"),
    ],
)
def test_a_contact_of_before_is_of_before_and_not_of_long_ago(days, shift, words):
    with pytest.raises(NotPossible, match=words):
        add_contact_of_before(
            days.person, by=days.member, lead=days.member, day=TODAY + shift, at=time(9), minutes=30,
            place="telephone", seen="carer",
        )  # fmt: skip
    assert not Contact.objects.exists()
