"""The catalogue: every entry says where it comes from, and it suggests what fits, best first."""

from datetime import date

import pytest

from trailblazer.domain import codes
from trailblazer.domain.pathways import catalogue, name_of, suggested

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("pathway", catalogue().values(), ids=catalogue())
def test_every_pathway_is_whole(pathway):
    assert pathway.evidence
    assert pathway.evidence_source
    assert pathway.evidence_on <= TODAY
    assert pathway.sessions_from <= pathway.sessions <= pathway.sessions_to
    assert 5 <= pathway.age_from <= pathway.age_to <= 25
    assert pathway.roles <= {code.code for code in codes.load("staff_roles")}
    assert pathway.reasons <= {code.code for code in codes.load("reasons")}
    assert pathway.seen in codes.load("who_seen")
    assert pathway.outline


@pytest.mark.parametrize(
    "reasons, age, outcome, role, first",
    [
        (["anxiety"],               14, "one_to_one", "emhp",                   "guided_self_help"),
        (["low_mood"],              14, "one_to_one", "emhp",                   "behavioural_activation"),
        (["anxiety"],                8, "parent_led", "emhp",                   "parent_led_anxiety"),
        (["behaviour"],              7, "parent_led", "emhp",                   "brief_parenting"),
        (["panic"],                 15, "one_to_one", "emhp",                   "panic"),
        (["sleep"],                 12, "one_to_one", "emhp",                   "sleep"),
        (["friends"],                9, "one_to_one", "wellbeing_facilitator",  "wellbeing_sessions"),
        (["family_relationships"],  12, "one_to_one", "family_support_worker",  "family_support"),
        (["anxiety"],                9, "group",      "emhp",                   "group_worries"),
        (["trauma"],                15, "one_to_one", "higher_level_therapist", "higher_cbt"),
    ],
)  # fmt: skip
def test_what_fits_is_suggested_best_first(reasons, age, outcome, role, first):
    assert suggested(reasons, age, outcome, TODAY, role)[0].code == first


def test_nothing_outside_age_or_role_is_suggested():
    assert all(
        not p.doubts(8, "emhp") for p in suggested(["anxiety", "low_mood"], 8, "one_to_one", TODAY, "emhp")
    )


@pytest.mark.parametrize(
    "code, age, role, says",
    [
        ("behavioural_activation", 9, "emhp", "is for ages from 11"),
        ("brief_parenting", 12, "emhp", "is for ages 5 to 9"),
        ("higher_cbt", 15, "emhp", "not usually given by the role of education mental health practitioner"),
    ],
)
def test_a_choice_outside_the_catalogue_is_named(code, age, role, says):
    assert says in " ".join(catalogue()[code].doubts(age, role))


def test_a_pathway_that_is_no_longer_known_still_has_a_name():
    assert name_of("art_therapy") == "Art therapy"
