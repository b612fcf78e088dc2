"""The page a day begins with: places in the order of the day, who is seen when, what comes next; constant queries."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.care.days import TODAY, Days
from tests.young_people.pages import send, words_of
from trailblazer.access.roles import Role
from trailblazer.care.models import Goal, GoalRating, Group, GroupMember, GroupSession, Score, Task, Unsent
from trailblazer.domain.contacts import moment

pytestmark = pytest.mark.django_db
TODAY_PAGE = "/today"


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def days():
    return Days()


def page(days, sign_in, address=TODAY_PAGE, member=None, **asked):
    return words_of(sign_in(member or days.member).get(address, asked))


def score(course, total, on):
    return Score.objects.create(
        provider=course.provider,
        team=course.team,
        young_person=course.young_person,
        referral=course.referral,
        measure="gad-7",
        total=total,
        scored_on=on,
    )


def group_session(days, visit, at=time(11), members=3):
    of = {"provider": visit.provider, "team": visit.team}
    group = Group.objects.create(
        name="Worries group", kind="group", starts_on=TODAY, sessions_planned=6, **of
    )
    group.leaders.add(days.member)
    for _ in range(members):
        GroupMember.objects.create(
            group=group, young_person=make.young_person(days.team), joined_on=TODAY, **of
        )
    starts = moment(visit.day, at)
    return GroupSession.objects.create(
        group=group,
        visit=visit,
        number=3,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        plan="Facing what worries us",
        **of,
    )


def test_a_practitioner_begins_here(days, sign_in):
    assert sign_in(days.member).get("/").url == TODAY_PAGE


def test_places_in_the_order_of_the_day_with_who_is_seen_when(days, sign_in):
    second = make.service(days.team).school
    afternoon = days.visit(start=time(13, 30), end=time(15, 30), school=second, room="Small hall")
    morning = days.visit(room_state="confirmed", way_in="Sign in at main reception")
    days.contact(afternoon, at=time(14, 30), course=days.another_course(), seen="carer")
    days.contact(morning)
    group_session(days, morning)
    shown = page(days, sign_in)
    assert "Tuesday 24 November" in shown
    assert f"2 schools, 2 sessions and 1 group. You start at {days.school.name} at 9am." in shown
    assert shown.index(days.school.name) < shown.index(second.name)
    assert "9am to 12:30pm. Sign in at main reception." in shown
    assert "Room 4 Room confirmed" in shown
    assert "Small hall Room not confirmed Ask the school" in shown
    assert "Session 1 of 6" in shown
    assert "Session 3 of 6 Facing what worries us" in shown
    assert "3 members, with Nadia Ferncastle" in shown
    assert "You see a parent or carer" in shown
    assert f"Record session with {days.person.name}" in shown


def test_what_to_collect_is_the_last_measure_and_the_goals(days, sign_in):
    days.contact(days.visit())
    assert "First score Nothing collected yet" in page(days, sign_in)
    score(days.course, 14, date(2026, 11, 12))
    assert "GAD-7 Second score, completes the pair" in page(days, sign_in)
    score(days.course, 12, date(2026, 11, 19))
    of = {"provider": days.course.provider, "team": days.course.team, "young_person": days.person}
    goal = Goal.objects.create(referral=days.course.referral, number=1, words="Sleep", set_on=TODAY, **of)
    GoalRating.objects.create(goal=goal, rating=6, rated_on=TODAY, **of)
    assert "GAD-7 and 1 goal Last: 12 on 19 November" in page(days, sign_in)


def test_nothing_today_says_when_the_next_is(days, sign_in):
    days.visit(date(2026, 11, 30))
    shown = page(days, sign_in)
    assert (
        f"No visits today. Your next is {days.school.name}, Monday 30 November at 9am. Add a visit" in shown
    )


def test_a_contact_in_no_visit_is_next_and_coming_up_too(days, sign_in):
    make.contact(days.course, on=date(2026, 11, 27), at=time(10), place="telephone")
    shown = page(days, sign_in)
    assert "No visits today. Your next is Telephone, Friday 27 November at 10am." in shown
    assert "Fri 27 Nov Telephone" in shown


def test_in_half_term_it_says_that_schools_are_closed(days, sign_in):
    assert "Holiday until 1 November. Calls, clinics and other work go on." in page(
        days, sign_in, on="2026-10-28"
    )


def test_what_is_past_and_not_recorded_is_listed(days, sign_in):
    make.contact(days.course, on=date(2026, 11, 19))
    make.contact(days.course, on=date(2026, 11, 12), attendance="5")
    assert "1 contact before today is not recorded" in page(days, sign_in)
    listed = page(days, sign_in, reverse("care:unrecorded"))
    assert "Thursday 19 November, 9am" in listed
    assert "12 November" not in listed


def test_calls_and_contacts_without_a_visit_have_a_box_of_their_own(days, sign_in):
    make.contact(days.course, at=time(16), place="telephone", medium="02")
    shown = page(days, sign_in)
    assert "Telephone 4pm to 4:45pm" in shown


def test_tomorrow_and_the_whole_week(days, sign_in):
    days.contact(days.visit(TODAY + timedelta(days=1)))
    assert days.person.name not in page(days, sign_in)
    assert days.person.name in page(days, sign_in, on="2026-11-25")
    week = page(days, sign_in, reverse("care:week"))
    assert "Week of 23 November 2026" in week
    assert days.person.name in week


def test_nonsense_in_the_address_is_today(days, sign_in):
    assert "Tuesday 24 November" in page(days, sign_in, on="2026-13-99")


def test_a_colleague_sees_their_own_day_and_an_administrator_the_teams(days, sign_in):
    days.contact(days.visit())
    other = make.member(days.team, Role.PRACTITIONER)
    assert days.person.name not in page(days, sign_in, member=other)
    assert days.person.name not in page(days, sign_in, member=other, whose="team")
    administrator = make.member(days.team, Role.ADMINISTRATOR)
    shown = page(days, sign_in, member=administrator)
    assert days.person.name in shown
    assert "Nadia Ferncastle." in shown
    assert "Record session" not in shown
    lead = make.member(days.team, Role.TEAM_LEAD)
    assert days.person.name not in page(days, sign_in, member=lead)
    assert days.person.name in page(days, sign_in, member=lead, whose="team")


def test_what_was_not_sent_stands_above_everything(days, sign_in):
    Unsent.objects.create(
        provider=days.course.provider,
        by=days.member,
        form="note",
        about=days.person.ref,
        address="/young-people/x/notes/add",
        words="Note about Robin",
        goes_at=moment(TODAY + timedelta(days=3), time(9)),
    )
    shown = page(days, sign_in)
    assert "1 item is not sent yet" in shown
    assert "until Friday 27 November" in shown


def test_courses_that_end_soon_without_a_second_score(days, sign_in):
    days.course.sessions_planned = 1
    days.course.save()
    days.contact(days.visit(TODAY + timedelta(days=2)))
    assert "1 course ends in the next 2 weeks without a second score" in page(days, sign_in)
    for total, on in ((14, date(2026, 11, 12)), (9, date(2026, 11, 19))):
        score(days.course, total, on)
    assert "without a second score" not in page(days, sign_in)


def test_what_a_caseload_is_owed(days, sign_in):
    assert "Owed to your caseload" in page(days, sign_in)
    assert "No next contact 1" in page(days, sign_in)


def test_the_last_day_of_term_comes_up(days, sign_in):
    days.visit(date(2026, 11, 30))
    shown = page(days, sign_in)
    assert f"Mon 30 Nov {days.school.name}" in shown
    assert "Fri 18 Dec Last day before the holiday" in shown


def test_the_queries_do_not_grow_with_the_day(days, sign_in):
    client = sign_in(days.member)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            assert client.get(TODAY_PAGE).status_code == 200
        return len(caught)

    def fill(first, count):
        for number in range(first, first + count):
            visit = days.visit(
                start=time(7 + number), end=time(8 + number), school=make.service(days.team).school
            )
            course = days.another_course()
            days.contact(visit, at=time(7 + number), course=course)
            score(course, 9, date(2026, 11, 12))
            group_session(days, visit, time(7 + number))
            task = {"provider": visit.provider, "team": visit.team, "owner": days.member, "due_on": TODAY}
            Task.objects.create(words=f"Ring {number}", young_person=course.young_person, **task)

    fill(0, 2)
    asked()
    few = min(asked(), asked())  # a session is renewed now and then
    fill(2, 10)
    assert min(asked(), asked()) == few
    assert few <= 42, "on PostgreSQL the wall is set twice"


def test_a_task_is_added_given_and_done(days, sign_in):
    client, other = sign_in(days.member), make.member(days.team, Role.PRACTITIONER)
    address = f"{reverse('care:add_task')}?young_person={days.person.ref}"
    send(client, address, words="Ring the office", due_on_day="26")
    task = Task.objects.get()
    assert (task.owner, task.due_on, task.young_person) == (days.member, date(2026, 11, 26), days.person)
    assert "Ring the office" in page(days, sign_in)
    send(client, reverse("care:give_task", args=[task.ref]), owner=other.ref)
    task.refresh_from_db()
    assert task.owner == other
    assert "Ring the office" in page(days, sign_in, reverse("care:tasks"), whose="team")
    send(client, reverse("care:task_done", args=[task.ref]), done_words="They rang back")
    task.refresh_from_db()
    assert (task.done_on, task.done_words) == (TODAY, "They rang back")
    assert "Ring the office" not in page(days, sign_in, reverse("care:tasks"), whose="team")


def test_a_task_for_yesterday_is_refused(days, sign_in):
    page = send(sign_in(days.member), reverse("care:add_task"), words="Ring", due_on_day="23")
    assert "Enter today or a later day" in words_of(page)


def test_days_away_are_added_and_taken_out(days, sign_in):
    client = sign_in(days.member)
    send(
        client, reverse("care:add_away"), kind="university", weekday="0", starts_on_day="7", starts_on_month="9",
        starts_on_year="2026", ends_on_day="30", ends_on_month="6", ends_on_year="2027",
    )  # fmt: skip
    shown = words_of(client.get(reverse("care:away")))
    assert "Every Monday, 7 September 2026 to 30 June 2027 University" in shown
    away = days.member.away_days.get()
    send(client, reverse("care:remove_away", args=[away.ref]))
    assert not days.member.away_days.exists()
