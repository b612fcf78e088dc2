"""A member's week and a team's time, read from what is written down and planned."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import make
from tests.care.made_groups import made_group
from tests.young_people.pages import words_of
from trailblazer.access.roles import Role
from trailblazer.care.actions.group_contacts import HERE, Place
from trailblazer.care.actions.registers import record_register
from trailblazer.care.models import Activity, AgreedSplit, GroupSession
from trailblazer.care.time_by_function import team_between, week_of
from trailblazer.teams.models import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
MONDAY = date(2026, 11, 23)
SUNDAY = date(2026, 11, 29)


def activity(member, minutes, function=2, on=MONDAY, staff=(), **more):
    made = Activity.objects.create(
        provider=member.organisation.provider,
        team=member.organisation,
        kind="audit",
        function=function,
        happened_on=on,
        minutes=minutes,
        **more,
    )
    made.staff.set([member, *staff])
    return made


def contact(member, team, **more):
    course = make.course(make.matched_referral(team), lead=member)
    return make.contact(course, **more)


def test_a_week_is_what_was_recorded_and_what_is_planned():
    team = make.team()
    member = make.member(team, Role.PRACTITIONER)
    contact(member, team, on=MONDAY, attendance="5")
    contact(member, team, on=date(2026, 11, 27))
    contact(member, team, on=MONDAY, at=time(11), attendance="3")
    contact(member, team, on=date(2026, 11, 20), attendance="5")
    activity(member, 90)
    activity(member, 60, function=3, is_in_error=True)
    week = week_of(member, make.TODAY)
    assert (week.first, week.last) == (MONDAY, SUNDAY)
    assert [row.minutes for row in week.rows] == [90, 90, 0]
    assert (week.split.total_recorded, week.hours) == (135, "3")
    assert [row.share for row in week.rows] == [50, 50, 0]
    assert [row.agreed for row in week.rows] == [None] * 3


def test_a_group_counts_once_for_each_leader_however_many_members():
    made = made_group(12, on=MONDAY)
    before = team_between(made.team.organisation, MONDAY, SUNDAY)
    assert before.split.planned == {1: 100}
    record_register(
        made.session,
        by=made.leader,
        places={member.ref: Place(HERE) for member in made.members},
        note="",
        minutes=50,
        leaders=[made.leader],
    )
    found = team_between(made.team.organisation, MONDAY, SUNDAY)
    assert (found.split.recorded, found.split.planned) == ({1: 50}, {})
    assert week_of(made.leader, MONDAY).split.total == 50
    assert week_of(made.second, MONDAY).split.total == 0
    assert [name for name, _ in found.by_school] == [made.school.name]


def test_a_joint_session_counts_for_each_who_was_there():
    team = make.team()
    lead, other = make.member(team, Role.PRACTITIONER), make.member(team, Role.PSYCHOLOGIST)
    joint = contact(lead, team, on=MONDAY, attendance="5")
    joint.staff.add(other, lead)
    found = team_between(team.organisation, MONDAY, SUNDAY)
    assert found.split.total == 90
    assert [(one, split.total) for one, split in found.by_member] == [(lead, 45), (other, 45)]


def test_a_cancelled_session_counts_nothing():
    made = made_group(2, on=MONDAY)
    made.session.state = GroupSession.State.CANCELLED
    made.session.save()
    assert team_between(made.team.organisation, MONDAY, SUNDAY).split.total == 0


def test_the_agreed_split_in_force_on_the_day_stands_beside():
    team = make.team()
    for from_on, one in ((date(2025, 9, 1), 80), (date(2026, 9, 1), 50), (date(2026, 12, 1), 40)):
        AgreedSplit.objects.create(
            team=team.organisation, from_on=from_on, one=one, two=90 - one, three=10, agreed_by="Board"
        )
    member = make.member(team, Role.PRACTITIONER)
    assert [row.agreed for row in week_of(member, make.TODAY).rows] == [50, 40, 10]


def test_whole_time_is_that_of_the_posts_held():
    team = make.team()
    member = make.member(team, Role.PRACTITIONER)
    assert week_of(member, make.TODAY).of_hours == ""
    Post.objects.create(
        team=team, role="emhp", holder=member, whole_time_equivalent="0.8", starts_on=make.STARTED
    )
    assert week_of(member, make.TODAY).of_hours == "30"


def test_every_week_stands_there_also_one_without_work():
    team = make.team()
    activity(make.member(team, Role.PRACTITIONER), 30)
    found = team_between(team.organisation, MONDAY - timedelta(days=14), SUNDAY)
    assert [(week, split.total) for week, split in found.by_week] == [
        (date(2026, 11, 9), 0),
        (date(2026, 11, 16), 0),
        (MONDAY, 30),
    ]


def test_another_team_s_work_is_not_counted():
    other = make.team()
    activity(make.member(other, Role.PRACTITIONER), 30)
    assert team_between(make.team().organisation, MONDAY, SUNDAY).split.total == 0


def test_queries_do_not_grow_with_work(django_assert_num_queries):
    team = make.team()
    member = make.member(team, Role.PRACTITIONER)
    for count in (2, 12):
        for _ in range(count):
            contact(member, team, on=MONDAY)
            activity(member, 30)
        with django_assert_num_queries(9):
            week_of(member, make.TODAY)
        with django_assert_num_queries(9):
            team_between(team.organisation, MONDAY, SUNDAY)


class Anything(TestCase):
    """Whatever was recorded, the functions add up to all minutes, by member, by school and by week."""

    @given(
        st.lists(
            st.tuples(st.sampled_from((1, 2, 3)), st.integers(1, 300), st.integers(0, 13), st.integers(1, 3)),
            max_size=8,
        )
    )
    def test_it_adds_up(self, kept):
        team = make.team()
        members = [make.member(team, Role.PRACTITIONER) for _ in range(3)]
        for function, minutes, after, people in kept:
            activity(members[0], minutes, function, MONDAY + timedelta(days=after), members[1:people])
        found = team_between(team.organisation, MONDAY, SUNDAY + timedelta(days=7))
        everything = sum(minutes * people for _, minutes, _, people in kept)
        assert found.split.total == everything
        assert sum(row.minutes for row in found.rows) == everything
        assert sum(split.total for _, split in found.by_member) == everything
        assert sum(split.total for _, split in found.by_school) == everything
        assert sum(split.total for _, split in found.by_week) == everything
        weeks = [
            week_of(member, day).split.total
            for member in members
            for day in (MONDAY, SUNDAY + timedelta(days=1))
        ]
        assert sum(weeks) == everything


def test_who_leads_sees_each_member_and_others_themselves(sign_in):
    team = make.team()
    first, second = (make.member(team, Role.PRACTITIONER) for _ in range(2))
    activity(first, 60)
    activity(second, 30)
    lead = words_of(sign_in(make.member(team, Role.TEAM_LEAD)).get("/time"))
    assert first.user.name in lead
    assert second.user.name in lead
    own = words_of(sign_in(first).get("/time"))
    assert "Your part" in own
    assert second.user.name not in own


@pytest.mark.parametrize("span", ["week", "4", "12", "year", "nonsense"])
def test_the_page_answers_for_every_span(sign_in, span):
    team = make.team()
    member = make.member(team, Role.TEAM_LEAD)
    assert sign_in(member).get("/time", {"span": span}).status_code == 200
    activity(member, 60)
    response = sign_in(member).get("/time", {"span": span})
    assert "Function 2, 100%" in response.content.decode()


def test_a_provider_chooses_among_its_own_teams(sign_in):
    provider = make.provider()
    first, second, strange = make.team(provider), make.team(provider), make.team()
    client = sign_in(make.member(provider, Role.TEAM_LEAD))
    assert second.name in words_of(client.get("/time", {"team": second.ref}))
    assert first.name in words_of(client.get("/time"))
    assert client.get("/time", {"team": strange.ref}).status_code == 404
