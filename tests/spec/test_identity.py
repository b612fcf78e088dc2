from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trailblazer.domain import identity
from trailblazer.domain.identity import NotValid

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("typed", ["9990000018", "999 000 0018", "999-000-0018", " 9990000018 "])
def test_an_nhs_number_is_taken_however_it_is_spaced(typed):
    assert identity.nhs_number(typed) == "9990000018"


@pytest.mark.parametrize(
    "typed", ["0000000000", "9990000019", "999000001", "99900000180", "999000001X", "", "９９９００００018"]
)
def test_what_is_not_an_nhs_number_is_refused_with_a_sentence(typed):
    with pytest.raises(NotValid, match="NHS number"):
        identity.nhs_number(typed)


@given(some.integers(0, 999_999), some.integers(0, 9), some.integers(1, 9))
def test_one_wrong_digit_never_makes_another_number(index, place, shift):
    number = identity.test_nhs_number(index)
    if number is None:
        return
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(NotValid):
        identity.nhs_number(wrong)


def test_an_nhs_number_is_shown_in_threes_and_four():
    assert identity.show_nhs_number("9990000018") == "999 000 0018"


@pytest.mark.parametrize(
    "typed, kept",
    [
        ("  Anastasia-Marie   O’Neill ", "Anastasia-Marie O’Neill"),
        ("Zoe\u0308", "Zoë"),
        ("ليلى", "ليلى"),
        ("Sam\u202e", "Sam"),
        ("   ", ""),
        ("\ufeffSa\u200bm\r\n", "Sam"),
        ("سارا\u200cبیگم", "سارا\u200cبیگم"),  # the joiner is part of the spelling
        ("X Æ 12 😀", "X Æ 12 😀"),
        ("赵梅琳", "赵梅琳"),
    ],
)
def test_a_name_is_kept_as_people_write_it(typed, kept):
    assert identity.person_name(typed) == kept


@pytest.mark.parametrize(
    "typed", ["x" * 10_000, "😀" * 60, "12345", "\u202e", "\u0301", "Robin\x00", "Ro\x1cbin"]
)
def test_what_is_not_a_name_is_refused(typed):
    with pytest.raises(NotValid):
        identity.person_name(typed)


def test_a_name_that_is_longer_once_composed_is_refused_too():
    with pytest.raises(NotValid, match="at most 100"):
        identity.person_name("\u0958" * 60)


@given(some.text(max_size=120))
def test_a_name_that_is_kept_is_kept_as_it_is_ever_after(typed):
    try:
        name = identity.person_name(typed)
    except NotValid:
        return
    assert identity.person_name(name) == name
    assert len(name) <= identity.NAME_LIMIT


def test_names_are_compared_without_case_accents_and_hyphens():
    assert identity.match_key("Zoë O’Neill-Strauß") == identity.match_key("zoe oneill strauss")
    assert identity.match_key("Michał Øđ") == identity.match_key("MICHAL OD")


@pytest.mark.parametrize(
    "one, other",
    [
        ("admin", "\u0430dmin"),  # the first letter of the second is Cyrillic
        ("रवि", "रवा"),  # one vowel sign apart
        ("Ben", "Ken"),
    ],
)
def test_names_that_only_look_alike_are_two(one, other):
    assert identity.match_key(one) != identity.match_key(other)


@given(some.text(max_size=120))
def test_a_key_is_its_own_key(typed):
    key = identity.match_key(typed)
    assert identity.match_key(key) == key


@pytest.mark.parametrize(
    "born_on, day, age",
    [
        (date(2013, 5, 3), date(2026, 5, 2), 12),
        (date(2013, 5, 3), date(2026, 5, 3), 13),
        (date(2012, 2, 29), date(2025, 2, 28), 12),
        (date(2012, 2, 29), date(2025, 3, 1), 13),
    ],
)  # fmt: skip
def test_age_is_in_whole_years(born_on, day, age):
    assert identity.age_on(born_on, day) == age


@pytest.mark.parametrize(
    "born_on, finding",
    [
        (date(2013, 5, 3), None),
        (date(2022, 3, 1), False),  # 4, and in Reception: a warning
        (date(2022, 10, 1), True),  # 4, and not yet at school: refused
        (date(2023, 3, 1), True),  # 3: refused
        (date(2000, 11, 24), True),  # 26: refused
        (date(2000, 11, 25), None),  # 25 for one more day
    ],
)
def test_a_four_year_old_warns_and_outside_5_to_25_is_refused(born_on, finding):
    found = identity.age_finding(born_on, TODAY)
    assert (found and found.is_refused) == finding if finding is not None else found is None


def test_a_birth_date_to_come_is_refused():
    with pytest.raises(NotValid, match="still to come"):
        identity.birth_date(date(2026, 11, 25), TODAY)


@pytest.mark.parametrize(
    "born_on, group",
    [
        (date(2022, 8, 31), "Reception"),
        (date(2021, 9, 1), "Reception"),
        (date(2021, 8, 31), "Year 1"),
        (date(2015, 5, 3), "Year 7"),
        (date(2008, 9, 1), "Year 13"),
        (date(2008, 8, 31), ""),
    ],
)
def test_year_groups_begin_on_the_first_of_september(born_on, group):
    assert identity.school_year_group(born_on, TODAY) == group


def test_a_postcode_is_kept_with_its_space():
    assert identity.postcode("sm53pt") == "SM5 3PT"
    with pytest.raises(NotValid):
        identity.postcode("SM5")
