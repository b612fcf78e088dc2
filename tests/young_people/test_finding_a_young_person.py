from datetime import date

import pytest
from django.urls import reverse

from tests import make
from tests.young_people.pages import people_listed
from trailblazer.access.models import LogEntry
from trailblazer.access.roles import Role
from trailblazer.young_people.models import Consent, QuietMode, YoungPerson

pytestmark = pytest.mark.django_db
LIST = reverse("young_people:list")


@pytest.fixture
def client(team, sign_in):
    return sign_in(make.member(team, Role.PRACTITIONER))


def found(client, **question):
    return people_listed(client.get(LIST, question))


def test_nobody_is_shown_until_somebody_is_looked_for(client, team):
    person = make.young_person(team)
    page = client.get(LIST)
    assert "Type a name, NHS number or school." in page.content.decode()
    assert person.last_name not in page.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "Zoë",
        "zoe",
        "thorn",
        "Thornbury-Ó Brien zoe",
        "obrien THORNBURY",
        "Bee",
        "ليلى",
        "999 000 0018",
        "9990000018",
        "0000018",
        "greenhollow",
        "zoe greenhollow",
    ],
)
def test_a_name_number_or_school_finds_them_in_any_order_and_without_accents(client, team, typed):
    school = make.school(name="Greenhollow High School")
    make.young_person(
        team,
        first_name="Zoë",
        last_name="Thornbury-Ó’Brien",
        known_as="Bee",
        name_in_own_script="ليلى الحديدي",
        own_script_language="ar",
        nhs_number="9990000018",
        school=school,
    )
    make.young_person(team, first_name="Else", last_name="Nobody", nhs_number="9990000026")
    assert len(found(client, q=typed)) == 1


def test_a_reference_finds_its_record_however_it_is_written(client, team):
    person = make.young_person(team)
    spoken = "-".join(person.ref[at : at + 4] for at in range(0, 16, 4)).upper()
    assert found(client, q=spoken) == [person.name]


@pytest.mark.parametrize("typed", ["zzzz", "'; drop table", "%", "_", "\\", "🙂" * 60])
def test_a_search_that_finds_nobody_says_so(client, team, typed):
    make.young_person(team)
    page = client.get(LIST, {"q": typed})
    assert page.status_code == 200
    assert people_listed(page) == []


def test_a_year_group_is_what_was_said_else_what_their_age_says(client, team, settings):
    settings.TODAY = make.TODAY
    by_age = make.young_person(team, born_on=date(2013, 9, 1))
    said = make.young_person(team, born_on=date(2012, 9, 1), year_group="Year 8")
    make.young_person(team, born_on=date(2013, 8, 31))
    assert set(found(client, year="Year 8")) == {by_age.name, said.name}


def test_show_only_narrows_to_what_it_says(client, team):
    quiet, protected, need, helped = (make.young_person(team, nhs_number=n) for n in NUMBERS)
    by = make.member(team)
    common = {"provider": team.provider, "reason": "Asked", "happened_on": make.TODAY, "by": by}
    QuietMode.objects.create(young_person=quiet, step="on", **common)
    QuietMode.objects.create(young_person=quiet, step="reviewed", **common)
    QuietMode.objects.create(young_person=helped, step="on", **common)
    QuietMode.objects.create(young_person=helped, step="off", **common)
    YoungPerson.objects.filter(pk=protected.pk).update(is_location_protected=True)
    YoungPerson.objects.filter(pk=need.pk).update(communication_needs=["bsl"])
    Consent.objects.create(
        young_person=helped,
        provider=team.provider,
        purpose="help",
        answer="given",
        given_by="young_person",
        happened_on=make.TODAY,
    )
    assert found(client, only="quiet") == [quiet.name]
    assert found(client, only="protected") == [protected.name]
    assert found(client, only="need") == [need.name]
    assert set(found(client, only="no_consent")) == {quiet.name, protected.name, need.name}
    assert found(client, only="no_number") == []


NUMBERS = ("9990000018", "9990000026", "9990000034", "9990000042")


def test_only_ones_own_team_is_found_and_a_provider_finds_all_its_teams(sign_in):
    provider = make.provider()
    ours, theirs = make.team(provider), make.team(provider)
    one, two = make.young_person(ours, last_name="Alder"), make.young_person(theirs, last_name="Alder")
    make.young_person(make.team(), last_name="Alder")
    assert found(sign_in(make.member(ours)), q="alder") == [one.name]
    assert set(found(sign_in(make.member(provider, Role.TEAM_LEAD)), q="alder")) == {one.name, two.name}


@pytest.mark.parametrize("role", [Role.SENIOR_MENTAL_HEALTH_LEAD, Role.COMMISSIONER, Role.PROGRAMME])
def test_the_list_is_not_for_schools_and_the_programme(sign_in, role):
    member = make.member(make.school()) if role is Role.SENIOR_MENTAL_HEALTH_LEAD else None
    member = member or make.member(make.provider(), role)
    assert sign_in(member).get(LIST, {"q": "a"}).status_code == 403


def test_a_page_holds_fifty_and_the_look_is_logged_once_with_whom_it_showed(client, team):
    people = [make.young_person(team, last_name="Alder") for _ in range(53)]
    page = client.get(LIST, {"q": "alder"})
    assert len(people_listed(page)) == 50
    look = LogEntry.objects.get(what="children and young people listed")
    assert len(look.records) == 50
    assert set(look.records) < {person.ref for person in people}
    assert len(found(client, q="alder", page="2")) == 3


def test_the_number_of_queries_does_not_grow_with_the_list(
    client, team, django_assert_num_queries, django_assert_max_num_queries
):
    def fill(many):
        for _ in range(many):
            person = make.young_person(team, last_name="Alder", school=make.school())
            make.referral(team, young_person=person)

    fill(2)
    client.get(LIST, {"q": "alder"})
    with django_assert_max_num_queries(40) as few:
        client.get(LIST, {"q": "alder"})
    fill(20)
    with django_assert_num_queries(len(few)):
        client.get(LIST, {"q": "alder"})


def test_the_bare_address_goes_back_to_what_was_looked_for(client, team):
    make.young_person(team, last_name="Alder")
    client.get(LIST, {"q": "alder"})
    assert client.get(LIST).url == f"{LIST}?q=alder"
    assert client.get(LIST, {"clear": "1"}).url == LIST
    assert client.get(LIST).status_code == 200


def test_a_request_of_another_team_is_not_shown_beside_a_name(sign_in):
    provider = make.provider()
    team = make.team(provider)
    person = make.young_person(team, last_name="Alder")
    make.referral(make.team(provider), young_person=person)
    page = sign_in(make.member(team)).get(LIST, {"q": "alder"})
    assert people_listed(page) == [person.name]
    assert "No request" in page.content.decode()
