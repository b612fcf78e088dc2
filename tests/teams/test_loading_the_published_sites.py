import pytest
from typer.testing import CliRunner

from trailblazer.access.records import Service
from trailblazer.cli import add_commands_of_apps, app
from trailblazer.places import areas
from trailblazer.teams import sites
from trailblazer.teams.models import Area, Wave

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded():
    areas.load(by=Service())
    return sites.load(sites.read(), by=Service())


def test_all_36_areas_come_in_three_waves(loaded):
    assert (loaded.added, loaded.changed, loaded.unchanged, loaded.not_matched) == (36, 0, 0, ())
    counts = {wave.name: wave.areas.count() for wave in Wave.objects.all()}
    assert counts == {"2018/19": 25, "2019/20 wave 1": 7, "2019/20 wave 2": 4}
    assert Area.objects.filter(kind="trailblazer").count() == 25


def test_what_the_file_leaves_blank_is_not_known_and_never_nought(loaded):
    assert Area.objects.filter(teams_planned=None).count() == 35
    assert not Area.objects.filter(teams_planned=0).exists()
    assert Area.objects.get(name="Enfield").is_four_week_pilot is None
    assert Area.objects.get(name="Camden").is_four_week_pilot is True
    assert Area.objects.get(name="Kirklees").is_four_week_pilot is False


def test_south_west_london_has_its_figures_and_their_source(loaded):
    area = Area.objects.get(name="South West London")
    assert (area.teams_planned, area.schools_planned) == (3, 44)
    assert sites.sources_of(area.source) == {
        "": "NHS England, “2018/19 Trailblazers” web page",
        "teams and schools": "CYP Now, 26 Feb 2019, “School mental health pilots”",
    }


def test_authorities_are_matched_by_name_and_said_to_be_approximate(loaded):
    area = Area.objects.get(name="South West London")
    assert {authority.name for authority in area.authorities.all()} == {"Merton", "Sutton", "Wandsworth"}
    assert area.authorities_are_approximate
    assert not Area.objects.filter(authorities=None).exists()


def test_loading_again_changes_nothing(loaded):
    before = list(Area.objects.values().order_by("pk"))
    again = sites.load(sites.read(), by=Service())
    assert (again.added, again.changed, again.unchanged) == (0, 0, 36)
    assert list(Area.objects.values().order_by("pk")) == before


def test_an_area_that_differs_is_brought_back_to_its_file(loaded):
    Area.objects.filter(name="Camden").update(teams_planned=9)
    again = sites.load(sites.read(), by=Service())
    assert (again.changed, again.unchanged) == (1, 35)
    assert Area.objects.get(name="Camden").teams_planned is None


def test_the_command_says_which_names_matched_no_authority():
    add_commands_of_apps()
    result = CliRunner().invoke(app, ["teams", "load-sites"])
    assert result.exit_code == 0
    assert "36 added" in result.output
    assert "Merton" in result.output
    areas.load(by=Service())
    result = CliRunner().invoke(app, ["teams", "load-sites", "--json"])
    assert '"changed": 36' in result.output
    assert '"not_matched": []' in result.output
