from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from tests.young_people.pages import fields_of, send, words_of
from trailblazer.access.models import LogEntry
from trailblazer.access.records import StaleSave
from trailblazer.access.roles import Role
from trailblazer.young_people import actions
from trailblazer.young_people.models import Carer, YoungPerson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
PAGES = ("record", "change", "change_reach", "change_about", "add_carer", "agreed", "consent", "competence")
PAGES += ("quiet_mode", "who", "log")


def at(name, person, *more):
    return reverse(f"young_people:{name}", args=[person.ref, *more])


@pytest.fixture
def person(team):
    return make.young_person(
        team, first_name="Zahra", last_name="Thornbury", born_on=date(2012, 2, 14), school=make.school()
    )


@pytest.fixture
def client(team, sign_in):
    return sign_in(make.member(team, Role.PRACTITIONER))


def carer(person, **values):
    ordinary = {"name": "Daniel Thornbury", "relationship": "father", "may_decide": True}
    return Carer.objects.create(provider=person.provider, young_person=person, **(ordinary | values))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_a_record_opens_for_its_team_and_for_nobody_else(page, person, client, sign_in):
    address = at(page, person)
    assert client.get(address).status_code == 200
    provider = person.provider
    assert sign_in(make.member(make.team(provider), Role.PRACTITIONER)).get(address).status_code == 404
    assert sign_in(make.member(make.team(), Role.PRACTITIONER)).get(address).status_code == 404
    school_lead = make.member(person.school)
    assert sign_in(school_lead).get(address).status_code in (403, 404)


def test_a_provider_opens_the_records_of_all_its_teams(person, sign_in):
    member = make.member(person.provider, Role.TEAM_LEAD)
    assert sign_in(member).get(at("record", person)).status_code == 200


def test_a_look_is_written_down(person, client):
    client.get(at("record", person))
    look = LogEntry.objects.get(kind="look")
    assert (look.what, look.young_person) == ("child or young person opened", person.ref)


def test_what_is_changed_is_kept_and_the_record_found_by_it(person, client):
    page = send(client, at("change", person), first_name="Zoë", nhs_number="999 000 0018")
    assert page.url == at("record", person)
    person.refresh_from_db()
    assert (person.first_name, person.nhs_number, person.version) == ("Zoë", "9990000018", 2)
    assert person.school is not None
    assert YoungPerson.objects.searched("zoe 0018").get() == person


def test_a_save_from_an_old_screen_is_refused_and_both_are_shown(person, client, team):
    typed = fields_of(client.get(at("change", person))) | {"first_name": "Zarah"}
    actions.change(person, by=make.member(team), today=make.TODAY, first_name="Zoë")

    page = client.post(at("change", person), typed)
    said = words_of(page)
    assert "Someone else changed this while you were writing. Your words are still here." in said
    assert "First name Zoë Zarah" in said
    assert fields_of(page)["first_name"] == ["Zarah"]
    person.refresh_from_db()
    assert person.first_name == "Zoë"

    client.post(at("change", person), fields_of(page))
    person.refresh_from_db()
    assert person.first_name == "Zarah"


def test_the_action_refuses_an_old_version(person, team):
    by = make.member(team)
    actions.change(person, by=by, today=make.TODAY, version=1, pronouns="she")
    with pytest.raises(StaleSave):
        actions.change(person, by=by, today=make.TODAY, version=1, pronouns="they")


def test_someone_of_26_can_still_be_written_to(team):
    grown = make.young_person(team, born_on=date(2000, 1, 1))
    changed = actions.change(grown, by=make.member(team), today=make.TODAY, telephone="07700 900118")
    assert changed.telephone == "07700 900118"


def test_nobody_changes_a_record_of_another_team(person):
    with pytest.raises(PermissionDenied):
        actions.change(person, by=make.member(make.team(person.provider)), today=make.TODAY, pronouns="she")


def test_a_school_that_closed_since_stays_until_another_is_chosen(person, client):
    type(person.school).objects.filter(pk=person.school_id).update(is_open=False)
    send(client, at("change", person), pronouns="she")
    person.refresh_from_db()
    assert person.pronouns == "she"
    assert person.school is not None


CARER = {"name": "Daniel Thornbury", "relationship": "father", "may_be_told": "yes", "may_decide": "no"}


def test_each_carer_has_their_own_rights(person, client):
    send(
        client, at("add_carer", person), **CARER, has_parental_responsibility="yes", telephone="07700 900164"
    )
    send(client, at("add_carer", person), **(CARER | {"name": "Maryam", "may_be_told": "no"}))
    daniel, maryam = person.carers.all()
    assert (daniel.has_parental_responsibility, daniel.may_be_told, daniel.may_decide) == (True, True, False)
    assert (maryam.has_parental_responsibility, maryam.may_be_told, maryam.lives_with) == (None, False, None)


def test_a_carer_is_changed_only_from_the_screen_last_seen(person, client):
    daniel = carer(person)
    address = at("change_carer", person, daniel.ref)
    old = fields_of(client.get(address))
    send(client, address, **CARER, note="Ring after 5pm")
    daniel.refresh_from_db()
    assert daniel.note == "Ring after 5pm"
    assert "Someone else changed this" in words_of(client.post(address, old | CARER | {"note": "Never ring"}))
    daniel.refresh_from_db()
    assert daniel.note == "Ring after 5pm"


def test_a_carer_is_reached_only_through_their_own_child(person, client, team):
    other = make.young_person(team)
    assert client.get(at("change_carer", other, carer(person).ref)).status_code == 404


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"name": ""}, "Enter their name"),
        ({"name": "a" * 10_000}, "Enter a name of at most 100 characters"),
        ({"note": "🙂🙂🙂🙂🙂🙂\n" * 60}, "Enter at most 300 characters. This has 419"),
        ({"relationship": ""}, "Choose who they are"),
        ({"may_be_told": ""}, "Choose whether they may be told"),
    ],
)
def test_a_carer_that_cannot_be_kept_is_refused(person, client, typed, sentence):
    assert sentence in words_of(send(client, at("add_carer", person), **(CARER | typed)))
    assert not person.carers.exists()


def test_the_same_carer_sent_twice_is_one(person, client):
    sent = fields_of(client.get(at("add_carer", person))) | CARER
    client.post(at("add_carer", person), sent)
    client.post(at("add_carer", person), sent)
    assert person.carers.count() == 1


def test_a_protected_home_is_marked_and_never_printed(person, client, team):
    home = {"address": "12 Rowan Way", "postcode": "SM5 3PT"}
    actions.change(person, by=make.member(team), today=make.TODAY, is_location_protected=True, **home)
    page = client.get(at("record", person))
    assert "Nobody may learn where Zahra lives" in words_of(page)
    before, _, _ = page.content.decode().partition("12 Rowan Way")
    assert before.rstrip().endswith('<p class="tb-not-printed"><strong>Home:</strong>')
    assert YoungPerson.objects.get().printable_home == ""


def test_a_home_that_is_not_protected_may_be_printed(team):
    assert make.young_person(team, address="12 Rowan Way", postcode="SM5 3PT").printable_home
