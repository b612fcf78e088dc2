"""An instrument's file is proved whole, and every fault that could make a wrong score is named."""

import pytest

from trailblazer.domain.instruments.catalogue import instrument, instruments, read
from trailblazer.domain.instruments.checking import faults_of, is_concept, national, notes_of
from trailblazer.domain.instruments.norms import gaps_of

WHOLE = """
id = "small"
title = "A small questionnaire"
short = "Small"
about = "Something"
kind = "outcome"
entry = "items"
raters = ["self"]
informants = { self = "child" }
begins_on = 2026-11-25
main = "total"
reversed = ["q2"]
reversed_from = 3
unscored = ["q3"]
risk_item = "q1"
notes = []
sources = ["The authors"]
not_verified = []
options = [{ value = 0 }, { value = 1 }, { value = 2 }, { value = 3 }]
items = [{ code = "q1", topic = "one" }, { code = "q2", topic = "two" }, { code = "q3", topic = "three" }]

[licence]
wording = "free"

[[scales]]
id = "total"
name = "Total"
lowest = 0
highest = 6
better = "lower"
items = ["q1", "q2"]
snomed = "445455005"
bands = [{ name = "low", from = 0, to = 2 }, { name = "high", from = 3, to = 6 }]
bands_source = "The authors"
change = { value = 2, on = "raw", origin = "The authors", source = "The authors" }
"""


def faults(*changed):
    text = WHOLE
    for old, new in changed:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return faults_of(read(text.encode()))


@pytest.mark.parametrize("one", instruments().values(), ids=list(instruments()))
def test_every_instrument_that_travels_with_us_is_whole(one):
    assert faults_of(one) == []


def test_what_differs_from_the_national_list_is_known():
    assert {one.id for one in instruments().values() if notes_of(one)} == {
        "bpses",             # a code that the intake accepts and the statistics do not list
        "k10",               # 1 to 5 here, 0 to 4 there
        "sdq-teacher-4-17",  # three parts of impact, so 0 to 6
        "score-15", "sldom", # which way is better
    }  # fmt: skip


def test_a_whole_file_has_no_fault():
    assert faults() == []


@pytest.mark.parametrize(
    "old, new, said",
    [
        ('items = ["q1", "q2"]', 'items = ["q1", "q9"]',            "total: q9 is no question"),
        ('items = ["q1", "q2"]', 'items = ["q1", "q1"]',            "total: a question counts twice"),
        ('items = ["q1", "q2"]', 'of = ["other"]',                  "total: other is no scale"),
        ('items = ["q1", "q2"]', 'items = ["q1"]',                  "q2 counts nowhere, and is not named as unscored"),
        ('unscored = ["q3"]',    "",                                "q3 counts nowhere, and is not named as unscored"),
        ('unscored = ["q3"]',    'unscored = ["q3", "q2"]',         "q2 counts, and is named as one that does not"),
        ('unscored = ["q3"]',    'unscored = ["q3", "q4"]',         "q4 is unscored and is no question"),
        ('reversed = ["q2"]',    'reversed = ["q7"]',               "q7 is reversed and is no question"),
        ("reversed_from = 3",    "reversed_from = 4",
         "q2 is reversed from 4, not from the sum of its lowest and highest answer"),
        ('risk_item = "q1"',     'risk_item = "q5"',                "the question about risk, q5, does not exist"),
        ("highest = 6",          "highest = 7",                     "total: from 0 to 7, but answers reach 0 to 6"),
        ("lowest = 0",           "lowest = 9",                      "total: the range ends before it begins"),
        ("from = 3, to = 6",     "from = 4, to = 6",                "total: 3 lies in no band"),
        ("from = 0, to = 2",     "from = 0, to = 3",                "total: 3 lies in low and high"),
        ("from = 3, to = 6",     "from = 3, to = 5",                "total: 6 lies in no band"),
        ("from = 3, to = 6 }",   "from = 3, to = 6 }, { name = 'top', from = 8 }", "total: no score can be top"),
        ('bands_source = "The authors"', "",                        "total: bands without a source"),
        ('origin = "The authors", source = "The authors"', 'origin = "The authors", source = ""',
         "total: a reliable change without a source"),
        ("{ value = 2, on",      "{ value = 0, on",                 "total: a reliable change is more than nothing"),
        ('on = "raw"',           'on = "t"',
         "total: the reliable change is on T scores, and it has none"),
        ('sources = ["The authors"]', "sources = []",               "no source is named"),
        ('better = "lower"',     'better = "unsettled"',
         "total: which way is better is unsettled, and nothing says so"),
        ('better = "lower"',     'better = "down"',                 "total: better is one of lower, higher, unsettled"),
        ("445455005",            "445455006",                       "total: 445455006 is no SNOMED code"),
        ("445455005",            "718583008",                       None),  # 0 to 40: our range lies within
        ("445455005",            "1047381000000103",
         "total: 1047381000000103 is from 1 to 5 in the national list"),
        ('informants = { self = "child" }', 'informants = { parent = "parent" }',
         "every rater needs the informant of the source that it stands for, and no other"),
        ('main = "total"',       'main = "sum"',                    "the main scale sum does not exist"),
        ('code = "q3"',          'code = "q2"',                     "a question stands twice"),
        ('entry = "items"',      'entry = "score"',
         "only scores can be entered, and nothing says what is not verified"),
        ('wording = "free"',     'wording = "site"',                None),
        ('topic = "one"',        'topic = "one", text = "Words"',   None),
        ('items = ["q1", "q2"]', 'items = ["q1", "q2"]\nhas_t = true', "no norm by age for F"),
    ],
)  # fmt: skip
def test_each_fault_is_named(old, new, said):
    assert said in faults((old, new)) if said else faults((old, new)) == []


def test_wording_of_an_owner_may_not_be_in_the_file():
    found = faults(
        ('topic = "one"', 'topic = "one", text = "Words"'), ('wording = "free"', 'wording = "site"')
    )
    assert found == ["wording that belongs to its owner is in the file"]


def test_a_gap_between_bands_of_scores_with_decimals_is_seen_however_small():
    mean = ('items = ["q1", "q2"]', 'items = ["q1", "q2"]\nrule = "mean"\ntimes = 2')
    assert faults(mean) == ["total: 2.5 lies in no band"]
    joined = ("from = 0, to = 2", "from = 0, to = 3, below = true")
    assert faults(mean, joined) == []
    nearly = ("from = 0, to = 2", "from = 0, to = 2.99999")
    assert len(faults(mean, nearly)) == 1


def test_a_misspelt_fact_is_refused_and_not_left_out():
    with pytest.raises(TypeError, match="lowst"):
        faults(("lowest = 0", "lowst = 0"))


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("lowest = 0", 'lowest = "0"', "small: scales: lowest is a number, not '0'"),
        ("from = 3,", 'from = "3",', "small: scales: bands: first is a number, not '3'"),
        ("{ value = 3 }", '{ value = "3" }', "small: options: value is a whole number, not '3'"),
        ("2026-11-25", '"soon"', "small: begins_on is a day, not 'soon'"),
        ('{ self = "child" }', "3", "small: informants is a table, not 3"),
        ('["q1", "q2"]', '["q1", 2]', "small: scales: items is a list of words, and 2 is none"),
    ],
)
def test_a_fact_of_another_kind_is_refused_with_its_place(old, new, said):
    with pytest.raises(TypeError) as refused:
        faults((old, new))
    assert str(refused.value) == said


@pytest.mark.parametrize("code, is_one", [("445455005", True), ("986061000000108", True), ("986061000000109", False),
                                          ("12345", False), ("44545500x", False), ("", False)])  # fmt: skip
def test_a_snomed_code_ends_in_its_check_digit(code, is_one):
    assert is_concept(code) is is_one


def test_every_code_of_the_national_list_is_a_snomed_code():
    assert [code for code in national() if not is_concept(code)] == []


@pytest.mark.parametrize("key", ["rcads-47-child", "rcads-47-parent", "rcads-25-child"])
def test_norms_are_whole_for_every_age_and_school_year_of_both(key):
    on_t = [scale.id for scale in instrument(key).scales if scale.has_t]
    assert on_t
    assert gaps_of(key, on_t) == []
    assert gaps_of(key, ["other"]) == ["a norm without other"]
