from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.teams.conftest import Form
from trailblazer.access.models import Organisation
from trailblazer.access.records import Service
from trailblazer.access.roles import Role
from trailblazer.places import areas
from trailblazer.teams import actions, sites
from trailblazer.teams.models import Area, Post, RouteSetting, SchoolService, Team

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


@pytest.fixture
def lead():
    return make.member(role=Role.TEAM_LEAD)


@pytest.fixture
def team(lead):
    return Team.objects.get(pk=lead.organisation_id)


@pytest.fixture
def page(lead, sign_in):
    return sign_in(lead)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def address(name, *args):
    return reverse(f"teams:{name}", args=args)


def test_the_list_shows_every_team_with_what_it_covers(page, team):
    make.service(team, make.school(pupils=300))
    make.service(team, make.school(pupils=None))
    other = make.team(name="Another provider’s team", status="planned")
    shown = text(page.get(address("list")))
    assert team.name in shown
    assert other.name in shown
    assert "1 school not known" in shown
    assert "Showing <strong>1</strong> to <strong>2</strong> of <strong>2</strong> teams" in shown


def test_the_list_is_narrowed_by_name_status_wave_and_ours_and_remembers_it(page, team):
    other = make.team(name="Harbour planned team", status="planned")
    for question, found, left_out in (
        ("q=harbour", other, team),
        ("status=planned", other, team),
        ("ours=on", team, other),
        ("status=operational&status=closed", team, other),
    ):
        shown = text(page.get(f"{address('list')}?{question}"))
        assert f">{found.name}</a>" in shown
        assert f">{left_out.name}</a>" not in shown
        assert page.get(address("list")).url == f"{address('list')}?{question}"
    assert "No teams match" in text(page.get(f"{address('list')}?q=nowhere"))


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_teams(
    page, team, django_assert_max_num_queries, django_assert_num_queries
):
    make.service(team)
    page.get(address("list"))
    with django_assert_max_num_queries(25) as few:
        page.get(address("list"))
    for number in range(30):
        make.service(make.team(name=f"Team number {number}"))
    with django_assert_num_queries(len(few)):
        page.get(address("list"))


def test_the_team_page_asks_the_same_number_of_questions_for_any_number_of_schools_and_posts(
    page, team, lead, django_assert_max_num_queries, django_assert_num_queries
):
    make.service(team)
    Post.objects.create(team=team, role="emhp", starts_on=DAY, holder=lead)
    page.get(address("team", team.ref))
    with django_assert_max_num_queries(25) as few:
        page.get(address("team", team.ref))
    for _ in range(20):
        make.service(team)
        Post.objects.create(team=team, role="emhp", starts_on=DAY, holder=make.member(team))
    with django_assert_num_queries(len(few)):
        page.get(address("team", team.ref))


def test_a_team_page_shows_schools_states_posts_and_coverage(page, team, lead):
    make.service(team, make.school(name="Marlpit Primary School", pupils=250))
    make.service(
        team, make.school(name="Thornbury College", pupils=None, type_group_code="1"), state="joining"
    )
    make.service(team, make.school(name="Hazelmere School"), state="left", ends_on=DAY, reason="Reorganised")
    Post.objects.create(team=team, role="emhp", starts_on=DAY)
    shown = text(page.get(address("team", team.ref)))
    for words in (
        "Marlpit Primary School",
        "Joining",
        "Reorganised",
        "not known in 1 of 2 schools",
        "Vacant",
    ):
        assert words in shown


def test_a_member_of_another_provider_sees_whom_a_team_serves_and_not_inside_it(sign_in):
    other = make.team(name="Harbour team")
    service = make.service(other, make.school(name="Marlpit School"))
    make.service(other, make.school(), state="left", ends_on=DAY, reason="A private matter")
    Post.objects.create(
        team=other, role="emhp", starts_on=DAY, holder=make.member(other, name="Rowan Larkfield")
    )
    client = sign_in(make.member(role=Role.TEAM_LEAD))
    shown = text(client.get(address("team", other.ref)))
    assert "Marlpit School" in shown
    assert "Rowan Larkfield" not in shown
    assert "A private matter" not in shown
    assert client.get(address("school", other.ref, service.ref)).status_code == 404
    assert client.get(address("routes", other.ref)).status_code == 404


def test_forms_of_another_provider_do_not_exist(sign_in):
    other = make.team()
    service = make.service(other)
    post = Post.objects.create(team=other, role="emhp", starts_on=DAY)
    client = sign_in(make.member(role=Role.TEAM_LEAD))
    addresses = [
        address("change", other.ref),
        address("add_post", other.ref),
        address("fill_post", other.ref, post.ref),
        address("end_post", other.ref, post.ref),
        address("choose_school", other.ref),
        address("serve", other.ref, service.school_id),
        address("set_route", other.ref),
        address("set_route_of_school", other.ref, service.school_id),
        address("do_as_the_team", other.ref, service.school_id),
        *(address(name, other.ref, service.ref) for name in ("note_learners", "pause", "resume", "leave")),
        address("step", other.ref, service.ref, "room"),
        address("take_back_step", other.ref, service.ref, "room"),
    ]
    for one in addresses:
        assert client.get(one).status_code == 404, one
        assert client.post(one, {"submission_key": "a" * 32}).status_code == 404, one


def test_a_school_of_one_team_is_not_found_under_another(page, team):
    elsewhere = make.service(make.team(team.provider))
    assert page.get(address("school", team.ref, elsewhere.ref)).status_code == 404


@pytest.mark.parametrize("name", ["add", "add_area", "add_provider"])
def test_those_who_keep_no_teams_are_refused(sign_in, name):
    assert sign_in(make.member(role=Role.PRACTITIONER)).get(address(name)).status_code == 403


@pytest.mark.parametrize("name", ["add_area", "add_provider"])
def test_a_team_lead_opens_no_form_of_the_programme(page, name):
    assert page.get(address(name)).status_code == 403
    assert page.post(address(name), {"name": "Wandle"}).status_code == 403


def test_everyone_signed_out_is_asked_to_sign_in(client):
    assert client.get(address("list")).status_code == 302


def test_the_programme_adds_a_provider_an_area_and_a_team(programme, sign_in, send):
    make.authority()
    client = sign_in(programme)
    send(client, address("add_provider"), name="Wandle Trust", provider_type="nhs_trust")
    provider = Organisation.objects.get(name="Wandle Trust")
    send(
        client,
        address("add_area"),
        name="Sutton",
        wave="2026/27",
        kind="later_site",
        authorities="sutton",
        source="Board paper of May 2026",
        teams_planned="3",
    )
    area = Area.objects.get(name="Sutton")
    assert (area.teams_planned, area.schools_planned, area.authorities.get().name) == (3, None, "Sutton")
    sent = send(
        client, address("add"), provider=provider.pk, name="Sutton team", status="planned", area=area.pk
    )
    team = Team.objects.get(organisation__name="Sutton team")
    assert sent.url == address("team", team.ref)
    assert (team.provider, team.area, team.is_invented) == (provider, area, True)


def test_an_authority_that_does_not_exist_is_named(programme, sign_in, send):
    sent = send(
        sign_in(programme),
        address("add_area"),
        name="Sutton",
        wave="2026/27",
        kind="later_site",
        authorities="Sutton\nNarnia",
        source="A paper",
    )
    assert "There is no local authority called" in text(sent)
    assert not Area.objects.exists()


def test_a_team_is_changed_and_reception_is_warned_of(page, team, send):
    sent = send(page, address("change", team.ref), age_from="4")
    assert "below" not in sent.url
    assert "helps from age 4" in text(page.get(sent.url))


def test_a_wrong_fact_stays_typed_beside_its_error(page, team, send):
    shown = text(send(page, address("change", team.ref), age_to="26", name="A name typed just now"))
    assert "Enter an oldest age of at most 25" in shown
    assert "A name typed just now" in shown
    assert Team.objects.get().age_to == 18


def test_a_stale_save_shows_both_and_the_next_one_is_taken(page, team, lead, send):
    seen = Form(text(page.get(address("change", team.ref)))).answers
    actions.change_team(team, by=lead, name="Renamed by a colleague")
    sent = send(page, address("change", team.ref), name="Renamed by me", version=seen["version"])
    shown = text(sent)
    assert "Renamed by a colleague" in shown
    assert "Renamed by me" in shown
    again = Form(shown).answers
    assert again["version"] == [str(Team.objects.get().version)]
    page.post(address("change", team.ref), again)
    assert Organisation.objects.get(pk=team.pk).name == "Renamed by me"


def test_posts_are_added_filled_and_ended(page, team, lead, send):
    send(
        page,
        address("add_post", team.ref),
        role="emhp",
        whole_time_equivalent="0.6",
        starts_on_day=1,
        starts_on_month=9,
        starts_on_year=2026,
    )
    post = Post.objects.get()
    assert (str(post.whole_time_equivalent), post.holder) == ("0.60", None)
    send(page, address("fill_post", team.ref, post.ref), holder=lead.pk)
    send(page, address("end_post", team.ref, post.ref), on_day=24, on_month=11, on_year=2026)
    post.refresh_from_db()
    assert (post.holder, post.ends_on) == (lead, make.TODAY)


def test_a_stranger_is_no_choice_for_a_post(page, team, send):
    post = Post.objects.create(team=team, role="emhp", starts_on=DAY)
    assert page.get(address("fill_post", team.ref, post.ref)).status_code == 200
    shown = text(send(page, address("fill_post", team.ref, post.ref), holder=make.member().pk))
    assert "There is a problem" in shown


def test_a_school_joins_is_paused_goes_on_and_leaves_by_its_pages(page, team, send):
    school = make.school()
    day = {"on_day": 1, "on_month": 10, "on_year": 2026}
    chosen = page.get(address("choose_school", team.ref), {"q": school.name})
    assert address("serve", team.ref, school.urn) in text(chosen)
    first = {"starts_on_day": 1, "starts_on_month": 9, "starts_on_year": 2026}
    sent = send(page, address("serve", team.ref, school.urn), **first)
    service = SchoolService.objects.get()
    assert sent.url == address("school", team.ref, service.ref)
    for code in ("invented", "room"):
        wanted = 200 if code == "room" else 404
        assert page.get(address("step", team.ref, service.ref, code)).status_code == wanted
    send(page, address("step", team.ref, service.ref, "full_service"), **day)
    assert "1 of 7 steps done" in text(page.get(sent.url))
    send(page, address("pause", team.ref, service.ref), reason="No room", **day)
    assert "Paused since 1 October 2026" in text(page.get(sent.url))
    send(page, address("resume", team.ref, service.ref), **(day | {"on_day": 20}))
    send(page, address("leave", team.ref, service.ref), reason="Reorganised", **(day | {"on_month": 11}))
    service.refresh_from_db()
    assert (service.state, service.ends_on) == ("left", date(2026, 11, 1))
    assert "20 October 2026" in text(page.get(sent.url))


def test_a_day_that_is_no_day_is_explained_and_stays(page, team, send):
    wrong = {"starts_on_day": "31", "starts_on_month": "2", "starts_on_year": "2026"}
    shown = text(send(page, address("serve", team.ref, make.school().urn), **wrong))
    assert "Enter a real date" in shown
    assert 'value="31"' in shown
    assert not SchoolService.objects.exists()


def test_a_school_of_another_team_is_said_to_be_taken(page, team, send):
    taken = make.service(make.team(name="Harbour team"), make.school(name="Marlpit School")).school
    shown = text(page.get(address("choose_school", team.ref), {"q": "marlpit"}))
    assert "Harbour team serves it" in shown
    assert address("serve", team.ref, taken.urn) not in shown
    day = {"starts_on_day": 1, "starts_on_month": 9, "starts_on_year": 2026}
    shown = text(send(page, address("serve", team.ref, taken.urn), **day))
    assert "Harbour team serves this school already" in shown


def test_only_schools_that_fit_are_offered(page, team):
    make.school(name="Marlpit of the register", is_invented=False)
    make.school(name="Marlpit that closed", is_open=False)
    shown = text(page.get(address("choose_school", team.ref), {"q": "marlpit"}))
    assert "No school matches" in shown
    assert page.get(address("serve", team.ref, 1)).status_code == 404


def test_routes_are_set_for_the_team_and_a_school_with_their_history(page, team, send):
    school = make.service(team, make.school(name="Marlpit School")).school
    send(page, address("set_route", team.ref), who_may_ask=["school_lead", "parent"], leads_part="approves")
    send(page, address("set_route_of_school", team.ref, school.pk), who_may_ask=["school_lead"])
    shown = text(page.get(address("routes", team.ref)))
    assert "Senior mental health lead, Parent or carer" in shown
    assert "From 24 November 2026: Marlpit School" in shown
    send(page, address("do_as_the_team", team.ref, school.pk))
    assert "Every school does as the team" in text(page.get(address("routes", team.ref)))
    assert RouteSetting.objects.count() == 3


@pytest.mark.parametrize("urn", [1, 10**20])
def test_a_school_that_the_team_does_not_serve_has_no_route_page(page, team, urn):
    for name in ("set_route_of_school", "do_as_the_team", "serve"):
        assert page.get(address(name, team.ref, urn)).status_code == 404


def test_a_route_that_nobody_can_use_is_refused(page, team, send):
    sent = send(page, address("set_route", team.ref), who_may_ask=[])
    assert "Choose who may ask" in text(sent)


def test_areas_show_what_is_known_and_where_it_comes_from(programme, sign_in, django_assert_max_num_queries):
    areas.load(by=Service())
    sites.load(sites.read(), by=Service())
    client = sign_in(programme)
    with django_assert_max_num_queries(15):
        shown = text(client.get(address("areas")))
    assert shown.count("not known</em>") == 11 + 35 + 35  # four-week pilots, teams planned, schools planned
    assert "number by area known for 1 of 25" in shown
    area = Area.objects.get(name="South West London")
    make.team(area=area, name="Sutton team")
    shown = text(client.get(address("area", area.ref)))
    assert "CYP Now, 26 Feb 2019" in shown
    assert "Approximate: matched by name" in shown
    assert "Sutton team" in shown


def test_providers_are_listed_with_their_teams(page, team):
    assert team.provider.name in text(page.get(address("providers")))
