from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trailblazer.domain.matching import Person, Strength, candidate_keys, likeness

ROBIN = Person("Robin", "Fernleigh", date(2013, 5, 3), "SM1 1AA", "")


@pytest.mark.parametrize(
    "other, strength",
    [
        #  what is different                                   what it is
        (replace(ROBIN), Strength.LIKELY),
        (replace(ROBIN, first_name="Robyn"), Strength.LIKELY),
        (replace(ROBIN, first_name="ROBIN", last_name="Fern-Leigh", postcode=""), Strength.LIKELY),
        (replace(ROBIN, first_name="Fernleigh", last_name="Robin"), Strength.LIKELY),
        (replace(ROBIN, last_name="Ashgrove-Fernleigh"), Strength.LIKELY),
        (replace(ROBIN, last_name="Fernleigh-Ashgrove"), Strength.LIKELY),
        (replace(ROBIN, last_name="Ashgrove"), Strength.MAYBE),
        (replace(ROBIN, born_on=date(2013, 3, 5), postcode=""), Strength.MAYBE),
        (replace(ROBIN, born_on=date(2012, 5, 3)), Strength.MAYBE),
        (replace(ROBIN, first_name="Amira"), Strength.TWIN),
        (replace(ROBIN, first_name="Amira", postcode="SM2 2BB"), None),
        (replace(ROBIN, first_name="Amira", last_name="Ashgrove"), None),
    ],
)  # fmt: skip
def test_what_is_alike_and_how_much(other, strength):
    found = likeness(ROBIN, other)
    assert (found.strength if found else None) == strength


def test_the_same_number_is_the_same_person_whatever_the_name():
    one, other = replace(ROBIN, nhs_number="9990000018"), Person("Amira", "Ashgrove", nhs_number="9990000018")
    assert likeness(one, other).strength is Strength.SAME_NUMBER


def test_a_number_on_a_record_where_nothing_else_is_alike_is_doubted():
    one = replace(ROBIN, nhs_number="9990000018")
    other = Person("Amira", "Ashgrove", date(2010, 1, 1), nhs_number="9990000018")
    assert "check the number" in likeness(one, other).reasons[-1]
    assert likeness(one, replace(one)).reasons == ("same NHS number",)


def test_twins_with_like_names_are_spoken_of():
    ella, bella = replace(ROBIN, first_name="Ella"), replace(ROBIN, first_name="Bella")
    assert "may be a twin" in likeness(ella, bella).reasons[-1]
    assert "twin" not in " ".join(likeness(ella, replace(ella)).reasons)


def test_no_fixed_home_is_not_a_home_in_common():
    one, other = replace(ROBIN, postcode="ZZ99 3VZ"), replace(ROBIN, postcode="ZZ99 3VZ", first_name="Amira")
    assert likeness(one, other) is None


def test_a_birth_date_that_is_not_known_is_not_called_different():
    found = likeness(ROBIN, replace(ROBIN, born_on=None))
    assert found.reasons == ("same postcode", "like name", "a date of birth is not known")


def test_someone_with_one_name_only_is_found_again():
    one = Person("Suharto", "", date(2013, 5, 3))
    assert likeness(one, replace(one)).strength is Strength.LIKELY


def test_two_numbers_are_two_people_and_twins_are_said_to_be_twins():
    one, other = replace(ROBIN, nhs_number="9990000018"), replace(ROBIN, nhs_number="9990000026")
    assert likeness(one, other).may_be_twin
    assert likeness(one, replace(other, postcode="SM2 2BB")) is None


def test_a_short_name_is_found_by_what_someone_is_known_as():
    found = likeness(replace(ROBIN, first_name="Samira"), replace(ROBIN, first_name="Sam"))
    assert found.strength is Strength.LIKELY


names = some.sampled_from(["Robin", "Robyn", "Amira", "Sam", "Samira", "Fernleigh", "Ashgrove", "Zoë", "Li"])
people = some.builds(
    Person,
    names,
    names,
    some.none() | some.dates(date(2010, 1, 1), date(2010, 12, 31)),
    some.sampled_from(["", "SM1 1AA", "sm11aa", "SM2 2BB", "ZZ99 3VZ"]),
    some.sampled_from(["", "9990000018", "9990000026"]),
    some.just("") | names,
)


@given(people, people)
def test_it_does_not_matter_which_comes_first(one, other):
    assert likeness(one, other) == likeness(other, one)


@given(people, people)
def test_any_two_with_a_likeness_share_a_key(one, other):
    if likeness(one, other):
        assert candidate_keys(one) & candidate_keys(other)


@given(people)
def test_someone_with_a_birth_date_is_always_found_again(person):
    if person.born_on:
        assert likeness(person, person) is not None
