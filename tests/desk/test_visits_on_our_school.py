"""What a lead of a school is told of visits: when, who, which room; and, where that was agreed, whom to release."""

from datetime import time, timedelta

import pytest

from tests import make
from tests.care.days import TODAY, Days
from tests.young_people.pages import words_of
from trailblazer.access.models import LogEntry
from trailblazer.care.models import Group, GroupMember, GroupSession
from trailblazer.domain.contacts import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def days():
    return Days()


def page(days, sign_in):
    return words_of(sign_in(days.lead).get("/"))


def test_a_lead_sees_the_visit_and_whom_to_release_where_that_was_agreed(days, sign_in):
    visit = days.visit(TODAY + timedelta(days=1), room_state="confirmed")
    days.person.last_name = "Willowbank"
    days.person.save()
    days.agrees("tell_school")
    days.contact(visit, at=time(9), plan="Facing exams")
    secret = days.another_course(last_name="Hollowell")
    days.contact(visit, at=time(10), course=secret)
    shown = page(days, sign_in)
    assert "Wednesday 25 November, 9am to 12:30pm" in shown
    assert "Nadia Ferncastle. Room 4, confirmed." in shown
    assert f"{days.person.name} Year 9 9am 9:45am" in shown
    for word in ("Hollowell", secret.young_person.first_name, "Facing exams", "worry"):
        assert word not in shown
    entry = LogEntry.objects.get(what="whom school is to release shown")
    assert entry.records == [days.person.ref]


@pytest.mark.parametrize("answer", ["refused", "withdrawn"])
def test_an_answer_that_was_taken_back_takes_the_name_away(days, sign_in, answer):
    visit = days.visit(TODAY + timedelta(days=1))
    days.contact(visit)
    days.agrees("tell_school")
    days.agrees("tell_school", answer=answer)
    shown = page(days, sign_in)
    assert days.person.name not in shown
    assert "Nobody to release whom you may know of" in shown


def test_a_parent_seen_for_their_child_takes_nobody_out_of_a_lesson(days, sign_in):
    days.agrees("tell_school")
    days.contact(days.visit(TODAY + timedelta(days=1)), seen="carer")
    assert days.person.name not in page(days, sign_in)


def test_a_member_of_a_group_is_released_for_its_session(days, sign_in):
    visit = days.visit(TODAY + timedelta(days=1))
    of = {"provider": visit.provider, "team": visit.team}
    group = Group.objects.create(name="Worries", kind="group", starts_on=TODAY, **of)
    secret = days.another_course().young_person
    for person in (days.person, secret):
        GroupMember.objects.create(group=group, young_person=person, joined_on=TODAY, **of)
    times = {"starts_at": moment(visit.day, time(11)), "ends_at": moment(visit.day, time(12))}
    GroupSession.objects.create(group=group, visit=visit, number=1, **times, **of)
    days.agrees("tell_school")
    shown = page(days, sign_in)
    assert f"{days.person.name} Year 9 11am 12pm" in shown
    assert secret.name not in shown
    assert "Worries" not in shown


def test_another_school_sees_nothing_of_it(days, sign_in):
    days.agrees("tell_school")
    days.contact(days.visit(TODAY + timedelta(days=1)))
    other = make.service(days.team).school
    shown = words_of(sign_in(make.member(other)).get("/"))
    assert "Wednesday 25 November" not in shown
    assert days.person.name not in shown


def test_a_visit_that_became_calls_is_no_visit(days, sign_in):
    days.visit(TODAY + timedelta(days=1), state="calls", reason="Snow")
    assert "Wednesday 25 November" not in page(days, sign_in)


def test_the_queries_do_not_grow(days, sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(days.lead)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            client.get("/")
        return len(caught)

    days.agrees("tell_school")
    days.contact(days.visit(TODAY + timedelta(days=1)))
    asked()
    few = min(asked(), asked())  # a session is renewed now and then
    for number in range(2, 10):
        visit = days.visit(TODAY + timedelta(days=number))
        for hour in (9, 10, 11):
            course = days.another_course()
            days.agrees("tell_school", person=course.young_person)
            days.contact(visit, at=time(hour), course=course)
    assert min(asked(), asked()) == few
