"""Fields in the words of letters: a fixed list, filled in once, and a misspelt one says what there is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.merging import BY_CODE, FIELDS, NotWords, check, fields_in, merge, without_empty_lines


@pytest.mark.parametrize(
    "words, values, text",
    [
        ("Hello ((recipient)),",          {"recipient": "Sam"},            "Hello Sam,"),
        ("Hello (( recipient )),",        {"recipient": "Sam"},            "Hello Sam,"),
        ("Hello ((Recipient)),",          {"recipient": "Sam"},            "Hello Sam,"),
        ("Ring ((Team telephone))",       {"team_telephone": "020"},       "Ring 020"),
        ("((team)) and ((team))",         {"team": "Sutton"},              "Sutton and Sutton"),
        ("No fields (but brackets) here", {},                              "No fields (but brackets) here"),
        ("Hello ((recipient))",           {"recipient": "((full_name))"},  "Hello ((full_name))"),
    ],
)  # fmt: skip
def test_each_field_is_filled_in_and_what_is_filled_in_is_not_read_again(words, values, text):
    assert merge(words, values) == text


@pytest.mark.parametrize(
    "words, says",
    [
        ("Hello ((recipiant))",     r"There is no field \(\(recipiant\)\)"),
        ("Live at ((address))",     r"There is no field \(\(address\)\)"),
        ("((nhs_number))",          r"There is no field"),
        ("Hello ((recipient)",      "Two brackets stand alone"),
        ("Hello recipient))",       "Two brackets stand alone"),
        ("Hello (())",              "There is no field"),
    ],
)  # fmt: skip
def test_what_is_no_field_is_refused(words, says):
    with pytest.raises(NotWords, match=says):
        check(words, BY_CODE)


def test_no_field_holds_an_address_a_number_or_another_parent():
    assert not {"address", "postcode", "nhs_number", "carer", "parent", "born_on"} & {f.code for f in FIELDS}


def test_a_field_without_a_value_is_an_error_and_not_a_blank():
    with pytest.raises(NotWords):
        merge("Hello ((recipient))", {})


def test_an_unknown_value_leaves_no_hole():
    assert without_empty_lines("Hello\n\n\n\nRing us\n") == "Hello\n\nRing us\n"


@given(st.text(max_size=200), st.text(max_size=40))
def test_words_that_are_checked_can_always_be_filled_in(words, value):
    try:
        check(words, BY_CODE)
    except NotWords:
        return
    merged = merge(words, dict.fromkeys(BY_CODE, value))
    assert fields_in(words) or merged == words
