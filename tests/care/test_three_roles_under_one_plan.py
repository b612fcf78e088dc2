"""A family whom a practitioner, a family support worker and a psychologist help at once, under one plan."""

from datetime import date, time, timedelta

import pytest

from tests import make
from trailblazer.access.roles import Role
from trailblazer.care.actions.courses import allocate, open_course
from trailblazer.care.actions.plans import add_part, begin_plan
from trailblazer.care.caseloads import held_by
from trailblazer.care.models import Course
from trailblazer.care.staff import post_of
from trailblazer.safeguarding.actions.risk import assess_risk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
HELP = {
    Role.PRACTITIONER: ("behavioural_activation", 8, 45),
    Role.FAMILY_SUPPORT_WORKER: ("family_support", 8, 60),
    Role.PSYCHOLOGIST: ("psychology_consultation", 3, 60),
}


@pytest.fixture
def family():
    return Family()


class Family:
    """One request, three courses, one plan with a lead worker and a part for each."""

    def __init__(self):
        self.team = make.team()
        self.supervisor = make.member(self.team, Role.SUPERVISOR)
        self.members = {role: make.member(self.team, role) for role in HELP}
        self.referral = make.matched_referral(self.team)
        self.courses = {role: self._course(role) for role in HELP}
        self.practitioner = self.members[Role.PRACTITIONER]
        self.plan = begin_plan(
            self.referral,
            by=self.practitioner,
            what_we_will_do="Mornings, school and mood",
            lead_worker=self.practitioner,
        )
        for role, member in self.members.items():
            add_part(
                self.plan,
                by=self.practitioner,
                who=member,
                role=post_of(member),
                course=self.courses[role],
                what=HELP[role][0].replace("_", " "),
                starts_on=make.TODAY,
            )

    def _course(self, role):
        pathway, sessions, minutes = HELP[role]
        return open_course(
            self.referral,
            by=self.supervisor,
            pathway=pathway,
            sessions_planned=sessions,
            session_minutes=minutes,
            lead=self.members[role],
            opened_on=self.referral.received_on if role == Role.PRACTITIONER else make.TODAY,
        )


def test_each_role_has_its_own_course_in_a_caseload_of_its_own(family):
    for role, member in family.members.items():
        assert [course.pathway for course in held_by(member)] == [HELP[role][0]]


def test_none_of_the_three_needed_a_reason_because_each_pathway_names_its_role(family):
    assert Course.objects.count() == 3


def test_the_request_stays_with_whoever_came_first(family):
    family.referral.refresh_from_db()
    assert family.referral.owner == family.practitioner
    other = make.member(family.team, Role.FAMILY_SUPPORT_WORKER)
    allocate(
        by=family.supervisor, courses=[family.courses[Role.FAMILY_SUPPORT_WORKER].ref], lead=other, reason=""
    )
    family.referral.refresh_from_db()
    assert family.referral.owner == family.practitioner


@pytest.mark.parametrize("role", HELP)
def test_each_sees_on_their_course_who_else_helps_and_who_leads(family, role, sign_in):
    page = sign_in(family.members[role]).get(f"/courses/{family.courses[role].ref}/").content.decode()
    for member in family.members.values():
        assert member.user.name in page
    assert f"the lead worker is {family.practitioner.user.name}" in page


@pytest.mark.parametrize("role", HELP)
def test_each_starts_from_a_menu_with_their_own_caseload(family, role, sign_in):
    page = sign_in(family.members[role]).get("/caseload/?page=1").content.decode()
    assert family.referral.young_person.name in page
    assert page.count("<tbody>") == 1
    assert f"/courses/{family.courses[role].ref}/" in page
    others = {one.ref for one in family.courses.values()} - {family.courses[role].ref}
    assert not any(ref in page for ref in others)


def test_a_joint_session_is_one_contact_of_both(family):
    course = family.courses[Role.PSYCHOLOGIST]
    joint = make.contact(course, on=date(2026, 11, 24), at=time(9))
    joint.staff.add(family.practitioner)
    assert list(family.practitioner.contacts_joined.all()) == [joint]
    assert not family.practitioner.contacts_led.exists()


def test_the_course_page_asks_no_more_for_more_courses(family, sign_in, django_assert_max_num_queries):
    client = sign_in(family.practitioner)
    address = f"/courses/{family.courses[Role.PRACTITIONER].ref}/"

    def asked():
        with django_assert_max_num_queries(40) as seen:
            assert client.get(address).status_code == 200
        return len(seen.captured_queries)

    asked()
    few = min(asked(), asked())  # a session is renewed now and then
    for _ in range(9):
        make.course(family.referral, family.members[Role.PSYCHOLOGIST])
    assert min(asked(), asked()) == few


def test_every_giving_is_shown_with_its_reason(family, sign_in):
    course = family.courses[Role.FAMILY_SUPPORT_WORKER]
    other = make.member(family.team, Role.FAMILY_SUPPORT_WORKER)
    allocate(by=family.supervisor, courses=[course.ref], lead=other, reason="Goes on leave")
    page = sign_in(other).get(f"/courses/{course.ref}/").content.decode()
    assert "Goes on leave" in page
    assert family.members[Role.FAMILY_SUPPORT_WORKER].user.name in page


@pytest.mark.parametrize("form", ["", "change", "transfer", "end"])
def test_risk_stands_on_every_page_of_the_course(family, form, sign_in):
    assess_risk(
        family.referral.young_person,
        by=family.supervisor,
        level="medium",
        headline="Walks out of lessons",
        what="Left school twice",
        told_on=make.TODAY,
        review_on=make.TODAY + timedelta(days=7),
    )
    course = family.courses[Role.PRACTITIONER]
    page = sign_in(family.supervisor).get(f"/courses/{course.ref}/{form}").content.decode()
    assert "Risk: Walks out of lessons" in page
