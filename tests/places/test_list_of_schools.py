from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from trailblazer.access.roles import Role
from trailblazer.imports.models import Import
from trailblazer.places.models import School

pytestmark = pytest.mark.django_db
A_PAGE = 50


@pytest.fixture
def client(sign_in):
    return sign_in(make.member(role=Role.PROGRAMME))


@pytest.fixture
def names(client):
    """The names that the list shows for a question, in its order."""

    def asking(question=""):
        answer = client.get(f"/schools/{question}", follow=True)
        assert answer.status_code == 200
        page = answer.content.decode().partition('id="results"')[2]
        return [row.partition(">")[2].partition("</a>")[0] for row in page.split('<th scope="row"><a ')[1:]]

    return asking


def real(name, **fields):
    return make.school(name=name, is_invented=False, **fields)


def test_open_schools_of_england_by_name_where_nothing_is_asked(names):
    real("Oak School")
    real("Elm School", status_code="3")
    real("Closed School", status_code="2", is_open=False)
    real("Ysgol Derwen", in_england=False, authority=None)
    assert names() == ["Elm School", "Oak School"]


@pytest.mark.parametrize(
    "typed",
    ["st anne", "ST ANNE'S", "annes mit", "mitcham", "CR4 3AA", "cr43aa", "100777", "10013279", "zoë", "zoe"],
)
def test_a_school_is_found_by_name_town_postcode_or_number_however_typed(names, typed):
    real("St Anne’s Zoë School", urn=100777, ukprn="10013279", town="Mitcham", postcode="CR4 3AA")
    real("Oak School")
    assert names(f"?q={typed}") == ["St Anne’s Zoë School"]


def test_what_is_asked_narrows_together(names):
    real("Oak Primary", phase_code="2", phase_name="Primary", pupils=None)
    real("Oak Secondary")
    real("Elm Primary", phase_code="2", phase_name="Primary")
    assert names("?phase=2&q=oak") == ["Oak Primary"]
    assert names("?phase=2&only=no_pupils") == ["Oak Primary"]
    assert names("?authority=319&phase=4") == ["Oak Secondary"]
    assert names("?clear=1") == ["Elm Primary", "Oak Primary", "Oak Secondary"]


def test_closed_schools_and_those_outside_england_are_a_question_away(names):
    real("Oak School")
    real("Closed School", status_code="2", is_open=False)
    real("Ysgol Derwen", in_england=False, authority=None)
    assert names("?state=closed") == ["Closed School"]
    assert names("?state=all") == ["Closed School", "Oak School"]
    assert names("?only=abroad") == ["Ysgol Derwen"]


def test_with_a_team_and_without_one_are_all_of_them_and_none_twice(names):
    served, shared, left, later, _ = (real(name) for name in ("A", "B", "C", "D", "E"))
    team = make.team()
    make.service(team, served)
    make.service(team, shared)
    make.service(make.team(), shared)
    day = date.today() + timedelta(days=400)
    make.service(team, left, starts_on=date(2024, 9, 1), ends_on=date(2025, 9, 1), state="left")
    make.service(team, later, starts_on=day)
    assert names("?team=yes") == ["A", "B"]
    assert names("?team=no") == ["C", "D", "E"]


def test_an_answer_that_makes_no_sense_is_left_out(names):
    real("Oak School")
    assert names("?phase=99&authority=000&state=eaten&team=perhaps&page=minus") == ["Oak School"]


def test_what_was_asked_is_remembered_and_can_be_cleared(client, names):
    real("Oak School")
    real("Elm School")
    assert names("?q=oak") == names() == ["Oak School"]
    assert names("?clear=1") == names() == ["Elm School", "Oak School"]


def test_figures_count_real_schools_open_in_england_and_say_what_is_not_known(client):
    Import.objects.create(kind="school register", file_name="a.csv", as_at=date(2026, 1, 30), state="done")
    real("Oak School", pupils=1200)
    real("Elm School", pupils=None)
    real("A college", pupils=None, type_group_code="1")
    real("Closed School", pupils=50, is_open=False, status_code="2")
    real("Ysgol Derwen", pupils=50, in_england=False)
    make.school(pupils=50)
    strip = client.get("/schools/").content.decode().partition('class="tb-figures"')[2].partition("</dl>")[0]
    figures = [part.partition("</span>")[0] for part in strip.split('class="tb-figure">')[1:]]
    assert [figure.partition(" <small>")[0] for figure in figures] == ["3", "1,200", "2", "1"]
    assert "30 January 2026" in strip
    assert "Learners known for 0 of them" in strip


def test_it_says_what_to_do_where_nothing_matches_and_where_there_is_nothing(client):
    assert "There are no schools yet" in client.get("/schools/").content.decode()
    real("Oak School")
    page = client.get("/schools/?q=elm").content.decode()
    assert "No schools match." in page
    assert 'href="?clear=1"' in page


def test_a_page_holds_fifty_and_the_next_the_rest(names):
    for number in range(A_PAGE + 3):
        real(f"School {number:03}")
    assert len(names("?q=school")) == A_PAGE
    assert names("?q=school&page=2") == ["School 050", "School 051", "School 052"]


def test_a_full_page_asks_the_database_as_often_as_one_of_two(client):
    counts = []
    for wanted in (2, A_PAGE):
        while School.objects.count() < wanted:
            make.service(make.team(), real("Oak School"))
        client.get("/schools/?q=oak")
        with CaptureQueriesContext(connection) as asked:
            client.get("/schools/?q=oak")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.COMMISSIONER, Role.PRACTITIONER])
def test_whoever_does_not_keep_the_register_is_not_offered_to_import_it(sign_in, role):
    assert "Import the register" not in sign_in(make.member(role=role)).get("/schools/").content.decode()


def test_every_figure_leads_to_a_definition_that_is_there(client):
    strip = client.get("/schools/").content.decode().partition('class="tb-figures"')[2].partition("</dl>")[0]
    definitions = client.get("/definitions").content.decode()
    anchors = [part.partition('"')[0] for part in strip.split('href="/definitions#')[1:]]
    assert len(anchors) == 4
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in definitions] == []
