"""Opening a course, giving it to somebody, and passing a young person to another team."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from tests.care.handing import handed_over
from tests.young_people.pages import words_of
from trailblazer.access.records import NotPossible, Service
from trailblazer.access.roles import Role
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.care.actions.courses import allocate, change_course, open_course, take_on
from trailblazer.care.actions.transfers import answer_transfer, ask_transfer, take_back
from trailblazer.care.actions.transitions import add_transition
from trailblazer.care.models import (
    Allocation,
    AwayDay,
    Contact,
    Course,
    Group,
    GroupMember,
    HandOver,
    Plan,
    PlanPart,
    Task,
    Visit,
)
from trailblazer.domain.contacts import moment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
ORDINARY = {"pathway": "worry", "sessions_planned": 8, "session_minutes": 45}


@pytest.fixture
def lead(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def supervisor(team):
    return make.member(team, Role.SUPERVISOR)


@pytest.fixture
def referral(team):
    return make.matched_referral(team)


def test_a_course_begins_with_its_practitioner_and_its_history(referral, supervisor, lead):
    course = open_course(referral, by=supervisor, lead=lead, **ORDINARY)
    assert (course.state, course.lead, course.allocated_on) == ("waiting", lead, make.TODAY)
    assert [row.lead for row in Allocation.objects.filter(course=course)] == [lead]
    referral.refresh_from_db()
    assert referral.owner == lead


def test_a_request_that_is_not_accepted_begins_none(team, supervisor):
    new = make.referral(team, young_person=make.young_person(team))
    with pytest.raises(NotPossible, match="accepted"):
        open_course(new, by=supervisor, **ORDINARY)


def test_a_request_that_is_not_matched_begins_none(team, supervisor):
    with pytest.raises(NotPossible, match="Match this request"):
        open_course(make.referral(team), by=supervisor, **ORDINARY)


def test_outside_the_catalogue_it_needs_a_reason_and_is_then_possible(team, supervisor):
    young = make.young_person(team, born_on=date(2018, 5, 3))
    referral = make.matched_referral(team, young_person=young)
    asked = {**ORDINARY, "pathway": "behavioural_activation"}
    with pytest.raises(NotPossible, match="is for ages from 11"):
        open_course(referral, by=supervisor, **asked)
    course = open_course(referral, by=supervisor, reason="Talked through in supervision", **asked)
    assert course.pathway == "behavioural_activation"


def test_a_practitioner_takes_on_for_themselves_and_gives_to_nobody_else(referral, team, lead):
    colleague = make.member(team, Role.PRACTITIONER)
    with pytest.raises(NotPossible, match="supervisor or team lead"):
        open_course(referral, by=lead, lead=colleague, **ORDINARY)
    course = open_course(referral, by=lead, **ORDINARY)
    assert take_on(course, by=lead).lead == lead
    with pytest.raises(NotPossible, match="has this course"):
        take_on(course, by=colleague)


def test_many_are_given_at_once_or_none_of_them(team, supervisor, lead):
    courses = [make.course(make.matched_referral(team)) for _ in range(3)]
    refs = [course.ref for course in courses]
    assert allocate(by=supervisor, courses=refs, lead=lead) == 3
    courses[0].refresh_from_db()
    courses[0].state, courses[0].ended_on = "ended", make.TODAY
    courses[0].save()
    other = make.member(team, Role.THERAPIST)
    with pytest.raises(NotPossible, match="Nothing was changed"):
        allocate(by=supervisor, courses=refs, lead=other)
    assert Course.objects.filter(lead=lead).count() == 3


def test_the_contacts_to_come_go_with_the_course(team, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    contact = make.contact(course, on=date(2026, 12, 1))
    past = make.contact(course, on=date(2026, 11, 17), attendance="5")
    other = make.member(team, Role.THERAPIST)
    allocate(by=supervisor, courses=[course.ref], lead=other, reason="Leaves at Christmas")
    contact.refresh_from_db()
    past.refresh_from_db()
    assert (contact.lead, past.lead) == (other, lead)


def test_what_is_booked_leaves_the_visit_of_whoever_had_it(team, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    starts_at = moment(date(2026, 12, 1), time(9))
    visit = Visit.objects.create(
        provider=course.provider,
        team=course.team,
        member=lead,
        day=date(2026, 12, 1),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=3),
    )
    contact = make.contact(course, on=date(2026, 12, 1), visit=visit)
    allocate(by=supervisor, courses=[course.ref], lead=make.member(team, Role.PRACTITIONER))
    contact.refresh_from_db()
    assert contact.visit is None


def test_whoever_would_be_in_two_places_has_a_task_to_move_one(team, supervisor, lead):
    other = make.member(team, Role.PRACTITIONER)
    make.contact(make.course(make.matched_referral(team), other), on=date(2026, 12, 1), at=time(9, 30))
    course = make.course(make.matched_referral(team), lead)
    clashing = make.contact(course, on=date(2026, 12, 1), at=time(9))
    make.contact(course, on=date(2026, 12, 2), at=time(9))
    allocate(by=supervisor, courses=[course.ref], lead=other)
    assert [(task.owner, task.about) for task in Task.objects.all()] == [(other, clashing.ref)]


def test_a_role_that_the_catalogue_does_not_name_needs_a_reason(team, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    family = make.member(team, Role.FAMILY_SUPPORT_WORKER)
    with pytest.raises(NotPossible, match="not usually given by the role of family support worker"):
        allocate(by=supervisor, courses=[course.ref], lead=family)
    assert allocate(by=supervisor, courses=[course.ref], lead=family, reason="Knows the family") == 1
    assert Allocation.objects.get(lead=family).reason == "Knows the family"


def test_nobody_takes_on_what_has_ended(team, lead):
    course = make.course(make.matched_referral(team), state="ended", ended_on=make.TODAY)
    with pytest.raises(NotPossible, match="has ended"):
        take_on(course, by=lead)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PRACTITIONER, Role.TRAINEE])
def test_only_who_leads_gives_courses_to_others(team, role, lead):
    with pytest.raises(PermissionDenied):
        allocate(by=make.member(team, role), courses=["x"], lead=lead)


def test_a_course_of_another_team_cannot_be_given(supervisor, lead):
    foreign = make.course()
    with pytest.raises(NotPossible, match="in your team"):
        allocate(by=supervisor, courses=[foreign.ref], lead=lead)


def test_nobody_of_another_team_is_given_a_course(team, supervisor):
    course = make.course(make.matched_referral(team))
    with pytest.raises(NotPossible, match="team that has"):
        allocate(by=supervisor, courses=[course.ref], lead=make.member(make.team(), Role.PRACTITIONER))


def test_more_sessions_are_planned_but_not_without_end(team, lead):
    course = make.course(make.matched_referral(team), lead)
    changed = change_course(course, by=lead, pathway="worry", sessions_planned=10, session_minutes=50)
    assert (changed.sessions_planned, changed.session_minutes) == (10, 50)
    with pytest.raises(NotPossible, match="1 to 40"):
        change_course(course, by=lead, pathway="worry", sessions_planned=400, session_minutes=50)


@pytest.fixture
def other(team):
    return make.team(team.organisation.provider)


def test_a_transfer_moves_nothing_until_the_other_team_accepts(team, other, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    transfer = ask_transfer(
        course, by=supervisor, to_team=other.organisation, reason="Moved to a school of yours"
    )
    course.refresh_from_db()
    assert course.team == team.organisation
    there = make.member(other, Role.SUPERVISOR)
    answer_transfer(transfer, by=there, accept=True)
    course.refresh_from_db()
    course.young_person.refresh_from_db()
    course.referral.refresh_from_db()
    assert {course.team, course.young_person.team, course.referral.team} == {other.organisation}
    assert course.lead is None
    assert Course.objects.visible_to(there).unallocated().get() == course
    assert not Course.objects.visible_to(supervisor).exists()


def test_what_is_followed_goes_to_the_other_team_with_nobody(team, other, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    person = course.young_person
    followed = handed_over(lead, person)
    change = add_transition(person, by=lead, kind="school_move", due_on=date(2027, 3, 1))
    call = make.contact(course, on=make.TODAY + timedelta(days=3))
    Contact.objects.filter(pk=call.pk).update(course=None)
    group = Group.objects.create(
        provider=person.provider,
        team=team.organisation,
        starts_on=make.TODAY,
        sessions_planned=2,
        name="Sleep",
        kind="group",
    )
    place = GroupMember.objects.create(
        provider=person.provider,
        team=team.organisation,
        young_person=person,
        group=group,
        joined_on=date(2026, 11, 3),
    )
    late = raise_alert(
        "hand_over_follow_up",
        words="The day to ask again is over",
        provider=person.provider,
        team=team.organisation,
        young_person=person,
        by=Service(),
        about=followed.ref,
        about_address="/",
    )
    transfer = ask_transfer(course, by=supervisor, to_team=other.organisation, reason="Moved")
    there = make.member(other, Role.SUPERVISOR)
    answer_transfer(transfer, by=there, accept=True)
    for record in (followed, change, call, place, late):
        record.refresh_from_db()
    for record in (followed, change, call):
        assert record.team == other.organisation
    assert (followed.owner, change.owner, call.lead) == (None, None, None)
    assert (place.left_on, place.left_why) == (make.TODAY, "With another team now")
    assert (late.team, late.owner) == (other.organisation, there)
    assert HandOver.objects.visible_to(there).nobodys(make.TODAY).get() == followed
    tasks = Task.objects.open().filter(young_person=person)
    assert {(one.team, one.owner) for one in tasks} == {(other.organisation, None)}
    assert "Say who sees them on 27 November: it is booked, and nobody has it" in {one.words for one in tasks}
    assert not Alert.objects.open().filter(about=transfer.ref).exists()


def test_the_other_team_reads_whom_it_is_asked_to_take_on(team, other, supervisor, lead, sign_in):
    course = make.course(make.matched_referral(team), lead)
    transfer = ask_transfer(course, by=supervisor, to_team=other.organisation, reason="Moved house")
    browser = sign_in(make.member(other, Role.SUPERVISOR))
    words = words_of(browser.get(f"/transfers/{transfer.ref}/answer"))
    assert f"{team.name} asks you to take on {course.young_person.name} (" in words
    assert "): Moved house" in words


def test_a_no_gives_its_reason_and_everything_stays(team, other, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    transfer = ask_transfer(course, by=supervisor, to_team=other.organisation, reason="Moved")
    there = make.member(other, Role.SUPERVISOR)
    with pytest.raises(NotPossible, match="Enter why"):
        answer_transfer(transfer, by=there, accept=False)
    answer_transfer(transfer, by=there, accept=False, answer="No room before January")
    assert {alert.young_person for alert in Alert.objects.all()} == {course.young_person}
    course.refresh_from_db()
    assert (course.team, course.lead) == (team.organisation, lead)


def test_a_transfer_is_answered_once_and_by_the_team_that_was_asked(team, other, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    transfer = ask_transfer(course, by=supervisor, to_team=other.organisation, reason="Moved")
    with pytest.raises(NotPossible, match="team that was asked"):
        answer_transfer(transfer, by=supervisor, accept=True)
    take_back(transfer, by=supervisor)
    with pytest.raises(NotPossible, match="answered already"):
        answer_transfer(transfer, by=make.member(other, Role.SUPERVISOR), accept=True)


def test_no_transfer_leaves_the_provider(team, supervisor, lead):
    course = make.course(make.matched_referral(team), lead)
    with pytest.raises(NotPossible, match="hand over"):
        ask_transfer(course, by=supervisor, to_team=make.team().organisation, reason="Moved")


@pytest.fixture
def in_school(team, lead):
    """A course with a contact that is booked in its practitioner's own visit to a school on 1 December."""
    school = make.service(team).school
    course = make.course(make.matched_referral(team, school=school), lead)
    visit = a_visit(lead, school)
    return make.contact(course, on=date(2026, 12, 1), at=time(9, 30), visit=visit, school=school)


def a_visit(member, school, **fields):
    ordinary = {
        "provider": member.organisation.provider,
        "team": member.organisation,
        "member": member,
        "school": school,
        "day": date(2026, 12, 1),
        "starts_at": moment(date(2026, 12, 1), time(9)),
        "ends_at": moment(date(2026, 12, 1), time(12)),
    }
    return Visit.objects.create(**(ordinary | fields))


def test_a_contact_goes_into_the_visit_that_the_new_lead_has_there_that_day(team, supervisor, in_school):
    other = make.member(team, Role.PRACTITIONER)
    own = a_visit(other, in_school.school, room="Library")
    allocate(by=supervisor, courses=[in_school.course.ref], lead=other)
    in_school.refresh_from_db()
    assert (in_school.visit, in_school.room) == (own, "Library")
    assert not Task.objects.exists()


def test_where_the_new_lead_has_no_visit_there_a_task_asks_to_move_or_cover_it(team, supervisor, in_school):
    other = make.member(team, Role.PRACTITIONER)
    allocate(by=supervisor, courses=[in_school.course.ref], lead=other)
    (task,) = Task.objects.all()
    assert (task.owner, task.about) == (other, in_school.ref)
    assert task.words.startswith("Move or cover 1 December, 9:30am: no visit to ")


def test_where_the_new_lead_is_away_that_day_a_task_says_so(team, supervisor, in_school):
    trainee = make.member(team, Role.TRAINEE)
    a_visit(trainee, in_school.school)
    AwayDay.objects.create(
        provider=in_school.provider,
        team=in_school.team,
        member=trainee,
        kind="university",
        starts_on=date(2026, 9, 1),
        ends_on=date(2027, 7, 1),
        weekday=1,
    )
    allocate(by=supervisor, courses=[in_school.course.ref], lead=trainee, reason="Supervised")
    assert Task.objects.get().words == "Move or cover 1 December, 9:30am: away that day (university)"


def test_the_lead_of_the_plan_and_the_part_in_it_go_with_the_course(team, supervisor, lead, referral):
    course = make.course(referral, lead)
    common = {"provider": course.provider, "team": course.team, "young_person": course.young_person}
    plan = Plan.objects.create(**common, referral=referral, lead_worker=lead)
    began = make.TODAY - timedelta(days=20)
    PlanPart.objects.create(
        **common, plan=plan, course=course, who=lead, role="emhp", what="Six sessions", starts_on=began
    )
    other = make.member(team, Role.TRAINEE)
    allocate(by=supervisor, courses=[course.ref], lead=other, reason="Supervised")
    plan.refresh_from_db()
    assert plan.lead_worker == other
    parts = [(part.who, part.role, part.what, part.ends_on) for part in plan.parts.all()]
    assert parts == [
        (lead, "emhp", "Six sessions", make.TODAY),
        (other, "trainee_emhp", "Six sessions", None),
    ]


def test_whoever_leads_the_plan_through_another_course_goes_on_leading_it(team, supervisor, lead, referral):
    courses = [make.course(referral, lead), make.course(referral, lead)]
    common = {"provider": referral.provider, "team": referral.team, "young_person": referral.young_person}
    plan = Plan.objects.create(**common, referral=referral, lead_worker=lead)
    other = make.member(team, Role.PRACTITIONER)
    for course, leads in zip(courses, (lead, other), strict=True):
        allocate(by=supervisor, courses=[course.ref], lead=other)
        plan.refresh_from_db()
        assert plan.lead_worker == leads
