"""The next-visit buttons: inside planned visits, never a clash, a closed day, an away day or the same lesson again."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import make
from trailblazer.access.roles import Role
from trailblazer.care.models import AwayDay, Contact, Visit
from trailblazer.care.slots import offered
from trailblazer.domain.contacts import LONDON, moment
from trailblazer.domain.slots import Busy, lesson_of
from trailblazer.places.models import SchoolTerm

TODAY = make.TODAY  # a Tuesday
HALVES = ((date(2026, 11, 2), date(2026, 12, 18)), (date(2027, 1, 4), date(2027, 2, 12)))


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


class World:
    def __init__(self):
        self.team = make.team()
        self.school = make.service(self.team).school
        self.member = make.member(self.team, Role.PRACTITIONER)
        person = make.young_person(self.team, school=self.school)
        self.course = make.course(make.matched_referral(self.team, young_person=person), self.member)
        for first, last in HALVES:
            SchoolTerm.objects.create(
                authority=self.school.authority, name="Term", starts_on=first, ends_on=last, source="Test"
            )

    def visit(self, day, start=time(9), end=time(12, 30), **fields):
        ordinary = {
            "provider": self.team.organisation.provider,
            "team": self.team.organisation,
            "member": self.member,
            "school": self.school,
            "day": day,
            "starts_at": moment(day, start),
            "ends_at": moment(day, end),
            "room": "Room 4",
        }
        return Visit.objects.create(**(ordinary | fields))

    def offered(self, **options):
        return offered(self.course, self.member, TODAY, **options)


@pytest.fixture
def world(db):
    return World()


def words(slots):
    return [slot.words for slot in slots]


def test_inside_the_visits_that_are_planned(world):
    visit = world.visit(date(2026, 12, 1))
    world.visit(date(2026, 12, 8))
    slots = world.offered()
    assert words(slots) == [
        "Tuesday 1 December, 9am, Room 4",
        "Tuesday 1 December, 10am, Room 4",
        "Tuesday 8 December, 9am, Room 4",
        "Tuesday 8 December, 10am, Room 4",
    ]
    assert slots[0].visit == visit
    assert {slot.minutes for slot in slots} == {45}


def test_not_in_the_lesson_of_the_last_two_contacts(world):
    make.contact(world.course, on=date(2026, 11, 10), at=time(9), attendance="5")
    make.contact(world.course, on=date(2026, 11, 17), at=time(10), attendance="5")
    make.contact(
        world.course, on=date(2026, 11, 20), at=time(11), attendance="4"
    )  # cancelled: no lesson missed
    world.visit(date(2026, 12, 1))
    assert words(world.offered()) == ["Tuesday 1 December, 11am, Room 4"]


def test_not_when_member_young_person_or_room_is_taken(world):
    world.visit(date(2026, 12, 1))
    make.contact(world.course, on=date(2026, 12, 1), at=time(9, 15))
    other = make.member(world.team, Role.PRACTITIONER)
    theirs = make.course(make.matched_referral(world.team), other)
    make.contact(theirs, on=date(2026, 12, 1), at=time(11), school=world.school, room="room 4")
    assert words(world.offered()) == ["Tuesday 1 December, 10am, Room 4"]


def test_not_on_a_closed_day_nor_on_a_day_away(world):
    world.visit(date(2026, 12, 21))  # planned before the dates of the term were known
    world.visit(date(2026, 12, 8))
    world.visit(date(2027, 1, 5))
    AwayDay.objects.create(
        provider=world.course.provider,
        member=world.member,
        kind="university",
        starts_on=date(2026, 9, 1),
        ends_on=date(2026, 12, 20),
        weekday=1,
    )
    assert words(world.offered())[0] == "Tuesday 5 January, 9am, Room 4"


def test_a_cancelled_visit_offers_nothing(world):
    world.visit(date(2026, 12, 1), state="cancelled", reason="Ill")
    world.visit(date(2026, 12, 8))
    assert words(world.offered())[0].startswith("Tuesday 8 December")


def test_where_no_visit_is_planned_open_days_are_offered_and_it_is_said(world):
    assert words(world.offered(count=1)) == ["Wednesday 25 November, 9am, no visit planned yet"]


def test_a_call_is_offered_outside_the_visits(world):
    world.visit(date(2026, 11, 25))
    call = world.offered(place="telephone", minutes=30, count=1)
    assert words(call) == ["Wednesday 25 November, 12:30pm"]


def test_the_queries_do_not_grow(world, django_assert_max_num_queries):
    for week in range(1, 4):
        world.visit(TODAY + timedelta(weeks=week))
    for number in range(12):
        make.contact(world.course, on=date(2026, 11, 25), at=time(8 + number))
    with django_assert_max_num_queries(12):
        world.offered()


class TestOverManyDiaries(TestCase):
    @settings(max_examples=15)
    @given(
        st.lists(st.tuples(st.integers(1, 40), st.integers(8, 11), st.integers(1, 4)), min_size=1, max_size=5),
        st.lists(st.tuples(st.integers(-20, 40), st.integers(8, 15), st.sampled_from((0, 15, 30, 45))), max_size=8),
    )  # fmt: skip
    def test_no_offered_slot_clashes_is_on_a_closed_day_or_repeats_a_lesson(self, visits, contacts):
        world = World()
        for ahead, start, hours in visits:
            world.visit(TODAY + timedelta(days=ahead), time(start), time(start + hours))
        for ahead, hour, minute in contacts:
            day = TODAY + timedelta(days=ahead)
            make.contact(world.course, on=day, at=time(hour, minute), attendance="5" if ahead < 0 else "")
        last = Contact.objects.filter(course=world.course).order_by("-starts_at")[:2]
        lessons = {lesson_of(one.starts_at) for one in last}
        for slot in world.offered(count=8):
            ends_at = slot.starts_at + timedelta(minutes=slot.minutes)
            day = slot.starts_at.astimezone(LONDON).date()
            assert any(first <= day <= last_day for first, last_day in HALVES)
            assert day > TODAY
            assert day.weekday() < 5
            assert lesson_of(slot.starts_at) not in lessons
            for one in Contact.objects.all():
                assert not Busy(one.starts_at, one.ends_at).clashes(slot.starts_at, ends_at)
