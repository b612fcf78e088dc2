import re
from datetime import timedelta

import pytest

from tests import make
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.places import areas
from trailblazer.teams.england import RAMP, england
from trailblazer.teams.reach import reach_by_authority
from trailblazer.teams.series import figures
from trailblazer.teams.series_chart import in_words, published

pytestmark = pytest.mark.django_db
MOST_BYTES = 120_000


def real_school(**fields):
    return make.school(**({"is_invented": False} | fields))


def rows(response):
    """The authorities of the table, in its order."""
    table = response.content.decode().split('id="authorities"')[1].split("</table>")[0]
    return re.findall(r'<th scope="row">(.*?)<span', table)


@pytest.fixture
def _a_live_service(settings):
    settings.DEMO = False


@pytest.mark.usefixtures("_a_live_service")
def test_each_authority_counts_its_open_schools_and_those_a_working_team_covers():
    areas.load(by=Service())
    team, planned = make.team(is_invented=False), make.team(is_invented=False, status="planned")
    make.service(team, real_school(pupils=100))
    make.service(team, real_school(pupils=None), state="joining")
    make.service(team, real_school(pupils=1_000), state="paused", paused_on=make.TODAY)
    make.service(team, real_school(pupils=1_000), starts_on=make.TODAY + timedelta(days=1))
    make.service(team, real_school(is_open=False))
    make.service(planned, real_school(pupils=1_000))
    make.service(make.team(), make.school(pupils=1_000))
    by_code = {one.code: one for one in reach_by_authority(make.TODAY)}
    sutton = by_code["319"]
    assert (sutton.schools, sutton.covered, sutton.without, sutton.not_known) == (5, 2, 3, 1)
    assert (sutton.pupils, sutton.pupils_covered, sutton.share) == (3_100, 100, 0.4)
    assert len(by_code) == 153
    assert by_code["201"].share == 0


def test_in_the_demonstration_invented_schools_count():
    make.service(make.team(), make.school())
    assert sum(one.covered for one in reach_by_authority(make.TODAY)) == 1


def test_the_lowest_come_first_and_among_them_where_most_schools_wait():
    areas.load(by=Service())
    make.service(make.team(), make.school())
    make.school(la_code="202", authority_id="202", authority=None)
    make.school(la_code="203", authority_id="203", authority=None)
    first, *_, last = reach_by_authority(make.TODAY)
    assert first.share == 0
    assert first.schools >= 0
    assert (last.code, last.share) == ("319", 1.0)


def test_the_map_has_every_authority_once_in_its_colour_and_is_small(programme, sign_in):
    areas.load(by=Service())
    reach = reach_by_authority(make.TODAY)
    shares = {one.code: number / 152 for number, one in enumerate(reach)}
    drawn = england(shares, {one.code: one.name for one in reach}, "Map <of> England")
    assert "lz" not in drawn, "no outline without a step, which a browser complains of"
    assert drawn.count("<path ") == 153
    assert {colour for colour in RAMP if colour in drawn} == set(RAMP)
    assert len(drawn.encode()) <= MOST_BYTES
    assert 'aria-label="Map &lt;of&gt; England"' in drawn
    assert not re.search(r"style=|<script|href=", drawn)


def test_the_page_has_map_and_table_lowest_first_with_few_questions(
    programme, sign_in, django_assert_max_num_queries
):
    areas.load(by=Service())
    make.service(make.team(), make.school())
    client = sign_in(programme)
    with django_assert_max_num_queries(18):
        shown = client.get("/coverage")
    assert 'role="img"' in shown.content.decode()
    assert len(rows(shown)) == 12
    assert "Sutton" not in rows(shown)
    assert rows(client.get("/coverage?order=highest"))[0] == "Sutton"
    every = rows(client.get("/coverage?show=all"))
    assert (len(every), every[-1]) == (153, "Sutton")


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.PROGRAMME, Role.TEAM_LEAD])
def test_members_who_see_teams_may_open_it(sign_in, role):
    assert sign_in(make.member(role=role)).get("/coverage").status_code == 200


def test_the_published_series_keeps_every_source():
    assert all(figure.source and figure.source != "same" for figure in figures())
    assert len(figures()) == 32
    assert {figure.status for figure in published()} == {"actual", "forecast", "target"}
    assert "March 2025 teams covered 52% of pupils and 41% of schools" in in_words()
    assert "100% in 2029/30" in in_words()
