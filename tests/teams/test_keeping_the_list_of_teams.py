from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.models import LogEntry, Organisation
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Role
from trailblazer.teams import actions
from trailblazer.teams.models import Area, Post, Team
from trailblazer.teams.questions import staffing, staffing_total

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


@pytest.fixture
def lead():
    return make.member(role=Role.TEAM_LEAD)


def own_team(member):
    return Team.objects.get(pk=member.organisation_id)


def test_the_programme_adds_providers_areas_and_teams_anywhere(programme):
    provider = actions.add_provider(
        by=programme, name="Wandle Trust", provider_type="nhs_trust", ods_code="rxx"
    )
    area = actions.add_area(
        by=programme,
        name="Sutton",
        wave="2026/27",
        source="Board paper",
        kind="later_site",
        authorities=[make.authority()],
    )
    team = actions.add_team(by=programme, provider=provider, name="Sutton team", status="planned", area=area)
    assert (provider.ods_code, area.wave.name, team.provider, team.area) == ("RXX", "2026/27", provider, area)
    assert (area.teams_planned, area.is_four_week_pilot) == (None, None)
    assert set(LogEntry.objects.values_list("what", flat=True)) == {
        "provider added",
        "area added",
        "team added",
    }


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.ADMINISTRATOR, Role.SUPERVISOR, Role.COMMISSIONER])
def test_others_add_no_provider_and_no_area(role):
    member = make.member(role=role)
    with pytest.raises(PermissionDenied):
        actions.add_provider(by=member, name="Wandle Trust", provider_type="nhs_trust")
    with pytest.raises(PermissionDenied):
        actions.add_area(by=member, name="Sutton", wave="2026/27", source="A paper", kind="later_site")
    assert not Area.objects.exists()


def test_a_team_lead_adds_a_team_of_their_own_provider_only(lead):
    own = Organisation.objects.get(pk=lead.provider_id)
    assert actions.add_team(by=lead, provider=own, name="North team", status="planned").provider == own
    with pytest.raises(PermissionDenied):
        actions.add_team(by=lead, provider=make.provider(), name="North team", status="planned")


def test_a_practitioner_adds_no_team():
    member = make.member(role=Role.PRACTITIONER)
    with pytest.raises(PermissionDenied):
        actions.add_team(by=member, provider=own_team(member).provider, name="North team", status="planned")


def test_a_team_of_another_provider_is_not_changed(lead):
    other = make.team(name="Theirs")
    with pytest.raises(PermissionDenied):
        actions.change_team(other, by=lead, name="Ours now")
    assert Team.objects.get(pk=other.pk).name == "Theirs"


def test_two_of_one_name_are_refused(programme):
    provider = make.provider("Wandle Trust")
    make.team(provider, name="Sutton team")
    with pytest.raises(NotPossible, match="of this name"):
        actions.add_provider(by=programme, name="WANDLE trust", provider_type="council")
    with pytest.raises(NotPossible, match="of this name"):
        actions.add_team(by=programme, provider=provider, name="sutton team", status="planned")


def test_a_rule_of_facts_refuses_with_its_sentence(lead):
    team = own_team(lead)
    with pytest.raises(NotPossible, match="at most 25"):
        actions.change_team(team, by=lead, name=team.name, age_to=26)
    with pytest.raises(NotPossible, match="became operational"):
        actions.change_team(team, by=lead, name=team.name, operational_on=None)
    assert Team.objects.get(pk=team.pk).age_to == 18


def test_reception_is_saved(lead):
    team = own_team(lead)
    assert actions.change_team(team, by=lead, name=team.name, age_from=4).age_from == 4


def test_a_team_that_serves_schools_is_not_closed(lead):
    team = own_team(lead)
    make.service(team)
    with pytest.raises(NotPossible, match="still serves"):
        actions.change_team(team, by=lead, name=team.name, status="closed", closed_on=make.TODAY)
    assert Team.objects.get(pk=team.pk).status == "operational"


def test_a_save_from_an_old_screen_is_refused(lead):
    team = own_team(lead)
    actions.change_team(team, by=lead, name="North team", version=1)
    with pytest.raises(StaleSave):
        actions.change_team(team, by=lead, name="South team", version=1)
    assert Organisation.objects.get(pk=team.pk).name == "North team"


def test_a_form_sent_twice_makes_one_team(programme):
    provider = make.provider()
    twice = [
        actions.add_team(
            by=programme, provider=provider, name="North team", status="planned", submission_key="a" * 32
        )
        for _ in range(2)
    ]
    assert twice[0] == twice[1]
    assert Team.objects.count() == 1


def test_posts_are_counted_by_role_filled_and_vacant(lead):
    team = own_team(lead)
    actions.add_post(
        team, by=lead, role="team_lead", whole_time_equivalent=Decimal("1"), starts_on=DAY, holder=lead
    )
    actions.add_post(team, by=lead, role="emhp", whole_time_equivalent=Decimal("0.6"), starts_on=DAY)
    actions.add_post(
        team, by=lead, role="emhp", whole_time_equivalent=Decimal("1"), starts_on=DAY, holder=lead
    )
    ended = actions.add_post(team, by=lead, role="emhp", whole_time_equivalent=Decimal("1"), starts_on=DAY)
    actions.end_post(ended, by=lead, on=make.TODAY)
    kinds = staffing(list(team.posts.on(make.TODAY)))
    assert [(kind.role, kind.filled, kind.vacant) for kind in kinds] == [
        ("Education mental health practitioner", Decimal("1"), Decimal("0.6")),
        ("Team lead", Decimal("1"), 0),
    ]
    assert staffing_total(kinds).posts == Decimal("2.6")


def test_a_holder_leaves_and_the_post_is_vacant(lead):
    team = own_team(lead)
    post = actions.add_post(
        team, by=lead, role="emhp", whole_time_equivalent=Decimal("1"), starts_on=DAY, holder=lead
    )
    actions.fill_post(post, by=lead, holder=None)
    assert Post.objects.get(pk=post.pk).holder is None


@pytest.mark.parametrize(
    "fault",
    [
        {"whole_time_equivalent": Decimal("1.2")},
        {"whole_time_equivalent": Decimal(0)},
        {"holder": "a stranger"},
    ],
)
def test_a_post_that_cannot_be_is_refused(lead, fault):
    if "holder" in fault:
        fault = {"holder": make.member()}
    ordinary = {"role": "emhp", "whole_time_equivalent": Decimal("1"), "starts_on": DAY}
    with pytest.raises(NotPossible):
        actions.add_post(own_team(lead), by=lead, **(ordinary | fault))
    assert not Post.objects.exists()


def test_posts_of_another_provider_are_not_touched(lead):
    other = make.team()
    post = Post.objects.create(team=other, role="emhp", starts_on=DAY)
    for change in (
        lambda: actions.add_post(
            other, by=lead, role="emhp", whole_time_equivalent=Decimal("1"), starts_on=DAY
        ),
        lambda: actions.fill_post(post, by=lead, holder=None),
        lambda: actions.end_post(post, by=lead, on=make.TODAY),
    ):
        with pytest.raises(PermissionDenied):
            change()
    assert Post.objects.get().ends_on is None


def test_a_post_does_not_end_before_it_starts(lead):
    post = Post.objects.create(team=own_team(lead), role="emhp", starts_on=DAY)
    with pytest.raises(NotPossible, match="starts on 1 September 2026"):
        actions.end_post(post, by=lead, on=date(2026, 8, 31))
