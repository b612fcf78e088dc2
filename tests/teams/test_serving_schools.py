from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Role
from trailblazer.teams import actions
from trailblazer.teams.models import JoiningStep, SchoolService, Team
from trailblazer.teams.questions import coverage_of_teams, figures_of_teams, service_of, team_of

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


@pytest.fixture
def lead():
    return make.member(role=Role.TEAM_LEAD)


@pytest.fixture
def team(lead):
    return Team.objects.get(pk=lead.organisation_id)


@pytest.fixture
def school():
    return make.school()


@pytest.fixture
def serving(team, school, lead):
    return actions.serve(team, school, by=lead, starts_on=DAY)


def test_a_school_begins_to_join_and_its_organisation_knows_the_provider(serving, team, school):
    assert (serving.state, serving.starts_on) == ("joining", DAY)
    assert list(make.school_organisation(school).served_by.all()) == [team.provider]
    assert team_of(school, DAY) == team
    assert team_of(school, DAY - timedelta(days=1)) is None


def test_step_by_step_to_full_service(serving, lead):
    for number, step in enumerate(JoiningStep.Step):
        assert serving.state == "joining"
        serving = actions.record_step(serving, by=lead, step=step, on=DAY + timedelta(days=number))
    assert serving.state == "full"
    assert serving.steps.count() == 7
    assert set(serving.steps.values_list("by", flat=True)) == {lead.pk}


def test_a_step_recorded_again_is_changed_and_one_taken_back_is_gone(serving, lead):
    actions.record_step(serving, by=lead, step="room", on=DAY)
    actions.record_step(serving, by=lead, step="room", on=DAY + timedelta(days=2), note="Room H2")
    assert [(step.done_on, step.note) for step in serving.steps.all()] == [(date(2026, 9, 3), "Room H2")]
    actions.record_step(serving, by=lead, step="full_service", on=DAY)
    assert actions.take_back_step(serving, by=lead, step="full_service").state == "joining"
    assert list(serving.steps.values_list("step", flat=True)) == ["room"]


def test_a_paused_school_has_no_team_to_ask_and_then_goes_on(serving, school, team, lead):
    actions.record_step(serving, by=lead, step="full_service", on=DAY)
    actions.pause(serving, by=lead, on=date(2026, 10, 1), reason="No room until half term")
    assert team_of(school, make.TODAY) is None
    assert service_of(school, make.TODAY).team == team
    went_on = actions.resume(serving, by=lead, on=date(2026, 11, 2))
    assert (went_on.state, went_on.paused_on, went_on.reason) == ("full", None, "")
    pause = went_on.past_pauses.get()
    assert (pause.starts_on, pause.ends_on, pause.reason) == (
        date(2026, 10, 1),
        date(2026, 11, 2),
        "No room until half term",
    )
    assert team_of(school, make.TODAY) == team


def test_a_school_that_left_keeps_its_history_and_the_provider_keeps_its_way_to_open_requests(
    serving, school, team, lead
):
    actions.pause(serving, by=lead, on=date(2026, 10, 1), reason="No room")
    left = actions.leave(serving, by=lead, on=date(2026, 11, 2), reason="Served by another team")
    assert (left.state, left.ends_on, left.reason) == ("left", date(2026, 11, 2), "Served by another team")
    assert left.past_pauses.get().reason == "No room"
    assert team_of(school, date(2026, 11, 2)) is None
    assert list(make.school_organisation(school).served_by.all()) == [team.provider]


def test_a_school_that_left_may_come_back_but_not_before_it_left(serving, school, team, lead):
    actions.leave(serving, by=lead, on=date(2026, 11, 2), reason="Reorganised")
    with pytest.raises(NotPossible, match="Enter a later day"):
        actions.serve(team, school, by=lead, starts_on=date(2026, 11, 1))
    again = actions.serve(team, school, by=lead, starts_on=date(2026, 11, 2))
    assert SchoolService.objects.filter(school=school).count() == 2
    assert again.state == "joining"


def test_one_team_serves_a_school_at_a_time(serving, school, team, lead):
    with pytest.raises(NotPossible, match="This team serves this school already"):
        actions.serve(team, school, by=lead, starts_on=DAY)
    other = make.member(role=Role.TEAM_LEAD)
    with pytest.raises(NotPossible, match=f"{team.name} serves this school already"):
        actions.serve(Team.objects.get(pk=other.organisation_id), school, by=other, starts_on=DAY)


@pytest.mark.parametrize(
    "of_school, sentence",
    [
        ({"is_invented": False}, "only invented schools"),
        ({"is_open": False}, "closed or not in England"),
        ({"in_england": False}, "closed or not in England"),
    ],
)
def test_a_school_that_does_not_fit_is_refused(team, lead, of_school, sentence):
    with pytest.raises(NotPossible, match=sentence):
        actions.serve(team, make.school(**of_school), by=lead, starts_on=DAY)
    assert not SchoolService.objects.exists()


def test_a_real_team_serves_no_invented_school(lead, team, school):
    Team.objects.update(is_invented=False)
    with pytest.raises(NotPossible, match="only real schools"):
        actions.serve(team, school, by=lead, starts_on=DAY)


@pytest.mark.parametrize("on", [DAY - timedelta(days=1), make.TODAY + timedelta(days=1)])
def test_a_day_that_cannot_be_is_refused(serving, lead, on):
    with pytest.raises(NotPossible):
        actions.pause(serving, by=lead, on=on, reason="No room")
    with pytest.raises(NotPossible):
        actions.leave(serving, by=lead, on=on, reason="Reorganised")
    assert SchoolService.objects.get().state == "joining"


def test_what_has_left_is_not_changed_any_more(serving, lead):
    actions.leave(serving, by=lead, on=DAY, reason="Never began")
    for change in (
        lambda: actions.leave(serving, by=lead, on=DAY, reason="Again"),
        lambda: actions.pause(serving, by=lead, on=DAY, reason="Again"),
        lambda: actions.resume(serving, by=lead, on=DAY),
        lambda: actions.record_step(serving, by=lead, step="room", on=DAY),
    ):
        with pytest.raises(NotPossible):
            change()


def test_another_provider_changes_nothing(serving, school, team):
    other = make.member(role=Role.TEAM_LEAD)
    for change in (
        lambda: actions.serve(team, make.school(), by=other, starts_on=DAY),
        lambda: actions.pause(serving, by=other, on=DAY, reason="x"),
        lambda: actions.resume(serving, by=other, on=DAY),
        lambda: actions.leave(serving, by=other, on=DAY, reason="x"),
        lambda: actions.record_step(serving, by=other, step="room", on=DAY),
        lambda: actions.take_back_step(serving, by=other, step="room"),
        lambda: actions.note_learners(serving, by=other, learners=5),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert SchoolService.objects.get().version == serving.version


def test_a_save_from_an_old_screen_is_refused(serving, lead):
    actions.note_learners(serving, by=lead, learners=900, version=1)
    with pytest.raises(StaleSave):
        actions.note_learners(serving, by=lead, learners=800, version=1)
    assert SchoolService.objects.get().learners == 900


def test_learners_a_college_told_count_where_the_register_has_none(serving, team, lead):
    SchoolService.objects.all().delete()
    college = make.school(pupils=None, type_group_code="1")
    service = actions.serve(team, college, by=lead, starts_on=DAY)
    assert coverage_of_teams([team], make.TODAY)[team.pk].pupils is None
    actions.note_learners(service, by=lead, learners=8_450)
    covered = coverage_of_teams([team], make.TODAY)[team.pk]
    assert (covered.pupils, covered.is_above_by_one_setting) == (8_450, True)


def test_paused_and_left_schools_are_not_covered(team):
    for state in ("joining", "full"):
        make.service(team, make.school(pupils=100), state=state)
    make.service(team, make.school(pupils=1_000), state="paused", paused_on=DAY)
    make.service(team, make.school(pupils=1_000), state="left", ends_on=DAY)
    make.service(team, make.school(pupils=1_000), starts_on=make.TODAY + timedelta(days=1))
    assert coverage_of_teams([team], make.TODAY)[team.pk].pupils == 200


@pytest.mark.parametrize(
    "closed_on, on, counted",
    [
        (date(2026, 8, 31), date(2026, 8, 30), 500),  # a figure of an earlier day stays what it was
        (date(2026, 8, 31), date(2026, 8, 31), 200),
        (None, make.TODAY, 200),
    ],
)
def test_a_school_that_closed_is_not_covered_from_that_day(team, closed_on, on, counted):
    make.service(team, make.school(pupils=200))
    make.service(team, make.school(pupils=300, is_open=False, status_code="2", closed_on=closed_on))
    assert coverage_of_teams([team], on)[team.pk].pupils == counted
    assert figures_of_teams(on)["settings"] == (2 if counted == 500 else 1)


@pytest.mark.parametrize(
    "status, answers", [("planned", False), ("in_training", True), ("operational", True), ("closed", False)]
)
def test_only_a_working_team_is_there_to_ask(school, status, answers):
    team = make.team(status=status)
    make.service(team, school)
    assert (team_of(school, make.TODAY) == team) is answers
    assert (team_of(school.pk, make.TODAY) is not None) is answers
