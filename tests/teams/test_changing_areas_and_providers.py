"""Whoever may add areas and providers may change them; for everyone else the forms do not exist."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from tests.teams.conftest import Form
from trailblazer.access.models import LogEntry, Organisation
from trailblazer.access.records import NotPossible, Service, StaleSave
from trailblazer.access.roles import Role
from trailblazer.places import areas
from trailblazer.teams import actions, sites
from trailblazer.teams.models import Area, Wave

pytestmark = pytest.mark.django_db
SOURCE = "Board paper, 3 September 2026"


def facts(**changed):
    ordinary = {
        "name": "Sutton",
        "wave": "2026/27",
        "source": SOURCE,
        "kind": "later_site",
        "authorities": [],
        "region_at_the_time": "London",
        "is_four_week_pilot": None,
        "teams_planned": None,
        "schools_planned": None,
    }
    return ordinary | changed


@pytest.fixture
def area(programme):
    return actions.add_area(by=programme, **facts())


@pytest.fixture
def provider():
    return make.provider("Wandle Trust")


@pytest.fixture
def page(programme, sign_in):
    return sign_in(programme)


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_an_area_is_changed_and_the_log_says_so(programme, area):
    authority = make.authority()
    changed = facts(name="Sutton and Merton", wave="2027/28", teams_planned=3, authorities=[authority])
    actions.change_area(area, by=programme, **changed)
    area.refresh_from_db()
    assert (area.name, area.wave.name, area.teams_planned, area.schools_planned) == (
        "Sutton and Merton",
        "2027/28",
        3,
        None,
    )
    assert list(area.authorities.all()) == [authority]
    line = LogEntry.objects.get(what="area changed")
    assert line.before_hash != line.after_hash


def test_an_area_may_become_unknown_again(programme, area):
    actions.change_area(area, by=programme, **facts(teams_planned=3, is_four_week_pilot=True))
    actions.change_area(area, by=programme, **facts())
    area.refresh_from_db()
    assert (area.teams_planned, area.is_four_week_pilot) == (None, None)


def test_authorities_are_approximate_until_a_person_names_others(programme):
    areas.load(by=Service())
    sites.load(sites.read(), by=Service())
    area = Area.objects.get(name="South West London")
    named = list(area.authorities.all())
    kept = facts(name=area.name, wave=area.wave.name, kind=area.kind)
    actions.change_area(area, by=programme, **kept | {"authorities": named})
    assert Area.objects.get(pk=area.pk).authorities_are_approximate
    actions.change_area(area, by=programme, **kept | {"authorities": named[1:]})
    assert not Area.objects.get(pk=area.pk).authorities_are_approximate


def test_a_name_is_once_in_a_wave_and_an_area_may_keep_its_own(programme, area):
    actions.add_area(by=programme, **facts(name="Merton"))
    with pytest.raises(NotPossible, match="of this name"):
        actions.change_area(area, by=programme, **facts(name="MERTON"))
    actions.change_area(area, by=programme, **facts(name="SUTTON"))
    with pytest.raises(NotPossible, match="of this name"):
        actions.change_area(area, by=programme, **facts(name="merton", wave="2026/27"))
    assert Area.objects.get(pk=area.pk).name == "SUTTON"


def test_a_refused_change_makes_no_wave(programme, area):
    with pytest.raises(StaleSave):
        actions.change_area(area, by=programme, version=9, **facts(wave="2099/00"))
    assert not Wave.objects.filter(name="2099/00").exists()


def test_a_provider_is_changed_and_the_log_says_so(programme, provider):
    actions.change_provider(
        provider, by=programme, name="Wandle NHS Trust", provider_type="charity", ods_code="rxx"
    )
    provider.refresh_from_db()
    assert (provider.name, provider.provider_type, provider.ods_code) == (
        "Wandle NHS Trust",
        "charity",
        "RXX",
    )
    assert LogEntry.objects.filter(what="provider changed").count() == 1


def test_a_provider_keeps_its_own_name_and_takes_no_others(programme, provider):
    make.provider("Mole Council")
    actions.change_provider(provider, by=programme, name="WANDLE trust", provider_type="council")
    with pytest.raises(NotPossible, match="of this name"):
        actions.change_provider(provider, by=programme, name="mole council", provider_type="council")


def test_what_is_no_provider_is_not_changed_as_one(programme):
    with pytest.raises(PermissionDenied):
        actions.change_provider(make.team().organisation, by=programme, name="A", provider_type="council")


@pytest.mark.parametrize("role", [Role.TEAM_LEAD, Role.ADMINISTRATOR, Role.SUPERVISOR, Role.COMMISSIONER])
def test_others_change_neither_and_find_no_form(role, area, sign_in):
    member = make.member(role=role)
    provider = Organisation.objects.filter(kind="provider").first()
    with pytest.raises(PermissionDenied):
        actions.change_area(area, by=member, **facts(name="Theirs"))
    with pytest.raises(PermissionDenied):
        actions.change_provider(provider, by=member, name="Theirs", provider_type="council")
    client = sign_in(member)
    for name, ref in (("change_area", area.ref), ("change_provider", provider.ref)):
        assert client.get(reverse(f"teams:{name}", args=[ref])).status_code in (403, 404)
        assert client.post(reverse(f"teams:{name}", args=[ref]), {}).status_code in (403, 404)
    shown = client.get(reverse("teams:area", args=[area.ref])).content.decode()
    assert "/change" not in shown
    assert "/change" not in client.get(reverse("teams:providers")).content.decode()


def test_the_page_of_an_area_leads_to_a_form_with_its_facts(page, area, send):
    address = reverse("teams:change_area", args=[area.ref])
    assert address in text(page.get(reverse("teams:area", args=[area.ref])))
    begins = Form(text(page.get(address))).answers
    assert (begins["name"], begins["wave"], begins["source"]) == (["Sutton"], ["2026/27"], [SOURCE])
    make.authority()
    sent = send(
        page, address, name="Sutton North", is_four_week_pilot="no", authorities=make.authority().name
    )
    assert sent["Location"] == reverse("teams:area", args=[area.ref])
    area.refresh_from_db()
    assert (area.name, area.is_four_week_pilot, area.authorities.count()) == ("Sutton North", False, 1)


def test_sent_unchanged_the_form_changes_no_fact(page, send):
    areas.load(by=Service())
    sites.load(sites.read(), by=Service())
    before = list(Area.objects.order_by("pk").values(*(set(facts()) - {"authorities"})))
    for area in Area.objects.all()[:6]:
        assert send(page, reverse("teams:change_area", args=[area.ref])).status_code == 302
    assert list(Area.objects.order_by("pk").values(*(set(facts()) - {"authorities"}))) == before
    assert not Area.objects.filter(authorities_are_approximate=False).exists()
    assert sites.load(sites.read(), by=Service()).changed == 0


def test_a_save_from_an_old_screen_shows_what_was_saved(page, programme, area, send):
    address = reverse("teams:change_area", args=[area.ref])
    old = Form(text(page.get(address))).answers
    actions.change_area(area, by=programme, **facts(wave="2027/28", authorities=[make.authority()]))
    shown = text(page.post(address, old | {"name": ["Mine"]}))
    assert "What they saved" in shown
    assert "2027/28" in shown
    assert make.authority().name in shown
    assert "Mine" in shown
    assert page.post(address, Form(shown).answers).status_code == 302
    assert Area.objects.get(pk=area.pk).name == "Mine"


def test_the_list_of_providers_leads_to_a_form(page, provider, send):
    address = reverse("teams:change_provider", args=[provider.ref])
    assert address in text(page.get(reverse("teams:providers")))
    assert "8 letters and figures" in text(send(page, address, ods_code="!"))
    assert send(page, address, name="Wandle NHS Trust")["Location"] == reverse("teams:providers")
    assert Organisation.objects.get(pk=provider.pk).name == "Wandle NHS Trust"


def test_two_who_change_a_provider_at_once_hear_of_each_other(page, programme, provider):
    address = reverse("teams:change_provider", args=[provider.ref])
    old = Form(text(page.get(address))).answers
    actions.change_provider(provider, by=programme, name="Theirs", provider_type="charity")
    shown = text(page.post(address, old | {"name": ["Mine"]}))
    assert "Theirs" in shown
    assert "Charity" in shown
    assert Organisation.objects.get(pk=provider.pk).name == "Theirs"
