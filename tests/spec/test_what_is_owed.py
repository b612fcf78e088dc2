"""What is owed to somebody in help, and from which day."""

from datetime import date, timedelta

import pytest

from trailblazer.domain.owed import Facts, Owes, owed

TODAY = date(2026, 11, 24)


def ago(days):
    return TODAY - timedelta(days=days)


WELL = {
    "received_on": ago(40),
    "help_started_on": ago(25),
    "answered_on": ago(37),
    "started_on": ago(25),
    "next_contact_on": TODAY + timedelta(days=3),
    "sessions_done": 3,
    "sessions_planned": 8,
    "plan_agreed_on": ago(18),
    "scored_on": ago(4),
}


def test_nothing_is_owed_where_all_is_well():
    assert owed(Facts(**WELL), TODAY) == ()


@pytest.mark.parametrize(
    "change, what",
    [
        ({"next_contact_on": None},                                        [Owes.NEXT_CONTACT]),
        ({"sessions_done": 7},                                             []),
        ({"sessions_done": 8},                                             [Owes.PAST_SESSIONS]),
        ({"sessions_done": 9},                                             [Owes.PAST_SESSIONS]),
        ({"plan_agreed_on": None},                                         [Owes.PLAN]),
        ({"plan_agreed_on": None, "started_on": ago(20)},                  []),
        ({"plan_agreed_on": None, "started_on": ago(21)},                  [Owes.PLAN]),
        ({"scored_on": ago(21)},                                           []),
        ({"scored_on": ago(22)},                                           [Owes.MEASURE]),
        ({"scored_on": None},                                              [Owes.MEASURE]),
        ({"is_school_kept": True},                                         [Owes.EDUCATION]),
        ({"is_school_kept": True, "school_at_start": True},                []),
        ({"is_school_kept": True, "started_on": None},                     []),
        ({"answered_on": None},                                            [Owes.ANSWER]),
        ({"help_started_on": None, "received_on": ago(21)},                []),
        ({"help_started_on": None, "received_on": ago(22)},                [Owes.CLOCK_SOON]),
        ({"help_started_on": None, "received_on": ago(27)},                [Owes.CLOCK_SOON]),
        ({"help_started_on": None, "received_on": ago(28)},                [Owes.CLOCK_LATE]),
    ],
)  # fmt: skip
def test_each_is_owed_from_its_day(change, what):
    assert [one.what for one in owed(Facts(**(WELL | change)), TODAY)] == what


def test_before_the_first_session_no_plan_and_no_measure_are_owed():
    facts = Facts(**(WELL | {"started_on": None, "plan_agreed_on": None, "scored_on": None}))
    assert owed(facts, TODAY) == ()


def test_the_worst_comes_first():
    facts = Facts(received_on=ago(30), started_on=ago(30))
    assert [one.what for one in owed(facts, TODAY)] == [
        Owes.CLOCK_LATE,
        Owes.ANSWER,
        Owes.NEXT_CONTACT,
        Owes.PLAN,
        Owes.MEASURE,
    ]


@pytest.mark.parametrize(
    "change, words",
    [
        ({"help_started_on": None, "received_on": ago(26)}, "2 days left of 28"),
        ({"help_started_on": None, "received_on": ago(27)}, "1 day left of 28"),
        ({"sessions_done": 1, "sessions_planned": 1}, "1 of 1 session: review, or plan the ending"),
    ],
)
def test_one_is_not_said_as_many(change, words):
    assert [one.words for one in owed(Facts(**(WELL | change)), TODAY)] == [words]
