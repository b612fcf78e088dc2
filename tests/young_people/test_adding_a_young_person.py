from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from tests import make
from tests.young_people.pages import fields_of, send, words_of
from trailblazer.access.models import LogEntry
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.young_people import actions
from trailblazer.young_people.models import YoungPerson

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
ADD = reverse("young_people:add")


@pytest.fixture
def client(team, sign_in):
    return sign_in(make.member(team, Role.ADMINISTRATOR))


def born(day, month, year):
    return {"born_on_day": str(day), "born_on_month": str(month), "born_on_year": str(year)}


ORDINARY = {"first_name": "Zahra", "last_name": "Thornbury", **born(14, 2, 2012)}


def test_a_record_is_made_with_everything_that_was_said(client, team):
    school = make.school(name="Greenhollow High School")
    more = {
        "known_as": " Zee ",
        "pronouns": "she",
        "name_in_own_script": "زهراء",
        "own_script_language": "ar",
        "nhs_number": "999 000 0018",
        "school_typed": "greenhollow",
        "postcode": "sm53pt",
        "is_location_protected": "on",
        "communication_needs": ["bsl", "quiet_room"],
        "interpreter_language": "Arabic",
        "ethnicity": "J",
        "disability": "declined",
    }
    page = send(client, ADD, **ORDINARY, **more)
    person = YoungPerson.objects.get()
    assert page.url == reverse("young_people:record", args=[person.ref])
    assert (person.name, person.known_as, person.called) == ("Zahra Thornbury", "Zee", "Zee")
    assert (person.nhs_number, person.postcode, person.school) == ("9990000018", "SM5 3PT", school)
    assert person.communication_needs == ["bsl", "quiet_room"]
    assert (person.ethnicity, person.disability, person.gender) == ("J", "declined", "not_asked")
    assert (person.provider, person.team) == (team.provider, team.organisation)
    assert person.is_location_protected
    assert LogEntry.objects.filter(what="young person added", young_person=person.ref).count() == 1


def test_somebody_with_one_name_keeps_one_name(client):
    send(client, ADD, first_name="Suharto", **born(14, 2, 2012))
    assert YoungPerson.objects.get().name == "Suharto"


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"first_name": ""}, "Enter the first name"),
        ({"first_name": "a" * 10_000}, "Enter a first name of at most 100 characters. This one has 10,000"),
        ({"last_name": "🙂\n" * 60}, "Enter a last name"),
        ({"first_name": "12345"}, "Enter a first name with letters"),
        ({"nhs_number": "999 000 0019"}, "This is not an NHS number: one of its digits is wrong"),
        ({"nhs_number": "12345"}, "Enter an NHS number of 10 digits"),
        (born(25, 11, 2026), "Enter a date of birth in the past. This one is still to come"),
        (born(31, 2, 2013), "Enter a real date, for example 27 3 2026"),
        (born("", "", ""), "Enter the date of birth"),
        (born(14, 2, 1999), "Enter the date of birth of someone aged 5 to 25"),
        (born(1, 10, 2022), "Enter the date of birth of someone aged 5 to 25. This person is 4"),
        ({"postcode": "SM5"}, "Enter a full postcode, for example SM5 3PT"),
        ({"email": "zee"}, "Enter an email address, for example name@example.org"),
        ({"telephone": "ring me"}, "Enter a telephone number, for example 07700 900118"),
        ({"contact_wishes": "🙂🙂🙂🙂🙂🙂\n" * 60}, "Enter at most 300 characters. This has 419"),
        ({"pronouns": "she\x00"}, "Enter it again without control characters"),
        ({"school_typed": "Nowhere Academy"}, "No open school matches this"),
        ({"name_in_own_script": "زهراء"}, "Choose the language of the name in its own script"),
        ({"ethnicity": "nonsense"}, "Choose one of the answers"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_sentence_and_nothing_is_written(client, typed, sentence):
    page = send(client, ADD, **(ORDINARY | typed))
    assert page.status_code == 200
    assert sentence in words_of(page)
    assert not YoungPerson.objects.exists()
    kept = {name: value for name, value in (ORDINARY | typed).items() if value and "\x00" not in value}
    shown = fields_of(page)
    assert all(shown[name][0].split() == value.split() for name, value in kept.items() if name != "ethnicity")


def test_emoji_that_fit_are_kept_as_they_are(client):
    send(client, ADD, **ORDINARY, contact_wishes="🙂\n" * 60)
    assert YoungPerson.objects.get().contact_wishes.count("🙂") == 60


def test_a_child_of_four_in_reception_is_kept_once_the_warning_was_seen(client):
    page = send(client, ADD, **(ORDINARY | born(1, 3, 2022)))
    assert "This child is 4. Children in Reception may be helped" in words_of(page)
    assert "Save anyway" in words_of(page)
    assert not YoungPerson.objects.exists()

    client.post(ADD, fields_of(page))
    assert YoungPerson.objects.get().born_on == date(2022, 3, 1)


def test_look_alikes_are_shown_with_the_reason_before_a_record_is_made(client, team):
    known = make.young_person(team, first_name="Zara", last_name="Thornbury", born_on=date(2012, 2, 14))
    page = send(client, ADD, **ORDINARY)
    assert "Is it one of these?" in words_of(page)
    assert "same date of birth, like name" in words_of(page)
    assert reverse("young_people:record", args=[known.ref]) in page.content.decode()
    assert YoungPerson.objects.count() == 1
    look = LogEntry.objects.get(what="possible duplicates shown")
    assert look.records == [known.ref]

    client.post(ADD, fields_of(page))
    assert YoungPerson.objects.count() == 2


def test_a_twin_is_named_as_one(client, team):
    make.young_person(
        team, first_name="Bilal", last_name="Thornbury", born_on=date(2012, 2, 14), postcode="SM5 3PT"
    )
    page = send(client, ADD, **ORDINARY, postcode="SM5 3PT")
    assert "Perhaps a twin" in words_of(page)
    assert "keep two records" in words_of(page)


def test_what_was_typed_can_be_changed_from_there(client, team):
    make.young_person(team, first_name="Zahra", last_name="Thornbury", born_on=date(2012, 2, 14))
    page = send(client, ADD, **ORDINARY)
    form = client.post(ADD, fields_of(page) | {"change": "1"})
    assert fields_of(form)["first_name"] == ["Zahra"]
    assert YoungPerson.objects.count() == 1


def test_of_a_look_alike_in_another_team_only_the_team_is_named(sign_in):
    provider = make.provider()
    other = make.team(provider, name="Merton team")
    known = make.young_person(
        other,
        first_name="Zara",
        last_name="Thornbury",
        born_on=date(2012, 2, 14),
        school=make.school(name="Far Away School"),
    )
    page = send(sign_in(make.member(make.team(provider))), ADD, **ORDINARY)
    assert "Somebody known to Merton team" in words_of(page)
    for secret in ("Zara", known.ref + '"', "Far Away School"):
        assert f"{secret} " not in words_of(page)
    assert reverse("young_people:record", args=[known.ref]) not in page.content.decode()


def test_the_same_form_sent_twice_makes_one_record(client):
    sent = fields_of(client.get(ADD)) | ORDINARY
    first, second = client.post(ADD, sent), client.post(ADD, sent)
    assert first.url == second.url
    assert YoungPerson.objects.count() == 1


def test_where_several_schools_match_one_is_chosen_without_script(client):
    for name in ("Greenhollow North School", "Greenhollow South School"):
        make.school(name=name)
    page = send(client, ADD, **ORDINARY, school_typed="greenhollow")
    assert "Choose the school: 2 match what you typed" in words_of(page)
    assert "Greenhollow North School" in words_of(page)

    south = YoungPerson._meta.get_field("school").related_model.objects.get(name__contains="South")
    client.post(ADD, fields_of(page) | {"school": str(south.urn)})
    assert YoungPerson.objects.get().school == south


def test_a_closed_school_is_not_offered(client):
    school = make.school(name="Greenhollow High School", is_open=False)
    assert "No open school matches this" in words_of(
        send(client, ADD, **ORDINARY, school_typed=str(school.urn))
    )


def test_who_works_for_a_whole_provider_says_for_which_team(sign_in):
    provider = make.provider()
    team, foreign = make.team(provider), make.team()
    client = sign_in(make.member(provider, Role.ADMINISTRATOR))
    assert "Choose a team" in words_of(send(client, ADD, **ORDINARY))
    assert "Choose a team" in words_of(send(client, ADD, **ORDINARY, team=foreign.organisation.ref))
    send(client, ADD, **ORDINARY, team=team.organisation.ref)
    assert YoungPerson.objects.get().team == team.organisation


def test_the_action_takes_no_team_of_another_provider():
    with pytest.raises(NotPossible, match="your own provider"):
        actions.create(
            by=make.member(make.provider(), Role.ADMINISTRATOR),
            today=make.TODAY,
            team=make.team().organisation,
            first_name="Zahra",
            born_on=date(2012, 2, 14),
        )


@pytest.mark.parametrize("role", [Role.SENIOR_MENTAL_HEALTH_LEAD, Role.PROGRAMME, Role.COMMISSIONER])
def test_who_may_not_add_anybody(role):
    with pytest.raises(PermissionDenied):
        actions.create(
            by=make.member(make.provider(), role),
            today=make.TODAY,
            first_name="Zahra",
            born_on=date(2012, 2, 14),
        )


@pytest.mark.parametrize(
    "values, sentence",
    [
        ({"born_on": date(2026, 11, 25)}, "still to come"),
        ({"born_on": date(1999, 1, 1)}, "aged 5 to 25"),
        ({"nhs_number": "9990000019"}, "not an NHS number"),
        ({"first_name": "a" * 10_000}, "at most 100 characters"),
    ],
)
def test_the_action_keeps_the_rules_also_without_a_form(values, sentence):
    ordinary = {"first_name": "Zahra", "last_name": "Thornbury", "born_on": date(2012, 2, 14)}
    with pytest.raises(NotPossible, match=sentence):
        actions.create(by=make.member(), today=make.TODAY, **(ordinary | values))
    assert not YoungPerson.objects.exists()
