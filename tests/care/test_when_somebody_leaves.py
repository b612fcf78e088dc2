"""Somebody leaves: what they hold is said before, listed in one pack, given in one step, and lost from no list."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from tests.care.handing import handed_over
from trailblazer.access import actions as people
from trailblazer.access.models import LogEntry
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.access.today import now
from trailblazer.alerts.models import Alert
from trailblazer.care import holding
from trailblazer.care.actions.leaving import GIVES, give_everything
from trailblazer.care.actions.tasks import give_task
from trailblazer.care.models import Contact, Group, GroupSession, HandOver, Task, Transition, Visit
from trailblazer.care.pack import SHOWN
from trailblazer.care.schedule_hand_overs import say_which_to_ask_about
from trailblazer.domain.contacts import moment

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
MONDAY = TODAY + timedelta(days=(7 - TODAY.weekday()) % 7 or 7)


@pytest.fixture(autouse=True)
def on_the_day(settings):
    settings.TODAY = TODAY


@pytest.fixture
def leaver(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def colleague(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def team_lead(team):
    return make.member(team, Role.TEAM_LEAD)


@pytest.fixture
def school(team):
    return make.service(team).school


@pytest.fixture
def course(team, leaver, school):
    person = make.young_person(team, school=school)
    return make.course(make.matched_referral(team, young_person=person, school=school), leaver)


def of_team(member):
    return {"provider": member.organisation.provider, "team": member.organisation}


def make_visit(member, school, day=MONDAY):
    hours = [moment(day, at) for at in (time(9), time(12))]
    return Visit.objects.create(
        **of_team(member), member=member, school=school, day=day, starts_at=hours[0], ends_at=hours[1]
    )


@pytest.fixture
def everything(leaver, course, school):
    """One of each kind of thing that somebody can hold."""
    person = course.young_person
    visit = make_visit(leaver, school)
    group = Group.objects.create(**of_team(leaver), name="Worries group", school=school, starts_on=TODAY)
    group.leaders.add(leaver)
    GroupSession.objects.create(
        **of_team(leaver),
        group=group,
        number=1,
        starts_at=moment(MONDAY, time(13)),
        ends_at=moment(MONDAY, time(14)),
    )
    return {
        "courses": course,
        "visits": visit,
        "groups": group,
        "hand_overs": handed_over(leaver, person, referral=course.referral),
        "transitions": Transition.objects.create(
            **of_team(leaver), young_person=person, kind="age_16", due_on=MONDAY, found_on=TODAY, owner=leaver
        ),
        "tasks": Task.objects.create(**of_team(leaver), owner=leaver, words="Ring the office", due_on=MONDAY),
        "alerts": Alert.objects.create(
            **of_team(leaver),
            kind="other",
            words="Look at this",
            owner=leaver,
            due_at=moment(MONDAY, time(9)),
        ),
        "requests": make.matched_referral(leaver.organisation.team, owner=leaver),
    }


def counts_of(member, by):
    return holding.counts(by, TODAY, [member.pk]).get(member.pk, {})


def test_each_thing_is_counted_once(everything, leaver, team_lead):
    """The task of a hand-over is part of the hand-over."""
    assert Task.objects.open().filter(owner=leaver).count() == 2
    assert counts_of(leaver, team_lead) == dict.fromkeys(everything, 1)


def test_all_of_it_is_given_in_one_step_and_each_is_in_the_log_once(everything, leaver, colleague, team_lead):
    give_everything(leaver, by=team_lead, lead=colleague)
    assert counts_of(leaver, team_lead) == {}
    assert counts_of(colleague, team_lead) == dict.fromkeys(everything, 1)
    assert not Task.objects.open().filter(owner=leaver).exists()
    assert list(everything["groups"].leaders.all()) == [colleague]
    for code in ("visits", "groups", "hand_overs", "transitions", "tasks", "requests", "alerts"):
        changes = LogEntry.objects.filter(record=everything[code].ref, member=team_lead, kind="change")
        assert changes.count() == 1, code
    assert LogEntry.objects.filter(record=leaver.ref, what__startswith="everything").count() == 1


def test_a_task_of_a_hand_over_that_a_colleague_has_stays_theirs(
    everything, leaver, colleague, team, team_lead
):
    third = make.member(team, Role.PRACTITIONER)
    task = Task.objects.get(about=everything["hand_overs"].ref)
    give_task(task, by=leaver, owner=third, due_on=task.due_on)
    give_everything(leaver, by=team_lead, lead=colleague)
    task.refresh_from_db()
    assert (task.owner, HandOver.objects.get().owner) == (third, colleague)


def test_it_can_be_given_after_they_have_left(everything, leaver, colleague, team_lead):
    people.end(leaver, by=team_lead)
    give_everything(leaver, by=team_lead, lead=colleague)
    assert counts_of(leaver, team_lead) == {}


def test_contacts_stay_in_the_visits_that_are_given_with_them(
    everything, course, leaver, colleague, team_lead
):
    contact = make.contact(course, on=MONDAY, at=time(9, 30), visit=everything["visits"], lead=leaver)
    give_everything(leaver, by=team_lead, lead=colleague)
    contact.refresh_from_db()
    assert (contact.lead, contact.visit) == (colleague, everything["visits"])


def test_what_is_booked_for_the_course_of_a_colleague_is_given_too(
    everything, team, leaver, colleague, team_lead
):
    other = make.course(make.matched_referral(team), colleague)
    joint = make.contact(other, on=MONDAY, lead=leaver)
    assert counts_of(leaver, team_lead)["contacts"] == 1
    give_everything(leaver, by=team_lead, lead=colleague)
    assert Contact.objects.get(pk=joint.pk).lead == colleague


def test_every_kind_that_is_listed_is_given():
    assert set(GIVES) == {kind.code for kind in holding.KINDS}
    assert set(SHOWN) | {"courses"} == set(GIVES)


def test_nothing_is_given_to_somebody_of_another_team_or_who_does_not_help(
    everything, leaver, team, team_lead
):
    for stranger in (make.member(make.team()), make.member(team, Role.ADMINISTRATOR), leaver):
        with pytest.raises(NotPossible, match="Choose someone"):
            give_everything(leaver, by=team_lead, lead=stranger)
    assert len(counts_of(leaver, team_lead)) == len(everything)


def test_the_pack_lists_all_of_it(everything, leaver, team_lead, sign_in):
    shown = sign_in(team_lead).get(f"/caseload/pack/{leaver.ref}").content.decode()
    for words in (
        "Worries group",
        "Larkmere CAMHS",
        "Ring the office",
        "1 change to come",
        "1 visit to come",
    ):
        assert words in shown
    assert everything["requests"].young_person.name in shown


def test_the_pack_is_reached_from_the_pages_of_the_team_until_all_is_given(
    everything, leaver, colleague, team_lead, sign_in
):
    people.end(leaver, by=team_lead)
    client, link = sign_in(team_lead), f"/caseload/pack/{leaver.ref}"
    for address in ("/caseload/team", "/caseload/nobody"):
        assert link in client.get(address).content.decode()
    give_everything(leaver, by=team_lead, lead=colleague)
    for address in ("/caseload/team", "/caseload/nobody"):
        assert link not in client.get(address).content.decode()


def test_all_of_it_is_given_on_a_page(everything, leaver, colleague, team_lead, sign_in):
    address = f"/caseload/pack/{leaver.ref}/give"
    client = sign_in(team_lead)
    assert colleague.user.name in client.get(address).content.decode()
    sent = client.post(address, {"submission_key": "a" * 32, "lead": colleague.ref, "reason": ""})
    assert sent.status_code == 302
    assert counts_of(leaver, team_lead) == {}


@pytest.mark.parametrize(
    "address, key",
    [("/hand-overs/?list=nobody", "hand_overs"), ("/transitions/?list=nobody", "transitions")],
)
def test_what_a_leaver_had_is_with_nobody_in_every_list(everything, leaver, team_lead, sign_in, address, key):
    client, ref = sign_in(team_lead), everything[key].ref
    assert ref not in client.get(address).content.decode()
    people.end(leaver, by=team_lead)
    shown = client.get(address).content.decode()
    assert ref in shown
    assert "who left" in shown


def test_tasks_of_a_leaver_are_with_nobody(everything, leaver, team_lead, sign_in):
    client = sign_in(team_lead)
    assert "Ring the office" not in client.get("/tasks?whose=nobody").content.decode()
    people.end(leaver, by=team_lead)
    assert "Ring the office" in client.get("/tasks?whose=nobody").content.decode()


def test_the_page_that_ends_a_role_says_before_what_they_still_hold(everything, leaver, team_lead, sign_in):
    page = sign_in(team_lead).get(f"/people/{leaver.ref}").content.decode()
    assert "1 open course" in page
    assert "1 hand-over" in page
    assert f"/caseload/pack/{leaver.ref}" in page


def test_an_administrator_is_told_who_can_give_it(everything, leaver, team, sign_in):
    page = sign_in(make.member(team, Role.ADMINISTRATOR)).get(f"/people/{leaver.ref}").content.decode()
    assert "1 open course" in page
    assert "/caseload/pack/" not in page


def test_the_alert_of_a_leaver_goes_to_the_supervisor_on_duty(everything, team, leaver, team_lead):
    supervisor = make.member(team, Role.SUPERVISOR)
    HandOver.objects.update(follow_up_on=TODAY - timedelta(days=1))
    people.end(leaver, by=team_lead)
    say_which_to_ask_about(None)
    assert Alert.objects.get(kind="hand_over_follow_up").owner == supervisor


def test_the_open_alerts_of_a_leaver_go_up(everything, leaver, team_lead):
    assert not Alert.objects.neglected(now()).exists()
    people.end(leaver, by=team_lead)
    assert list(Alert.objects.neglected(now())) == [everything["alerts"]]


def test_pages_ask_no_more_however_much_is_held(everything, team, leaver, team_lead, sign_in):
    client = sign_in(team_lead)
    addresses = (f"/caseload/pack/{leaver.ref}", "/caseload/team", "/caseload/nobody")
    for address in addresses:
        client.get(address)
    before = [_queries(client, address) for address in addresses]
    for number in range(5):
        Task.objects.create(**of_team(leaver), owner=leaver, words=f"Task {number}", due_on=MONDAY)
        made = make.course(make.matched_referral(team), leaver)
        handed_over(leaver, made.young_person)
        make.matched_referral(team, owner=leaver)
    assert [_queries(client, address) for address in addresses] == before


def _queries(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
