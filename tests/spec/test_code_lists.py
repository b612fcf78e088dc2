from datetime import date
from pathlib import Path

import pytest

from trailblazer.domain import codes

LISTS = sorted(path.stem for path in Path(codes.__file__).parents[1].glob("data/codes/*.toml"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_it_comes_from_and_has_words_for_each_code(name):
    code_list = codes.load(name)
    assert code_list.source
    assert all(code.words for code in code_list)


def test_an_unknown_code_is_an_error_and_not_a_blank():
    with pytest.raises(codes.UnknownCode):
        codes.load("outcome").words("accepted")


def test_an_entry_can_be_chosen_only_within_its_dates():
    code = codes.Code("old", "Old", valid_from=date(2020, 1, 1), valid_to=date(2024, 12, 31))
    found = codes.CodeList("made", "here", (code,))
    assert found.on(date(2024, 12, 31)) == (code,)
    assert found.on(date(2025, 1, 1)) == ()


def test_missing_middle_is_an_outcome_of_its_own():
    assert "missing_middle" in codes.load("outcome")


def test_families_are_offered_only_what_has_plain_words():
    offered = dict(codes.load("source_of_request").plain_choices())
    assert "young_person" in offered
    assert "gp" not in offered


def test_crisis_help_names_999_first():
    lines = codes.crisis_help()["lines"]
    assert lines[0]["href"] == "tel:999"
    assert {"tel:111", "sms:85258", "tel:08001111"} <= {line["href"] for line in lines}
