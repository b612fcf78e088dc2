from datetime import date

import pytest

from trailblazer.domain.team_facts import TeamFacts

PLANNED, TRAINING, OPERATIONAL = date(2025, 1, 6), date(2025, 9, 1), date(2026, 9, 1)


@pytest.mark.parametrize(
    "age_from, age_to, fault",
    [
        (5, 18, None),
        (5, 25, None),
        (4, 11, None),  # Reception: warned of, not refused
        (3, 11, "age_from"),
        (26, 30, "age_from"),
        (5, 26, "age_to"),
        (11, 10, "age_to"),
        (11, 11, None),
    ],
)
def test_ages_are_5_to_25_at_most(age_from, age_to, fault):
    assert list(TeamFacts("planned", age_from, age_to).faults()) == ([fault] if fault else [])


def test_children_of_4_in_reception_are_warned_of():
    assert "Reception" in TeamFacts("planned", 4, 11).warning
    assert TeamFacts("planned", 5, 11).warning == ""


@pytest.mark.parametrize(
    "status, days, fault",
    [
        ("planned", {}, None),
        ("in_training", {}, "training_from"),
        ("operational", {"training_from": TRAINING}, "operational_on"),
        ("operational", {"operational_on": OPERATIONAL}, None),
        ("closed", {"operational_on": OPERATIONAL}, "closed_on"),
        ("operational", {"training_from": OPERATIONAL, "operational_on": TRAINING}, "operational_on"),
        ("operational", {"planned_on": TRAINING, "operational_on": PLANNED}, "operational_on"),
        ("planned", {"planned_on": OPERATIONAL, "training_from": TRAINING}, "training_from"),
        ("operational", {"planned_on": PLANNED, "training_from": TRAINING, "operational_on": TRAINING}, None),
    ],
)
def test_a_status_has_its_day_and_days_follow_one_another(status, days, fault):
    assert list(TeamFacts(status, 5, 18, **days).faults()) == ([fault] if fault else [])
