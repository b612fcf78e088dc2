from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.domain.routes import LeadsPart, default_route
from trailblazer.teams import actions
from trailblazer.teams.models import RouteSetting, Team
from trailblazer.teams.routes import own_setting, route_for, routes_of_schools

pytestmark = pytest.mark.django_db
TODAY = make.TODAY
TOMORROW = TODAY + timedelta(days=1)
LEAD_ONLY = {"who_may_ask": ["school_lead"], "leads_part": "nothing"}
ALL_APPROVED = {"who_may_ask": ["school_lead", "parent", "young_person"], "leads_part": "approves"}


@pytest.fixture
def lead():
    return make.member(role=Role.TEAM_LEAD)


@pytest.fixture
def team(lead):
    return Team.objects.get(pk=lead.organisation_id)


@pytest.fixture
def school(team):
    return make.service(team).school


def test_a_team_that_set_nothing_has_the_usual_route(team, school):
    assert route_for(team, school, TODAY) == route_for(team, None, TODAY) == default_route()


def test_a_route_holds_from_its_day_on(team, lead):
    actions.set_route(team, by=lead, in_force_from=TOMORROW, settings=ALL_APPROVED)
    assert route_for(team, None, TODAY) == default_route()
    assert route_for(team, None, TOMORROW).leads_part is LeadsPart.APPROVES


def test_the_newest_setting_of_one_day_holds(team, lead):
    actions.set_route(team, by=lead, in_force_from=TODAY, settings=ALL_APPROVED)
    actions.set_route(team, by=lead, in_force_from=TODAY, settings=LEAD_ONLY)
    assert route_for(team, None, TODAY).who_may_ask == {"school_lead"}
    assert RouteSetting.objects.count() == 2


def test_a_school_does_otherwise_until_it_does_as_the_team_again(team, school, lead):
    actions.set_route(team, by=lead, school=school, in_force_from=TODAY, settings=LEAD_ONLY)
    actions.set_route(team, by=lead, in_force_from=TODAY, settings=ALL_APPROVED)
    assert route_for(team, school, TODAY).who_may_ask == {"school_lead"}
    assert own_setting(team, school, TODAY) is not None
    assert "parent" in route_for(team, make.service(team).school, TODAY).who_may_ask
    actions.do_as_the_team(team, school, by=lead, in_force_from=TOMORROW)
    assert route_for(team, school, TODAY).who_may_ask == {"school_lead"}
    assert "parent" in route_for(team, school, TOMORROW).who_may_ask
    assert own_setting(team, school, TOMORROW) is None


def test_many_schools_at_once_have_the_same_routes_as_one_by_one(team, lead, django_assert_num_queries):
    schools = [make.service(team).school for _ in range(4)]
    actions.set_route(team, by=lead, in_force_from=TODAY, settings=ALL_APPROVED)
    actions.set_route(team, by=lead, school=schools[1], in_force_from=TODAY, settings=LEAD_ONLY)
    actions.set_route(team, by=lead, school=schools[2], in_force_from=TOMORROW, settings=LEAD_ONLY)
    actions.do_as_the_team(team, schools[3], by=lead, in_force_from=TODAY)
    for day in (TODAY - timedelta(days=1), TODAY, TOMORROW):
        one_by_one = {school.pk: route_for(team, school, day) for school in schools}
        with django_assert_num_queries(1):
            assert routes_of_schools(team, [school.pk for school in schools], day) == one_by_one


@pytest.mark.parametrize(
    "wrong, sentence",
    [
        ({"who_may_ask": []}, "choose who"),
        (LEAD_ONLY | {"parent_consents_until": 19}, "0 to 18"),
        (LEAD_ONLY | {"colour": "blue"}, "no setting colour"),
    ],
)
def test_a_route_that_makes_no_sense_is_refused(team, lead, wrong, sentence):
    with pytest.raises(NotPossible, match=sentence):
        actions.set_route(team, by=lead, in_force_from=TODAY, settings=wrong)
    assert not RouteSetting.objects.exists()


def test_the_past_is_not_changed(team, lead):
    with pytest.raises(NotPossible, match="today or later"):
        actions.set_route(team, by=lead, in_force_from=date(2026, 11, 23), settings=LEAD_ONLY)


def test_a_school_of_another_team_has_no_route_here(team, lead):
    with pytest.raises(NotPossible, match="does not serve"):
        actions.set_route(team, by=lead, school=make.school(), in_force_from=TODAY, settings=LEAD_ONLY)


def test_others_set_no_route(team, school, programme):
    other = make.member(role=Role.TEAM_LEAD)
    supervisor = make.member(team, Role.SUPERVISOR)
    for member in (other, supervisor, programme):
        with pytest.raises(PermissionDenied):
            actions.set_route(team, by=member, in_force_from=TODAY, settings=LEAD_ONLY)
        with pytest.raises(PermissionDenied):
            actions.do_as_the_team(team, school, by=member, in_force_from=TODAY)
