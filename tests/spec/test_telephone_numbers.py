"""A telephone number in any shape people type is one number; what is none says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.identity import NotValid
from trailblazer.domain.telephone import for_texts, kept, number


@pytest.mark.parametrize(
    "typed",
    [
        "07700900118",
        "07700 900118",
        "07700 900 118",
        "+44 7700 900118",
        "+447700900118",
        "0044 7700 900118",
        "+44 (0)7700 900118",
        "(07700) 900118",
        "07700-900-118",
        "07700.900.118",
        "447700900118",
        "7700900118",
        "07700\u00a0900\u2011118",
        "\u202a+44 7700 900118\u202c",
        "０７７００９００１１８",
    ],
)
def test_every_shape_of_one_mobile_is_one_number(typed):
    assert kept(typed) == "07700 900118"
    assert for_texts(typed) == "+447700900118"


@pytest.mark.parametrize(
    "typed, shape",
    [
        ("02079460101",             "020 7946 0101"),
        ("(020) 7946 0101",         "020 7946 0101"),
        ("+44 20 7946 0101",        "020 7946 0101"),
        ("0113 4960101",            "0113 496 0101"),
        ("0161 496 0101",           "0161 496 0101"),
        ("01632 960101",            "01632 960101"),
        ("0163296010",              "01632 96010"),      # an area with one digit fewer
        ("0800 0001066",            "0800 000 1066"),
        ("020 7946 0101 ext. 12",   "020 7946 0101 x12"),
        ("020 7946 0101 x 12",      "020 7946 0101 x12"),
        ("02079460101 extension 5", "020 7946 0101 x5"),
        ("020 7946 0101 #12345",    "020 7946 0101 x12345"),
        ("+33 1 23 45 67 89",       "+33123456789"),
        ("0033 1 23 45 67 89",      "+33123456789"),
    ],
)  # fmt: skip
def test_other_numbers_are_kept_as_they_are_read(typed, shape):
    assert kept(typed) == shape
    assert len(shape) <= 20, "as long as it is kept"


@pytest.mark.parametrize(
    "typed, says",
    [
        ("0770090011",            "too short: it has 10 digits, not 11"),
        ("077009001188",          "too long: it has 12 digits, not 11"),
        ("020 7946",              "too short"),
        ("+44 7700 9001",         "too short"),
        ("+33 12",                "too short: it has 4 digits"),
        ("+1234567890123456",     "too long"),
        ("999",                   "begins 01, 02, 03, 07 or 08"),
        ("0900 900118",           "begins 01"),
        ("ask her mum",           "Enter a telephone number, for"),
        ("07700 900118 (mum)",    "Enter a telephone number, for"),
        ("07700 900118, 900119",  "Enter a telephone number, for"),
        ("",                      "Enter a telephone number, for"),
        ("+",                     "Enter a telephone number, for"),
        ("020 7946 0101 x1234567", "extension of this telephone number is too long"),
    ],
)  # fmt: skip
def test_what_is_no_number_says_why(typed, says):
    with pytest.raises(NotValid, match=says):
        kept(typed)


@pytest.mark.parametrize(
    "typed, says",
    [
        ("020 7946 0101",       "not a mobile number"),
        ("07700 900118 ext 3",  "extension takes no text"),
        ("+33 6 12 34 56 78",   "UK mobile numbers only"),
        ("070 1234 5678",       "not a mobile number"),
        ("0760 123 4567",       "not a mobile number"),
    ],
)  # fmt: skip
def test_a_text_goes_to_a_mobile_alone(typed, says):
    with pytest.raises(NotValid, match=says):
        for_texts(typed)


@given(st.text(max_size=40) | st.text("0123456789+() -.x", max_size=30))
def test_whatever_is_typed_is_a_number_or_a_sentence_and_kept_twice_is_kept_once(typed):
    try:
        shape = kept(typed)
    except NotValid:
        return
    assert kept(shape) == shape
    assert number(shape) == number(typed)
    assert len(shape) <= 22
