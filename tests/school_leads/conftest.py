import pytest

from tests import make
from trailblazer.access.roles import Role


@pytest.fixture
def school(team):
    return make.service(team).school


@pytest.fixture
def team_lead(team):
    return make.member(team, Role.TEAM_LEAD)
