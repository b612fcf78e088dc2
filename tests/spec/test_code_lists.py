from datetime import date
from pathlib import Path

import pytest

from trailblazer.domain import codes

LISTS = sorted(path.stem for path in Path(codes.__file__).parents[1].glob("data/codes/*.toml"))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_says_where_it_comes_from_and_has_words_for_each_code(name):
    code_list = codes.load(name)
    assert code_list.source
    assert code_list.as_at
    assert all(code.words for code in code_list)


# What MHSDS v6 accepts, by our list: MHS101 PrimReasonReferralMH, SourceOfReferralMH and ReferRejectReason, MHS001
# EthnicCategory and GenderIDCode, MHS902 ServTeamTypeMH (only those that a team in a
# school can need), MHS201 AttendStatus, ConsMechanismMH and ActLocTypeCode (only ours), MHS101 ReferClosReason.
NATIONAL = {
    "reasons": {f"{code:02}" for code in range(1, 32)} - {"17"},
    "source_of_request": {
        *("A1", "A2", "A3", "B1", "B2", "C1", "C2", "F1", "F2", "F3"),
        *("G3", "G4", "H1", "H2", "M6", "M7", "M9", "P1"),
    },
    "declined_reasons": {"01", "02", "03"},
    "outcome": {"01", "02", "03"},
    "ethnicity": set("ABCDEFGHJKLMNPRSZ") | {"99"},
    "gender": set("1234XZ"),
    "team_types": {"F01", "D06"},
    "attendance": set("234567"),
    "media": {"01", "02", "04", "05", "09", "10", "11", "12", "13", "98"},
    "places_of_contact": {"L01", "L02", "J01", "A01", "X01"},
    "ending_reasons": {f"{code:02}" for code in range(1, 10)},
}


@pytest.mark.parametrize("name", LISTS)
def test_a_national_code_is_one_that_the_return_accepts(name):
    used = {code.national for code in codes.load(name)} - {""}
    assert used <= NATIONAL.get(name, set())


@pytest.mark.parametrize(
    "reason, national",
    [
        ("anxiety",              "05"),
        ("low_mood",             "04"),
        ("behaviour",            "16"),
        ("family_relationships", "19"),
        ("emotional_regulation", ""),    # no national code says this
        ("adjusting_to_change",  ""),    # 23 is adjustment to an illness
    ],
)  # fmt: skip
def test_the_six_needs_come_first_each_with_its_national_code(reason, national):
    six = list(codes.load("reasons"))[:6]
    assert {code.code: code.national for code in six}[reason] == national


def test_a_reason_without_a_national_code_says_why():
    unsaid = [code for code in codes.load("reasons") if not code.national and not code.note]
    assert [code.code for code in unsaid] == ["not_sure"]


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
