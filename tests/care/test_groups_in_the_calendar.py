"""A group is in the calendar as a contact is: in a visit, in nobody's way, closed with its school, told to families."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from tests import make
from tests.care.days import TODAY, Days
from tests.young_people.pages import send, words_of
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.care.actions import groups as actions
from trailblazer.care.actions.booked import book_contact
from trailblazer.care.actions.closing import close_school_day
from trailblazer.care.actions.joining import leave
from trailblazer.care.actions.visits import cancel_visit, change_visit, plan_visit
from trailblazer.care.models import AwayDay, GroupMember, Task
from trailblazer.care.planning import Warned
from trailblazer.care.planning_groups import taken_when_it_meets
from trailblazer.care.slots import offered, offered_in
from trailblazer.letters.models import Letter
from trailblazer.places.models import SchoolTerm

pytestmark = pytest.mark.django_db
NEXT_TUESDAY = TODAY + timedelta(weeks=1)
WEEK = timedelta(weeks=1)


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY


@pytest.fixture
def days():
    made = Days()
    made.person.email = "robin@example.org"
    made.person.save()
    return made


def plan(days, **fields):
    ordinary = {
        "by": days.member,
        "leaders": [days.member],
        "first_on": NEXT_TUESDAY,
        "at": time(11),
        "minutes": 50,
        "sessions_planned": 2,
        "name": "Worries group, Year 9",
        "kind": "group",
        "pathway": "group_worries",
        "function": 1,
        "school": days.school,
        "room": "M12",
    }
    return actions.plan_group(**(ordinary | fields))


def joins(group, person, **fields):
    ordinary = {"provider": group.provider, "team": group.team, "joined_on": TODAY}
    return GroupMember.objects.create(group=group, young_person=person, **(ordinary | fields))


def elsewhere(days):
    school = make.service(days.team).school
    SchoolTerm.objects.create(
        school=school, name="Term", starts_on=date(2026, 9, 2), ends_on=date(2026, 12, 18), source="Test"
    )
    return school


def session_of(group, number=1):
    return group.sessions.get(number=number)


# In a visit


def test_each_session_is_in_the_visit_of_its_leader_that_day(days):
    visit = days.visit(NEXT_TUESDAY)
    days.visit(NEXT_TUESDAY + WEEK, member=make.member(days.team, Role.PRACTITIONER))
    group = plan(days)
    assert [session.visit for session in group.sessions.order_by("number")] == [visit, None]


def test_a_visit_planned_later_takes_the_session_in(days):
    group = plan(days)
    visit = plan_visit(
        by=days.member,
        member=days.member,
        place="school_room",
        school=days.school,
        day=NEXT_TUESDAY,
        starts=time(9),
        ends=time(12, 30),
    )
    assert session_of(group).visit == visit


def test_moved_it_is_in_the_visit_of_its_new_day(days):
    days.visit(NEXT_TUESDAY)
    later = days.visit(NEXT_TUESDAY + timedelta(days=1))
    session = session_of(plan(days))
    moved = actions.change_session(
        session, by=days.member, on=later.day, at=time(10), minutes=50, room="M12", plan=""
    )
    assert moved.visit == later


def test_of_two_leaders_the_second_takes_it_over(days):
    second = make.member(days.team, Role.PRACTITIONER)
    days.visit(NEXT_TUESDAY)
    other = days.visit(NEXT_TUESDAY, member=second, room="Room 5")
    group = plan(days)
    values = {"name": group.name, "kind": "group", "school": days.school}
    actions.change_group(group, by=days.member, leaders=[second], **values)
    assert session_of(group).visit == other


def test_a_visit_with_a_group_keeps_its_day(days):
    visit = days.visit(NEXT_TUESDAY)
    plan(days)
    with pytest.raises(NotPossible, match="A group meets in this visit"):
        change_visit(
            visit, by=days.member, day=NEXT_TUESDAY + timedelta(days=1), starts=time(9), ends=time(12)
        )
    with pytest.raises(NotPossible, match="A group meets in this visit"):
        cancel_visit(visit, by=days.member, reason="Ill")
    with pytest.raises(Warned) as refused:
        change_visit(visit, by=days.member, day=NEXT_TUESDAY, starts=time(9), ends=time(11))
    assert refused.value.warnings == ("1 booked in it is outside these times",)


def test_it_is_on_today_in_the_visit_and_on_the_sheet_of_both_leaders(days, sign_in):
    second = make.member(days.team, Role.PRACTITIONER, name="Sam Okafor")
    visit = days.visit(NEXT_TUESDAY)
    beside = days.visit(NEXT_TUESDAY, member=second, room="Room 5")
    plan(days, leaders=[days.member, second])
    for member, own in ((days.member, visit), (second, beside)):
        client = sign_in(member)
        page = client.get(reverse("care:today"), {"on": NEXT_TUESDAY.isoformat()}).content.decode()
        assert page.count('class="tb-visit"') == 1
        assert "Worries group, Year 9" in page
        assert "Worries group, Year 9" in words_of(client.get(reverse("care:visit", args=[own.ref])))
        assert "Group, session 1" in words_of(client.get(reverse("care:visit_sheet", args=[own.ref])))


def test_today_says_what_a_group_asks(days, sign_in):
    days.visit(NEXT_TUESDAY)
    plan(days)
    plan(days, at=time(9), kind="assembly", pathway="", name="Assembly", room="Hall")
    shown = words_of(sign_in(days.member).get(reverse("care:today"), {"on": NEXT_TUESDAY.isoformat()}))
    assert "Goal of each member From 0 to 10" in shown
    assert "How many came" in shown


# In nobody's way


def test_what_a_leader_is_down_for_is_refused(days):
    away = make.member(days.team, Role.PRACTITIONER)
    days.contact(days.visit(NEXT_TUESDAY + WEEK), at=time(11, 30))
    with pytest.raises(NotPossible, match="Nadia Ferncastle has another contact on Tuesday 8 December"):
        plan(days, all_the_same="Never mind")
    days.visit(NEXT_TUESDAY, member=away, school=elsewhere(days))
    with pytest.raises(NotPossible, match=f"{away.user.name} is already at .* on Tuesday 1 December"):
        plan(days, leaders=[away])
    plan(days, sessions_planned=1)
    with pytest.raises(NotPossible, match="Worries group, Year 9 has the same leader on Tuesday 1 December"):
        plan(days, at=time(11, 30), sessions_planned=1)


def test_a_day_away_the_room_and_the_hours_of_the_visit_are_warned_of(days):
    other = make.member(days.team, Role.PRACTITIONER, name="Sam Okafor")
    of = {"provider": days.person.provider, "member": days.member, "kind": "university", "weekday": 1}
    AwayDay.objects.create(starts_on=TODAY, ends_on=date(2027, 1, 31), **of)
    days.visit(NEXT_TUESDAY, end=time(11, 30))
    days.visit(NEXT_TUESDAY, member=other, room="m12")
    with pytest.raises(Warned) as refused:
        plan(days)
    assert refused.value.warnings == (
        "Nadia Ferncastle is away on Tuesday 1 December: university",
        "It is outside the visit on Tuesday 1 December from 9am to 11:30am",
        "M12 is down for Sam Okafor on Tuesday 1 December from 9am to 12:30pm",
    )
    assert session_of(plan(days, all_the_same="It suits all")).all_the_same == "It suits all"


def test_a_room_in_which_somebody_is_seen_is_warned_of(days):
    other = make.member(days.team, Role.PRACTITIONER)
    make.contact(
        days.another_course(), on=NEXT_TUESDAY, at=time(11), lead=other, school=days.school, room="M12"
    )
    with pytest.raises(Warned) as refused:
        plan(days)
    assert refused.value.warnings == ("M12 is down for a contact on Tuesday 1 December from 11am to 11:45am",)


def test_a_member_who_is_seen_then_is_warned_of_when_a_session_moves(days):
    group = plan(days)
    joins(group, days.person)
    other = make.member(days.team, Role.PRACTITIONER)
    make.contact(days.course, on=NEXT_TUESDAY, at=time(9), lead=other)
    values = {"by": days.member, "on": NEXT_TUESDAY, "minutes": 50, "room": "M12"}
    with pytest.raises(Warned) as refused:
        actions.change_session(session_of(group), at=time(9), **values)
    assert refused.value.warnings == (
        f"{days.person.name} has another contact on Tuesday 1 December from 9am to 9:45am",
    )
    assert actions.change_session(session_of(group), at=time(11), plan="Sleep", **values).plan == "Sleep"


def test_neither_leader_nor_member_is_booked_while_their_group_meets(days):
    group = plan(days)
    joins(group, days.person)
    free = days.another_course().young_person
    other = make.member(days.team, Role.PRACTITIONER)
    call = {"by": days.member, "day": NEXT_TUESDAY, "at": time(11, 15), "minutes": 30, "place": "telephone"}
    with pytest.raises(NotPossible, match="Nadia Ferncastle has a group from 11am to 11:50am"):
        book_contact(free, lead=days.member, **call)
    with pytest.raises(NotPossible, match="has a group from 11am to 11:50am"):
        book_contact(days.person, lead=other, **call)
    assert book_contact(free, lead=other, **call).pk


def test_who_is_not_in_it_that_day_or_said_so_or_whose_parents_meet_is_free(days):
    other = make.member(days.team, Role.PRACTITIONER)
    call = {"by": days.member, "lead": other, "day": NEXT_TUESDAY, "minutes": 30, "place": "telephone"}
    member = joins(plan(days), days.person)
    make.contact(
        days.course,
        on=NEXT_TUESDAY,
        at=time(11),
        group_session=session_of(member.group),
        attendance="2",
        cancelled_reason="trip",
    )
    assert book_contact(days.person, at=time(11), **call).pk
    left = joins(member.group, days.another_course().young_person)
    leave(left, by=days.member, left_on=NEXT_TUESDAY)
    call["lead"] = make.member(days.team, Role.PRACTITIONER)
    assert book_contact(left.young_person, at=time(11), **call).pk
    of_parents = plan(days, at=time(14), pathway="group_parents", name="Parents’ group", room="Hall")
    joins(of_parents, days.person)
    assert book_contact(days.person, at=time(14), **call).pk


def test_no_time_is_offered_in_which_the_group_meets_or_is_in_the_room(days):
    visit = days.visit(NEXT_TUESDAY, start=time(11), end=time(11, 45), room="M12")
    assert [slot.visit for slot in offered(days.course, days.member, TODAY, 1)] == [visit]
    other = make.member(days.team, Role.PRACTITIONER)
    group = plan(days, leaders=[other], all_the_same="The room is large", sessions_planned=1)
    assert offered_in(visit) == []
    group.sessions.update(room="Hall")
    assert len(offered_in(visit)) == 1
    joins(group, days.person)
    assert all(slot.starts_at.date() != NEXT_TUESDAY for slot in offered(days.course, days.member, TODAY, 1))


def test_a_visit_elsewhere_while_one_leads_a_group_is_refused(days):
    plan(days)
    values = {"by": days.member, "member": days.member, "place": "school_room", "day": NEXT_TUESDAY}
    with pytest.raises(NotPossible, match="Nadia Ferncastle has a group elsewhere from 11am to 11:50am"):
        plan_visit(school=elsewhere(days), starts=time(9), ends=time(12), **values)


def test_planning_by_the_page_says_what_speaks_against_it_and_takes_a_reason(days, sign_in):
    days.visit(NEXT_TUESDAY, member=make.member(days.team, Role.PRACTITIONER, name="Sam Okafor"), room="M12")
    client = sign_in(days.member)
    typed = {"name": "Sleep group", "kind": "group", "school": str(days.school.pk), "room": "M12"}
    typed |= {"first_on_day": "1", "first_on_month": "12", "first_on_year": "2026", "at": "11:00"}
    page = words_of(send(client, "/groups/add", **typed))
    assert "Why does it go ahead all the same?" in page
    assert "M12 is down for Sam Okafor on Tuesday 1 December" in page
    done = send(client, "/groups/add", **typed, all_the_same="A large hall")
    assert "Planned all the same: A large hall" in words_of(client.get(done.url))


@pytest.mark.parametrize("sessions", [1, 3])
def test_what_is_asked_does_not_grow_with_the_sessions(days, django_assert_max_num_queries, sessions):
    from trailblazer.care.planning_groups import Meetings, about_group, times_of

    group = plan(days, sessions_planned=sessions)
    times = times_of(group.sessions.all())
    with django_assert_max_num_queries(11):
        about_group(
            Meetings(group, [days.member], "M12", times, but=[*group.sessions.values_list("pk", flat=True)])
        )


# Closed with its school


def close(days, instead="telephone"):
    return close_school_day(days.school, by=days.member, day=NEXT_TUESDAY, instead=instead, reason="Snow")


@pytest.mark.parametrize("with_visit", [True, False])
def test_a_group_of_a_closed_day_is_cancelled_and_everyone_in_it_is_on_the_page(days, sign_in, with_visit):
    if with_visit:
        days.visit(NEXT_TUESDAY)
    group = plan(days)
    days.agrees("email")
    to_ring = days.another_course(first_name="Ottilie").young_person
    for person in (days.person, to_ring):
        joins(group, person)
    close(days)
    assert [one.state for one in group.sessions.order_by("number")] == ["cancelled", "planned"]
    letter, task = Letter.objects.get(), Task.objects.get()
    assert letter.address == "robin@example.org"
    assert task.young_person == to_ring
    for words in (letter.subject + letter.body, task.words):
        for name in (group.name, "group", "Ottilie", days.person.first_name, "Snow"):
            assert name not in words
    page = words_of(
        sign_in(days.member).get(reverse("care:closed_day", args=[days.school.pk]), {"on": "2026-12-01"})
    )
    assert f"{days.person.name} Group session cancelled Email" in page
    assert f"{to_ring.name} Group session cancelled Ring them" in page


def test_a_group_of_another_school_is_not(days):
    days.visit(NEXT_TUESDAY, start=time(13), end=time(15))
    group = plan(days, school=elsewhere(days))
    close(days)
    assert session_of(group).state == "planned"


def test_where_no_free_time_is_found_there_is_a_task_and_the_page_says_so(days, sign_in):
    contact = days.contact(days.visit(NEXT_TUESDAY))
    of = {"provider": days.person.provider, "member": days.member, "kind": "leave"}
    AwayDay.objects.create(starts_on=TODAY, ends_on=date(2027, 3, 1), **of)
    close(days, "new_dates")
    contact.refresh_from_db()
    assert contact.attendance == "4"
    task = Task.objects.get(source="no_free_time")
    assert (task.owner, task.young_person, task.about) == (days.member, days.person, contact.ref)
    assert task.words == "Find a new date: the contact of Tuesday 1 December was cancelled"
    page = words_of(
        sign_in(days.member).get(reverse("care:closed_day", args=[days.school.pk]), {"on": "2026-12-01"})
    )
    assert "Cancelled. No free time found Ring them" in page


@pytest.mark.parametrize("instead, place", [("telephone", "telephone"), ("new_dates", "school_room")])
def test_who_was_booked_there_without_a_visit_is_in_it_too(days, sign_in, instead, place):
    contact = make.contact(days.course, on=NEXT_TUESDAY, at=time(9), school=days.school)
    close(days, instead)
    contact.refresh_from_db()
    assert contact.place == place
    assert (contact.starts_at.date() == NEXT_TUESDAY) is (instead == "telephone")
    page = words_of(
        sign_in(days.member).get(reverse("care:closed_day", args=[days.school.pk]), {"on": "2026-12-01"})
    )
    assert days.person.name in page


# Released for it


def test_members_are_released_for_it_with_or_without_a_visit_and_never_for_their_parents(days, sign_in):
    days.agrees("tell_school")
    group = plan(days)
    joins(group, days.person)
    joins(plan(days, at=time(14), pathway="group_parents", name="Parents’ group", room="Hall"), days.person)
    for visit in (None, days.visit(NEXT_TUESDAY)):
        group.sessions.filter(number=1).update(visit=visit)
        shown = words_of(sign_in(days.lead).get("/"))
        assert f"{days.person.name} Year 9 11am 11:50am" in shown
        assert "2pm 2:50pm" not in shown
        assert "Nadia Ferncastle" in shown
        assert "group" not in shown.lower().split("who comes, and whom to release")[1].split("only when")[0]


# Told to families


def test_a_cancelled_and_a_moved_session_are_told_or_rung_naming_nobody(days):
    days.agrees("email")
    group = plan(days)
    joins(group, days.person)
    to_ring = days.another_course(first_name="Ottilie").young_person
    joins(group, to_ring)
    joins(group, days.another_course().young_person, left_on=NEXT_TUESDAY)
    actions.cancel_session(session_of(group), by=days.member, reason="Nobody to lead it")
    second = session_of(group, 2)
    actions.change_session(second, by=days.member, on=second.day, at=time(9), minutes=50, room="M12")
    cancelled, moved = Letter.objects.order_by("pk")
    assert "Tuesday 1 December at 11am does not take place" in cancelled.body
    assert "It is now on Tuesday 8 December at 9am" in moved.body
    assert [task.young_person for task in Task.objects.all()] == [to_ring, to_ring]
    for letter in (cancelled, moved):
        for name in (group.name, "group", "Ottilie", days.person.first_name, "Nobody to lead"):
            assert name not in letter.subject + letter.body


def test_another_plan_or_room_is_no_news(days):
    group = plan(days)
    joins(group, days.person)
    session = session_of(group)
    actions.change_session(session, by=days.member, on=session.day, at=time(11), minutes=50, room="Hall")
    assert not Task.objects.exists()
    assert not Letter.objects.exists()


def test_of_a_parents_group_the_parents_hear(days):
    carer = days.carer()
    days.agrees("email")
    days.agrees("email", carer=carer)
    group = plan(days, pathway="group_parents")
    joins(group, days.person)
    actions.cancel_session(session_of(group), by=days.member, reason="Staff ill")
    assert [letter.address for letter in Letter.objects.all()] == ["jo@example.org"]


def test_who_has_said_that_they_will_be_away_keeps_no_half_booked_contact(days):
    group = plan(days)
    joins(group, days.person)
    contact = make.contact(days.course, on=NEXT_TUESDAY, at=time(11), group_session=session_of(group))
    actions.cancel_session(session_of(group), by=days.member, reason="Staff ill")
    contact.refresh_from_db()
    assert contact.attendance == "4"
    assert Task.objects.count() == 1  # rung once, not once for the contact and once for the group


def test_when_a_group_ends_early_the_first_session_that_falls_away_is_told(days):
    group = plan(days, sessions_planned=3)
    joins(group, days.person)
    actions.end_group(group, by=days.member, ended_on=NEXT_TUESDAY)
    assert Task.objects.get().words.startswith("Ring: the contact on Tuesday 8 December")
    assert [one.state for one in group.sessions.order_by("number")] == ["planned", "cancelled", "cancelled"]


def test_who_joins_is_warned_of_what_they_are_down_for_when_it_meets(days, sign_in):
    group = plan(days, sessions_planned=3)
    for week in (0, 2):
        make.contact(days.course, on=NEXT_TUESDAY + week * WEEK, at=time(11, 15), school=days.school)
    other = plan(
        days,
        name="Sleep group",
        leaders=[make.member(days.team, Role.PRACTITIONER)],
        room="",
        first_on=NEXT_TUESDAY + WEEK,
        sessions_planned=1,
    )
    joins(other, days.person)
    free = days.another_course().young_person
    browser = sign_in(days.member)
    address = reverse("care:add_members", args=[group.ref])
    answer = send(browser, address, people=[days.person.ref, free.ref])
    assert (
        f"{days.person.name} has another contact on Tuesday 1 December from 11:15am to 12pm, another group on "
        "Tuesday 8 December from 11am to 11:50am, another contact on Tuesday 15 December"
    ) in words_of(answer)
    assert "or leave them out" in words_of(answer)
    assert 'href="#id_all_the_same"' in answer.content.decode()
    assert not group.members.exists()
    send(browser, address, people=[days.person.ref, free.ref], all_the_same="The contacts will be moved")
    kept = dict(group.members.values_list("young_person", "all_the_same"))
    assert kept == {days.person.pk: "The contacts will be moved", free.pk: ""}


def test_who_joins_later_or_for_whom_parents_meet_is_not_warned_of(days):
    group = plan(days, sessions_planned=1)
    make.contact(days.course, on=NEXT_TUESDAY, at=time(11), school=days.school)
    assert taken_when_it_meets(group, [days.person], NEXT_TUESDAY)
    assert not taken_when_it_meets(group, [days.person], NEXT_TUESDAY + timedelta(days=1))
    group.pathway = "group_parents"
    assert not taken_when_it_meets(group, [days.person], NEXT_TUESDAY)
