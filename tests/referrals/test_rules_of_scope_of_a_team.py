from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from tests import make
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Role
from trailblazer.referrals import actions
from trailblazer.referrals.scoping import advice_for, scope_advice

RULE = {
    "number": 14,
    "position": 1,
    "words": "Fear of vomiting",
    "because": "Our practitioners are trained for it",
    "reasons": ["phobia_blood_needle_vomit"],
    "begins_on": make.TODAY,
}


@pytest.fixture
def team_lead(place):
    return make.member(place.team, Role.TEAM_LEAD)


def test_a_teams_own_rule_stands_before_the_common_one(place, team_lead):
    referral = place.referral(reasons=["phobia_blood_needle_vomit"])
    assert advice_for(referral, "emhp", make.TODAY).position.value == 3
    actions.set_scope_rule(by=team_lead, **RULE)
    assert advice_for(referral, "emhp", make.TODAY).position.value == 1


def test_it_begins_on_its_day_and_other_teams_keep_theirs(place, team_lead):
    actions.set_scope_rule(by=team_lead, **(RULE | {"begins_on": date(2026, 12, 1)}))
    fields = {"reasons": ["phobia_blood_needle_vomit"]}
    assert advice_for(place.referral(**fields), "emhp", date(2026, 11, 30)).position.value == 3
    assert advice_for(place.referral(**fields), "emhp", date(2026, 12, 1)).position.value == 1
    other = make.referral(make.team(), **fields)
    assert advice_for(other, "emhp", date(2026, 12, 1)).position.value == 3


def test_who_else_in_the_team_could_take_it_is_said(place):
    advice = scope_advice(place.referral(reasons=["phobia_blood_needle_vomit"]), make.TODAY)
    assert advice.who_can == ["higher-level therapist"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins_on": date(2026, 11, 23)},
        {"reasons": []},
        {"age_from": 12, "age_to": 11},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(team_lead, wrong):
    with pytest.raises(NotPossible):
        actions.set_scope_rule(by=team_lead, **(RULE | wrong))


def test_a_supervisor_does_not_set_rules(place):
    with pytest.raises(PermissionDenied):
        actions.set_scope_rule(by=place.supervisor, **RULE)


def test_the_page_is_filled_with_the_rule_in_force_and_changes_it(team_lead, sign_in):
    client = sign_in(team_lead)
    assert "These fears need someone with more training" in client.get("/requests/rules/14").content.decode()
    typed = {
        "submission_key": "d" * 32,
        "position": "2",
        "words": "Fear of vomiting",
        "because": "We ask a senior first",
        "reasons": ["phobia_blood_needle_vomit"],
        "age_from": "5",
        "age_to": "18",
        "begins_on_day": "24",
        "begins_on_month": "11",
        "begins_on_year": "2026",
    }
    client.post("/requests/rules/14", typed)
    words = client.get("/requests/rules").content.decode()
    assert "We ask a senior first" in words
    assert "own rule" in words
