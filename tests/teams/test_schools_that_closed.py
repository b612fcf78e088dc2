"""A team's school closes in the register: it is not counted, the team is told, and what it became can be served."""

from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.teams.conftest import Form
from trailblazer.access.roles import Role
from trailblazer.places.models import School, SchoolLink
from trailblazer.teams.closures import closures, took_over_on
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


@pytest.fixture
def sees(lead, sign_in):
    """The words and links of a page's main part."""
    client = sign_in(lead)

    def seen(address):
        main = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
        return " ".join(main.split())

    return seen


def of_team(name, *args):
    return reverse(f"teams:{name}", args=[*args])


def test_the_team_is_told_and_led_to_what_it_became(sees, team, old, new):
    service = make.service(team, old)
    serve = f'href="{of_team("serve", team.ref, new.urn)}">Serve New Academy from 1 September 2026</a>'
    for page in (of_team("team", team.ref), of_team("school", team.ref, service.ref)):
        shown = sees(page)
        assert "on 31 August 2026" in shown
        assert f'href="/schools/{new.urn}">New Academy</a>, which no team of this service serves.' in shown
        assert serve in shown
        assert ">Closed</strong>" in shown
        assert "Full service</strong></h1>" not in shown
    assert ">0 <small>of 20</small>" in sees(of_team("team", team.ref))


def test_serving_what_it_became_is_filled_in_and_then_the_old_one_can_leave(
    sees, team, old, new, lead, sign_in, send
):
    client, service = sign_in(lead), make.service(team, old)
    address = of_team("serve", team.ref, new.urn)
    assert "Old School closed and became this school." in sees(address)
    assert Form(client.get(address).content.decode()).answers["starts_on_day"] == ["1"]
    send(client, address)
    assert team.services.get(school=new).starts_on == OPENED_ON
    leave = of_team("leave", team.ref, service.ref)
    shown = sees(of_team("team", team.ref))
    assert f"New Academy</a>, which {team.name} serves." in shown
    assert leave in shown
    send(client, leave)
    left = team.services.get(school=old)
    assert (left.state, left.ends_on, left.reason) == ("left", CLOSED_ON, "The school closed")
    assert "has closed" not in sees(of_team("team", team.ref))


def test_where_the_register_names_nothing_that_it_became_it_says_so(sees, team, old):
    service = make.service(team, old)
    shown = sees(of_team("school", team.ref, service.ref))
    assert "The register names no open school that it became." in shown
    assert of_team("leave", team.ref, service.ref) in shown


def test_who_does_not_keep_the_team_is_told_and_offered_nothing(sign_in, team, old, new):
    make.service(team, old)
    page = sign_in(make.member(role=Role.COMMISSIONER)).get(of_team("team", team.ref)).content.decode()
    assert "A school of this team has closed" in page
    assert "Serve New Academy" not in page


@pytest.mark.parametrize(
    "closed_on, opened_on, day",
    [
        (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 8, 31), date(1950, 9, 1), date(2026, 8, 31)),  # merged into a school that was there
        (date(2026, 8, 31), None, date(2026, 8, 31)),
        (None, None, None),
    ],
)
def test_it_took_over_when_the_one_had_closed_and_the_other_was_open(closed_on, opened_on, day):
    assert took_over_on(School(closed_on=closed_on), School(opened_on=opened_on)) == day


def test_a_team_of_open_schools_costs_no_question_more(team, django_assert_num_queries):
    make.service(team)
    services = list(team.services.select_related("school"))
    with django_assert_num_queries(0):
        assert closures(services) == []


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
