"""Whoever's course ends is in the group no more; whoever's group ends keeps its last registers to be recorded."""

from datetime import date, timedelta

import pytest

from tests import make
from tests.care.made_groups import made_group
from tests.young_people.pages import send, words_of
from trailblazer.care.actions.endings import end_course, reopen_course
from trailblazer.care.actions.groups import end_group
from trailblazer.care.groups import next_sessions
from trailblazer.care.models import GroupSession
from trailblazer.care.registers import members_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
YESTERDAY = date(2026, 11, 23)
NEXT_WEEK = timedelta(weeks=1)


@pytest.fixture
def made():
    made = made_group(2, on=YESTERDAY)
    GroupSession.objects.create(
        provider=made.group.provider,
        team=made.group.team,
        group=made.group,
        number=4,
        starts_at=made.session.starts_at + NEXT_WEEK,
        ends_at=made.session.ends_at + NEXT_WEEK,
    )
    return made


def course_of(made):
    """The course that the first member has by the group."""
    member = made.members[0]
    course = make.course(member.young_person.referrals.get(), made.leader, pathway="group_worries")
    course.state, course.started_on = "under_way", date(2026, 11, 3)
    course.save()
    member.course = course
    member.save()
    return course


def end(made, course, on=make.TODAY):
    return end_course(
        course, by=made.leader, ended_on=on, reason="completed", unpaired_reason="Moved", send=False
    )


def on_next_register(made):
    return [one.young_person for one in members_on(made.group.sessions.get(number=4), made.leader)]


def test_whoever_s_course_ends_is_in_the_group_no_more_from_the_next_day(made):
    course = course_of(made)
    assert next_sessions([made.people[0].pk], made.leader)
    end(made, course)
    made.members[0].refresh_from_db()
    assert made.members[0].left_on == make.TODAY + timedelta(days=1)
    assert made.members[0].left_why == "Their course of support ended"
    assert on_next_register(made) == [made.people[1]]
    assert not next_sessions([made.people[0].pk], made.leader)
    assert len(members_on(made.session, made.leader)) == 2  # who was there is on the register of that day


def test_another_course_leaves_them_in_it(made):
    other = make.course(course_of(made).referral, made.leader, pathway="low_mood_ba")
    end(made, other)
    assert on_next_register(made) == made.people


def test_a_course_that_is_opened_again_brings_them_back(made):
    course = course_of(made)
    end(made, course)
    course.refresh_from_db()
    reopen_course(course, by=made.leader, reason="Asked to go on")
    made.members[0].refresh_from_db()
    assert (made.members[0].left_on, made.members[0].left_why) == (None, "")
    assert on_next_register(made) == made.people


def test_an_ended_group_keeps_the_register_that_nobody_recorded(made, sign_in):
    end_group(made.group, by=made.leader, ended_on=make.TODAY - timedelta(days=1))
    client = sign_in(made.leader)
    words = words_of(client.get("/groups/?only=to_record"))
    assert "Groups 1 to record" in words
    assert "Worries group, Year 8" in words
    address = f"/groups/sessions/{made.session.ref}"
    assert "Register saved: 2 records" in words_of(client.get(send(client, address).url))
    assert "No groups match" in words_of(client.get("/groups/?only=to_record"))


def test_a_group_that_ends_on_a_day_to_come_goes_on_until_then(made, sign_in):
    end_group(made.group, by=made.leader, ended_on=YESTERDAY + NEXT_WEEK)
    assert next_sessions([made.people[0].pk], made.leader)
    assert "Worries group, Year 8" in words_of(sign_in(made.leader).get("/groups/"))
