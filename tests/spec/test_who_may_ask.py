from dataclasses import replace
from datetime import date

import pytest

from trailblazer.domain.routes import (
    LeadsPart,
    Route,
    RouteInForce,
    default_route,
    first_step,
    may_ask,
    route_for,
)

SCHOOLS_ONLY = replace(default_route(), who_may_ask=frozenset({"school_lead"}))


@pytest.mark.parametrize("source", ["school_lead", "teacher", "young_person", "parent", "gp"])
def test_by_default_every_door_is_open(source):
    assert may_ask(default_route(), source)


@pytest.mark.parametrize("source", ["young_person", "parent", "teacher"])
def test_whoever_may_not_ask_is_told_what_to_do_instead(source):
    answer = may_ask(SCHOOLS_ONLY, source)
    assert not answer
    assert "Talk to" in answer.why


@pytest.mark.parametrize(
    "source, age, read_first",
    [
        ("young_person", 9,    True),
        ("young_person", 10,   True),
        ("young_person", 11,   False),
        ("young_person", None, True),   # it may be a young child
        ("parent",       9,    False),
        ("teacher",      9,    False),
    ],
)  # fmt: skip
def test_a_young_childs_own_request_is_read_by_a_person_first_and_not_refused(source, age, read_first):
    answer = may_ask(default_route(), source, age)
    assert answer
    assert ("reads this first" in answer.why) is read_first
    assert first_step(default_route(), source, True, age).is_read_first is read_first


@pytest.mark.parametrize("leads_part", LeadsPart)
def test_nobody_else_hears_of_a_young_childs_own_request_before_it_is_read(leads_part):
    step = first_step(replace(default_route(), leads_part=leads_part), "young_person", True, age=9)
    assert not step.waits_for_lead
    assert not step.tells_lead


def test_once_somebody_has_talked_with_the_child_it_goes_the_way_of_the_route():
    route = replace(default_route(), leads_part=LeadsPart.APPROVES)
    assert first_step(route, "young_person", True, age=9, was_read=True).waits_for_lead
    assert not first_step(route, "young_person", False, age=9, was_read=True).tells_lead


@pytest.mark.parametrize(
    "source, begins", [("school_lead", True), ("teacher", True), ("parent", False), ("young_person", False)]
)
def test_a_consultation_first_is_one_with_school_and_never_goes_behind_a_familys_back(source, begins):
    route = replace(default_route(), is_consultation_first=True)
    assert first_step(route, source, False, age=14).begins_with_consultation is begins


def test_a_schools_own_route_stands_before_the_teams_and_the_newest_before_the_older():
    team_old = RouteInForce(default_route(), date(2025, 9, 1))
    team_new = RouteInForce(replace(default_route(), is_consultation_first=True), date(2026, 9, 1))
    schools = RouteInForce(SCHOOLS_ONLY, date(2026, 1, 1), school=9_000_001)
    kept = [schools, team_new, team_old]
    assert route_for(kept, 9_000_001, date(2026, 10, 1)) is SCHOOLS_ONLY
    assert route_for(kept, 9_000_002, date(2026, 10, 1)).is_consultation_first
    assert not route_for(kept, 9_000_002, date(2026, 8, 31)).is_consultation_first
    assert route_for(kept, None, date(2024, 1, 1)) is default_route()


@pytest.mark.parametrize(
    "leads_part, source, school_may_know, waits, tells",
    [
        (LeadsPart.APPROVES, "parent",       True,  True,  True),
        (LeadsPart.APPROVES, "young_person", False, False, False),
        (LeadsPart.APPROVES, "young_person", True,  True,  True),
        (LeadsPart.IS_TOLD,  "young_person", True,  False, True),
        (LeadsPart.APPROVES, "teacher",      False, True,  True),
        (LeadsPart.APPROVES, "school_lead",  True,  False, False),
        (LeadsPart.IS_TOLD,  "parent",       True,  False, True),
        (LeadsPart.IS_TOLD,  "parent",       False, False, False),
        (LeadsPart.NOTHING,  "parent",       True,  False, False),
    ],
)  # fmt: skip
def test_what_the_lead_has_to_do_with_it(leads_part, source, school_may_know, waits, tells):
    step = first_step(replace(default_route(), leads_part=leads_part), source, school_may_know, age=14)
    assert (step.waits_for_lead, step.tells_lead) == (waits, tells)


def test_a_route_is_kept_and_read_back_the_same():
    assert Route.from_settings(default_route().to_settings()) == default_route()


@pytest.mark.parametrize(
    "wrong",
    [
        {"who_may_ask": []},
        {"who_may_ask": ["gp"], "colour": "red"},
        {"who_may_ask": ["gp", "neighbour"]},
        {"who_may_ask": ["gp"], "leads_part": "decides"},
        {"who_may_ask": ["gp"], "parent_consents_until": 19},
    ],
)
def test_a_route_that_makes_no_sense_is_refused(wrong):
    with pytest.raises(ValueError, match=r"Somebody|no setting|no source|LeadsPart|Parents consent"):
        Route.from_settings(wrong)
