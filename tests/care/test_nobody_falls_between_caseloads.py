"""Whatever happens to courses and people, caseloads + with nobody + closed = all, as the pages show them."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from trailblazer.access import actions as people
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.alerts.models import Alert
from trailblazer.care import caseloads
from trailblazer.care.actions.courses import allocate, open_course, take_on
from trailblazer.care.actions.endings import end_course, reopen_course
from trailblazer.care.actions.transfers import answer_transfer, ask_transfer
from trailblazer.care.caseload_sum import account_of
from trailblazer.care.caseloads import held_by, helpers_of, in_nobodys_hands, without_a_course
from trailblazer.care.models import Course
from trailblazer.care.schedule_caseloads import add_up_the_caseloads
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
STEPS = (
    "accept",
    "open",
    "give",
    "take",
    "to_nobody",
    "end",
    "reopen",
    "leave",
    "change_role",
    "transfer",
    "refuse_transfer",
    "withdraw",
)
ORDINARY = {"pathway": "worry", "sessions_planned": 8, "session_minutes": 45}


class World:
    """Two teams of one provider, and what happens to them."""

    def __init__(self):
        provider = make.provider()
        self.teams = [make.team(provider), make.team(provider)]
        self.supervisors = [make.member(team, Role.SUPERVISOR) for team in self.teams]
        self.team_leads = [make.member(team, Role.TEAM_LEAD) for team in self.teams]
        self.helpers = [[make.member(team, Role.PRACTITIONER) for _ in range(2)] for team in self.teams]

    def do(self, step, side, number):
        team, by = self.teams[side], self.supervisors[side]
        helper = self.helpers[side][number % 2]
        helper.refresh_from_db()
        courses = list(Course.objects.visible_to(by).open().order_by("pk"))
        course = courses[number % len(courses)] if courses else None
        with suppress(NotPossible):  # what is refused changes nothing, which the sum shows
            getattr(self, step)(team, by, helper, course, side)

    def open(self, team, by, helper, course, side):
        open_course(make.matched_referral(team), by=by, **ORDINARY)

    def accept(self, team, by, helper, course, side):
        """Accepted, and nothing has begun."""
        make.matched_referral(team)

    def give(self, team, by, helper, course, side):
        allocate(by=by, courses=[course.ref] if course else [], lead=helper)

    def to_nobody(self, team, by, helper, course, side):
        allocate(by=by, courses=[course.ref] if course else [], lead=None)

    def take(self, team, by, helper, course, side):
        if course:
            take_on(course, by=helper)

    def end(self, team, by, helper, course, side):
        if course:
            end_course(
                course,
                by=by,
                ended_on=make.TODAY,
                reason="completed",
                unpaired_reason="No second questionnaire",
                send=False,
            )

    def reopen(self, team, by, helper, course, side):
        ended = caseloads.closed(Course.objects.visible_to(by)).order_by("pk").first()
        if ended:
            reopen_course(ended, by=by, reason="Came back worried")

    def leave(self, team, by, helper, course, side):
        if helper.ended_on is None:
            people.end(helper, by=self.team_leads[side], on=make.TODAY)

    def change_role(self, team, by, helper, course, side):
        if helper.ended_on is None:
            people.change_role(helper, by=self.team_leads[side], role=Role.ADMINISTRATOR)

    def transfer(self, team, by, helper, course, side):
        if course:
            asked = ask_transfer(course, by=by, to_team=self.teams[1 - side].organisation, reason="Moved")
            answer_transfer(asked, by=self.supervisors[1 - side], accept=True)

    def refuse_transfer(self, team, by, helper, course, side):
        if course:
            asked = ask_transfer(course, by=by, to_team=self.teams[1 - side].organisation, reason="Moved")
            answer_transfer(asked, by=self.supervisors[1 - side], accept=False, answer="No room")

    def withdraw(self, team, by, helper, course, side):
        """A course may be left whose request is no longer accepted: it still counts."""
        if course:
            Referral.objects.filter(pk=course.referral_id).update(state="closed")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 1), st.integers(0, 5)), max_size=14))
def test_the_sum_is_right_after_any_history(steps):
    world = World()
    for step in steps:
        world.do(*step)
        for team, by in zip(world.teams, world.supervisors, strict=True):
            organisation = team.organisation
            account = account_of(organisation, make.TODAY)
            assert account.is_right, (steps, account.words)
            shown = [
                course.ref
                for member in helpers_of(organisation, make.TODAY)
                for course in held_by(member, Course.objects.visible_to(by))
            ]
            shown += [course.ref for course in in_nobodys_hands(Course.objects.visible_to(by), make.TODAY)]
            assert sorted(shown) == sorted(Course.objects.visible_to(by).open().values_list("ref", flat=True))


def test_the_courses_of_someone_who_left_are_with_nobody():
    team = make.team()
    lead = make.member(team, Role.PRACTITIONER)
    course = make.course(make.matched_referral(team), lead)
    lead.ended_on = make.TODAY
    lead.save()
    assert in_nobodys_hands(Course.objects.all(), make.TODAY).get() == course


def test_an_accepted_request_without_a_course_is_with_nobody():
    referral = make.matched_referral()
    assert without_a_course(Referral.objects.all()).get() == referral
    course = make.course(referral)
    assert not without_a_course(Referral.objects.all()).exists()
    Course.objects.filter(pk=course.pk).update(state="ended", ended_on=make.TODAY)
    assert without_a_course(Referral.objects.all()).get() == referral


def _lost_with_a_colleague_of_another_team(course, other):
    """In the list of nobody: its own team cannot see it as with nobody, and the other cannot see the young person."""
    Course.objects.update(team=other.organisation, lead=make.member(other, Role.PRACTITIONER))


def _in_two_lists(course, other):
    Course.objects.update(team=other.organisation, lead=make.member(course.team, Role.PRACTITIONER))


def _request_left_behind(course, other):
    """The young person moved and the request did not: it is listed where nobody can begin its help."""
    Course.objects.all().delete()
    YoungPerson.objects.update(team=other.organisation)


def _of_no_team(course, other):
    YoungPerson.objects.update(team=None)


@pytest.mark.parametrize(
    "go_wrong, alerts",
    [
        (_lost_with_a_colleague_of_another_team, 1),
        (_in_two_lists, 1),
        (_request_left_behind, 2),  # one list has it too many, the other too few
        (_of_no_team, 1),
    ],
)
def test_a_sum_that_is_wrong_is_an_alert_and_not_one_each_hour(go_wrong, alerts):
    team = make.team()
    make.member(team, Role.SUPERVISOR)
    other = make.team(team.organisation.provider)
    course = make.course(make.matched_referral(team))
    raised = Alert.objects.filter(kind="caseloads_do_not_add_up")
    assert add_up_the_caseloads(progress=None) == 0
    assert not raised.exists()
    go_wrong(course, other)
    for _ in range(2):
        assert add_up_the_caseloads(progress=None) == alerts
        assert raised.count() == alerts


def rows_and_queries(client, django_assert_max_num_queries, path):
    with django_assert_max_num_queries(60) as seen:
        response = client.get(path)
    assert response.status_code == 200
    return len(seen.captured_queries), response.content.decode()


@pytest.mark.parametrize("path", ["/caseload/everyone", "/caseload/team", "/caseload/nobody", "/caseload/"])
def test_the_pages_ask_as_many_questions_for_three_as_for_twelve(
    path, sign_in, django_assert_max_num_queries
):
    team = make.team()
    supervisor = make.member(team, Role.SUPERVISOR)
    client: Client = sign_in(supervisor)
    counts = []
    for _ in range(2):
        for number in range(3 if not counts else 9):
            lead = supervisor if number % 2 else None
            course = make.course(make.matched_referral(team), lead)
            if lead:
                make.contact(course, on=make.TODAY + timedelta(days=7))
        client.get(path)
        asked = [
            rows_and_queries(client, django_assert_max_num_queries, f"{path}?page=1")[0] for _ in range(2)
        ]
        counts.append(min(asked))  # a session is renewed now and then
    assert counts[0] == counts[1]


def test_a_caseload_is_narrowed_to_what_is_owed(sign_in):
    team = make.team()
    lead = make.member(team, Role.PRACTITIONER)
    met = make.course(make.matched_referral(team), lead)
    make.contact(met, on=make.TODAY + timedelta(days=2))
    unmet = make.course(make.matched_referral(team), lead)
    shown = sign_in(lead).get("/caseload/?only=next_contact").content.decode()
    assert unmet.young_person.name in shown
    assert met.young_person.name not in shown


def test_a_view_is_kept_under_a_name_and_is_ones_own(sign_in):
    team = make.team()
    lead, colleague = make.member(team, Role.PRACTITIONER), make.member(team, Role.PRACTITIONER)
    client = sign_in(lead)
    client.post(
        "/caseload/views/mine/keep",
        {"submission_key": "a" * 32, "name": "To book", "question": "only=next_contact"},
    )
    assert "To book" in client.get("/caseload/?page=1").content.decode()
    assert "To book" not in sign_in(colleague).get("/caseload/?page=1").content.decode()


def test_a_supervisor_gives_those_chosen_to_someone(sign_in):
    team = make.team()
    supervisor, lead = make.member(team, Role.SUPERVISOR), make.member(team, Role.PRACTITIONER)
    courses = [make.course(make.matched_referral(team)) for _ in range(2)]
    client = sign_in(supervisor)
    refs = [course.ref for course in courses]
    assert "Give courses of support" in client.post("/caseload/give", {"courses": refs}).content.decode()
    client.post(
        "/caseload/give", {"courses": refs, "lead": lead.ref, "reason": "", "submission_key": "b" * 32}
    )
    assert set(Course.objects.values_list("lead", flat=True)) == {lead.pk}


def test_a_course_is_begun_on_its_page(sign_in):
    team = make.team()
    lead = make.member(team, Role.PRACTITIONER)
    referral = make.matched_referral(team)
    client = sign_in(lead)
    page = client.get(f"/requests/{referral.ref}/course").content.decode()
    assert "Guided self-help for anxiety" in page
    client.post(
        f"/requests/{referral.ref}/course",
        {
            "submission_key": "c" * 32,
            "pathway": "worry",
            "sessions_planned": "8",
            "session_minutes": "45",
            "lead": lead.ref,
            "reason": "",
        },
    )
    assert Course.objects.get().lead == lead
