from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trailblazer.domain import codes
from trailblazer.domain.scope import Case, Position, advise, advise_all, common_rules, in_force, is_override

RULES = common_rules()
DO, DISCRETION, NOT_BRIEF = Position


@pytest.mark.parametrize(
    "reason, age, role, position",
    [
        ("anxiety",                   13, "emhp",                   DO),
        ("low_mood",                  11, "emhp",                   DO),
        ("low_mood",                  10, "emhp",                   DISCRETION),
        ("behaviour",                  9, "emhp",                   DO),
        ("behaviour",                 10, "emhp",                   DISCRETION),
        ("phobia",                    13, "emhp",                   DO),
        ("phobia_blood_needle_vomit", 11, "emhp",                   NOT_BRIEF),
        ("phobia_blood_needle_vomit", 11, "higher_level_therapist", DO),
        ("trauma",                    15, "trainee_emhp",           NOT_BRIEF),
        ("eating",                    15, "higher_level_therapist", NOT_BRIEF),
        ("not_sure",                  15, "emhp",                   DISCRETION),
    ],
)  # fmt: skip
def test_what_the_rules_say(reason, age, role, position):
    assert advise(Case(frozenset({reason}), age=age), role, RULES).position is position


def test_the_worst_rule_that_fits_counts_and_comes_first_with_its_number():
    advice = advise(
        Case(frozenset({"phobia_blood_needle_vomit"}), frozenset({"not_eating"}), 11), "emhp", RULES
    )
    assert [rule.number for rule in advice.rules] == [14, 22]
    assert advice.position is NOT_BRIEF


def test_risk_said_aloud_is_looked_at_first_by_every_role():
    case = Case(frozenset({"anxiety"}), frozenset({"suicidal_thoughts"}), 15)
    assert all(advice.position is not DO for advice in advise_all(case, ["emhp", "psychologist"], RULES))


def test_where_no_rule_fits_a_person_decides():
    advice = advise(Case(frozenset({"not_sure"})), "emhp", RULES)
    assert advice.is_without_a_rule
    assert advice.position is DISCRETION


def test_a_teams_own_rule_stands_before_the_common_one_from_its_day_on():
    own = replace(RULES[13], position=DISCRETION, begins_on=date(2026, 9, 1))
    assert own.number == 14
    before, after = (in_force(RULES, [own], day) for day in (date(2026, 8, 31), date(2026, 9, 1)))
    case = Case(frozenset({"phobia_blood_needle_vomit"}), age=11)
    assert advise(case, "emhp", before).position is NOT_BRIEF
    assert advise(case, "emhp", after).position is DISCRETION


@pytest.mark.parametrize(
    "position, outcome, needs_reason",
    [
        (NOT_BRIEF,  "one_to_one",       True),
        (NOT_BRIEF,  "group",            True),
        (NOT_BRIEF,  "missing_middle",   False),
        (NOT_BRIEF,  "advice_to_school", False),
        (DO,         "one_to_one",       False),
        (DO,         "declined",         True),
        (DO,         "missing_middle",   True),
        (DO,         "duplicate",        False),
        (DISCRETION, "one_to_one",       False),
        (DISCRETION, "declined",         False),
    ],
)  # fmt: skip
def test_an_outcome_other_than_the_advice_needs_a_reason(position, outcome, needs_reason):
    advice = replace(advise(Case(frozenset({"not_sure"})), "emhp", RULES), position=position)
    assert is_override(advice, outcome) is needs_reason


@given(some.sets(some.sampled_from([code.code for code in codes.load("reasons")])), some.integers(4, 25))
def test_another_reason_never_makes_the_advice_better(reasons, age):
    few = advise(Case(frozenset(list(reasons)[:1]), age=age), "emhp", RULES)
    many = advise(Case(frozenset(reasons), age=age), "emhp", RULES)
    assert few.is_without_a_rule or many.position >= few.position


def test_every_rule_names_reasons_risks_and_roles_that_exist():
    known = {name: {code.code for code in codes.load(name)} for name in ("reasons", "risks", "staff_roles")}
    for rule in RULES:
        assert rule.reasons <= known["reasons"]
        assert rule.risks <= known["risks"]
        assert rule.roles <= known["staff_roles"] | {"any"}
        assert rule.because
    assert len({rule.number for rule in RULES}) == len(RULES)
