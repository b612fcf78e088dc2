"""A team's school closes in the register: it is not counted, the team is told, and what it became can be served."""

from datetime import date

import pytest

from tests import make
from trailblazer.access.roles import Role
from trailblazer.places.models import SchoolLink
from trailblazer.teams.models import Team
from trailblazer.teams.questions import service_of, team_of

pytestmark = pytest.mark.django_db
CLOSED_ON, OPENED_ON = date(2026, 8, 31), date(2026, 9, 1)


@pytest.fixture
def lead():
    return make.member(role=Role.TEAM_LEAD)


@pytest.fixture
def team(lead):
    return Team.objects.get(pk=lead.organisation_id)


@pytest.fixture
def old():
    return make.school(name="Old School", is_open=False, status_code="2", closed_on=CLOSED_ON)


@pytest.fixture
def new(old):
    school = make.school(name="New Academy", opened_on=OPENED_ON)
    SchoolLink.objects.create(school=old, linked_urn=school.urn, kind="Successor")
    return school


def test_who_asks_at_a_closed_school_asks_where_what_it_became_is_served(team, old, new):
    make.service(team, old, state="left", ends_on=OPENED_ON)
    after = make.service(team, new, state="joining", starts_on=OPENED_ON)
    for asked in (old, old.urn):
        assert service_of(asked, make.TODAY) == after
        assert team_of(asked, make.TODAY) == team


def test_until_then_its_own_team_goes_on_answering_it(team, old, new):
    service = make.service(team, old)
    assert service_of(old, make.TODAY) == service
    assert team_of(old.urn, make.TODAY) == team


def test_a_team_of_a_provider_that_its_members_do_not_reach_is_none_of_theirs(old, new):
    make.school_organisation(old)
    make.service(make.team(), new)
    assert service_of(old, make.TODAY) is None


def test_a_pause_of_what_it_became_holds_for_it_too(team, old, new):
    make.service(team, old)
    make.service(team, new, state="paused", paused_on=OPENED_ON)
    assert team_of(old, make.TODAY) is None


def test_an_open_school_is_asked_in_one_question(team, django_assert_num_queries):
    served, other = make.service(team).school, make.school()
    for asked in (served, served.urn, other):
        with django_assert_num_queries(1):
            service_of(asked, make.TODAY)
