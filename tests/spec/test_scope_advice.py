from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trailblazer.domain import codes
from trailblazer.domain.scope import (
    Advice,
    Case,
    Position,
    advise,
    advise_all,
    common_rules,
    in_force,
    is_override,
    read_rules,
)

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


def sentence(rule):
    """Rule 8: behaviour, from 5 to 9, by any: within what this role offers."""
    about = ", ".join(sorted(rule.reasons | rule.risks))
    by = ", ".join(sorted(rule.roles))
    return (
        f"rule {rule.number}: {about}, from {rule.age_from} to {rule.age_to}, by {by}: {rule.position.words}"
    )


@pytest.mark.parametrize("rule", RULES, ids=sentence)
def test_each_rule_speaks_of_its_reasons_its_roles_and_its_ages_and_of_nothing_else(rule):
    role = "emhp" if "any" in rule.roles else min(rule.roles)
    cases = [Case(frozenset({reason})) for reason in rule.reasons]
    cases += [Case(frozenset(), frozenset({risk})) for risk in rule.risks]
    for case in cases:
        for age in (rule.age_from, rule.age_to, None):
            assert rule in advise(replace(case, age=age), role, RULES).rules
        for age in (rule.age_from - 1, rule.age_to + 1):
            assert rule not in advise(replace(case, age=age), role, RULES).rules
        if "any" not in rule.roles:
            assert rule not in advise(case, "administrator", RULES).rules
    assert rule not in advise(Case(frozenset({"not_sure"})), role, RULES).rules


def test_the_worst_rule_that_fits_counts_and_comes_first_with_its_number():
    advice = advise(
        Case(frozenset({"phobia_blood_needle_vomit"}), frozenset({"not_eating"}), 11), "emhp", RULES
    )
    assert [rule.number for rule in advice.rules] == [14, 22]
    assert advice.position is NOT_BRIEF


@pytest.mark.parametrize("risk", [code.code for code in codes.load("risks")])
def test_risk_said_aloud_is_looked_at_first_by_every_role(risk):
    case = Case(frozenset({"anxiety"}), frozenset({risk}), 15)
    for advice in advise_all(case, [code.code for code in codes.load("staff_roles")], RULES):
        assert advice.position is not DO
    assert any(risk in rule.risks for rule in advise(case, "emhp", RULES).rules)


def test_where_no_rule_fits_a_person_decides():
    advice = advise(Case(frozenset({"not_sure"})), "emhp", RULES)
    assert advice.is_without_a_rule
    assert advice.position is DISCRETION


def test_a_person_decides_also_when_only_one_of_two_reasons_has_a_rule():
    advice = advise(Case(frozenset({"anxiety", "not_sure"}), age=13), "emhp", RULES)
    assert advice.position is DISCRETION
    assert advice.unruled == {"not_sure"}
    assert [rule.number for rule in advice.rules] == [1]


def test_an_unknown_age_is_advised_on_as_the_most_careful_age():
    assert advise(Case(frozenset({"low_mood"})), "emhp", RULES).position is DISCRETION


def test_a_teams_own_rule_stands_before_the_common_one_from_its_day_on():
    own = replace(RULES[13], position=DISCRETION, begins_on=date(2026, 9, 1))
    assert own.number == 14
    before, after = (in_force(RULES, [own], day) for day in (date(2026, 8, 31), date(2026, 9, 1)))
    case = Case(frozenset({"phobia_blood_needle_vomit"}), age=11)
    assert advise(case, "emhp", before).position is NOT_BRIEF
    assert advise(case, "emhp", after).position is DISCRETION


@given(some.permutations([date(2025, 9, 1), date(2026, 1, 1), date(2026, 9, 1)]))
def test_of_a_teams_own_rules_of_one_number_the_newest_stands(days):
    own = [replace(RULES[13], begins_on=day) for day in days]
    (held,) = [rule for rule in in_force(RULES, own, date(2026, 3, 1)) if rule.number == 14]
    assert held.begins_on == date(2026, 1, 1)


def test_when_a_teams_own_rule_ends_the_common_one_stands_again():
    own = [replace(RULES[13], begins_on=date(2025, 9, 1), ends_on=date(2026, 8, 31))]
    assert RULES[13] in in_force(RULES, own, date(2026, 9, 1))
    assert RULES[13] not in in_force(RULES, own, date(2026, 8, 31))


@pytest.mark.parametrize(
    "wrong, error",
    [
        ('position = "perhaps"', KeyError),
        ('position = "do"\ncolour = "red"', TypeError),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(wrong, error):
    text = 'source = "here"\nbegins_on = 2026-09-01\n[[rules]]\nnumber = 1\nwords = "a"\nbecause = "b"\n'
    with pytest.raises(error):
        read_rules(text + wrong)


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
    assert is_override(Advice("emhp", position, ()), outcome) is needs_reason


@given(some.sets(some.sampled_from([code.code for code in codes.load("reasons")])), some.integers(4, 25))
def test_another_reason_never_makes_the_advice_better(reasons, age):
    few = advise(Case(frozenset(list(reasons)[:1]), age=age), "emhp", RULES)
    many = advise(Case(frozenset(reasons), age=age), "emhp", RULES)
    assert not reasons or many.position >= few.position


@pytest.mark.parametrize("role", ["emhp", "senior_emhp", "higher_level_therapist", "family_support_worker"])
@pytest.mark.parametrize("reason", [code.code for code in codes.load("reasons") if code.code != "not_sure"])
def test_exactly_one_rule_speaks_of_each_reason_at_each_age(reason, role):
    for age in range(5, 26):
        rules = advise(Case(frozenset({reason}), age=age), role, RULES).rules
        assert len(rules) == 1, f"at {age}: {[rule.number for rule in rules]}"


def test_every_rule_names_reasons_risks_and_roles_that_exist():
    known = {name: {code.code for code in codes.load(name)} for name in ("reasons", "risks", "staff_roles")}
    for rule in RULES:
        assert rule.reasons <= known["reasons"]
        assert rule.risks <= known["risks"]
        assert rule.roles <= known["staff_roles"] | {"any"}
        assert rule.because
        assert rule.source
        assert rule.reasons | rule.risks
        assert rule.age_from <= rule.age_to
    assert len({rule.number for rule in RULES}) == len(RULES)


def test_every_rule_is_said_to_a_school_without_the_names_of_treatments():
    names = ("activation", "exposure", "self-help", "parenting", "psychosis", "compulsive", "trauma", "scope")
    said = {rule.number: rule.for_school for rule in RULES}
    assert [number for number, words in said.items() if not words.endswith(".")] == []
    assert [words for words in said.values() if any(name in words.lower() for name in names)] == []
