from datetime import date

import pytest

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.domain.matching import Person, Strength
from trailblazer.young_people import actions
from trailblazer.young_people.duplicates import Doubtful, possible_duplicates
from trailblazer.young_people.models import YoungPerson

pytestmark = pytest.mark.django_db
BORN = date(2013, 5, 3)
NUMBER, OTHER_NUMBER = "9990000018", "9990000026"


def known(team, **fields):
    ordinary = {"first_name": "Samira", "last_name": "Thornbury", "born_on": BORN, "postcode": "SM5 3PT"}
    return make.young_person(team, **(ordinary | fields))


def asked(**fields):
    ordinary = {"first_name": "Samira", "last_name": "Thornbury", "born_on": BORN, "postcode": "SM5 3PT"}
    return Person(**(ordinary | fields))


@pytest.mark.parametrize(
    "typed, reason",
    [
        #  what was typed                                            why they may be one person
        (asked(first_name="Sámira"), "like name"),
        (asked(first_name="Sam"), "like name"),
        (asked(first_name="Thornbury", last_name="Samira"), "like name"),
        (asked(born_on=date(2013, 3, 5)), "day and month of birth changed round"),
        (asked(born_on=None), "same postcode"),
        (asked(first_name="Zoë", last_name="Else", born_on=None, nhs_number=NUMBER), "same NHS number"),
    ],
)  # fmt: skip
def test_who_may_be_the_same_is_found_with_the_reason_in_words(typed, reason):
    team = make.team()
    person = known(team, nhs_number=NUMBER)
    [(found, likeness)] = possible_duplicates(team.provider.pk, typed)
    assert found == person
    assert reason in likeness.reasons


def test_nobody_of_another_provider_is_found():
    known(make.team())
    assert possible_duplicates(make.team().provider.pk, asked()) == []


def test_somebody_of_another_team_of_the_provider_is_found():
    provider = make.provider()
    person = known(make.team(provider))
    [(found, _)] = possible_duplicates(make.team(provider).provider.pk, asked())
    assert found == person


def test_twins_are_told_apart_and_come_last():
    team = make.team()
    twin = known(team, first_name="Bilal")
    same = known(team, first_name="Samira", postcode="")
    found = possible_duplicates(team.provider.pk, asked())
    assert [(person, likeness.may_be_twin) for person, likeness in found] == [(same, False), (twin, True)]


def test_two_different_nhs_numbers_are_two_people():
    team = make.team()
    known(team, nhs_number=NUMBER)
    [(_, likeness)] = possible_duplicates(team.provider.pk, asked(nhs_number=OTHER_NUMBER))
    assert likeness.strength is Strength.TWIN


def test_the_keys_follow_a_change_of_the_record():
    team = make.team()
    person = known(team, nhs_number=NUMBER)
    person.nhs_number = OTHER_NUMBER
    person.save()
    by_old_number = Person("Else", "Nobody", nhs_number=NUMBER)
    by_new_number = Person("Else", "Nobody", nhs_number=OTHER_NUMBER)
    assert possible_duplicates(team.provider.pk, by_old_number) == []
    assert [found for found, _ in possible_duplicates(team.provider.pk, by_new_number)] == [person]


def create(team, **values):
    ordinary = {"first_name": "Samira", "last_name": "Thornbury", "born_on": BORN, "today": make.TODAY}
    return actions.create(by=make.member(team), **(ordinary | values))


def test_a_record_is_made_only_once_the_look_alikes_were_seen():
    team = make.team()
    person = known(team)
    with pytest.raises(Doubtful) as refused:
        create(team)
    assert [doubt.young_person for doubt in refused.value.doubts] == [person]
    assert YoungPerson.objects.count() == 1

    made = create(team, seen=[person.ref])
    assert made != person
    assert YoungPerson.objects.count() == 2


def test_a_look_alike_that_came_in_the_meantime_is_shown_too():
    team = make.team()
    seen = known(team)
    came_since = known(team)
    with pytest.raises(Doubtful) as refused:
        create(team, seen=[seen.ref])
    assert {doubt.key for doubt in refused.value.doubts} == {seen.ref, came_since.ref}


def test_an_nhs_number_is_kept_once_in_a_provider_whatever_was_seen():
    team = make.team()
    person = known(team, nhs_number=NUMBER)
    with pytest.raises(NotPossible, match="Another record has this NHS number"):
        create(team, nhs_number=NUMBER, seen=[person.ref])


def test_a_change_of_name_is_compared_with_others_again():
    team = make.team()
    person, other = known(team), make.young_person(team, first_name="Ines", born_on=BORN)
    with pytest.raises(Doubtful):
        actions.change(
            other, by=make.member(team), today=make.TODAY, first_name="Samira", last_name="Thornbury"
        )
    changed = actions.change(other, by=make.member(team), today=make.TODAY, pronouns="she")
    assert changed.pronouns == "she"
    assert person != changed
