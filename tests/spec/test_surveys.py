"""Asking without a name: what must be there before, how few are shown, and what is said of a worrying answer."""

from dataclasses import replace
from datetime import date

import pytest

from trailblazer.domain.instruments.wording import Packs
from trailblazer.domain.question_sets import question_sets
from trailblazer.domain.surveys import IN_THE_SCHOOL, Plan, points_of, row_name, shown, to_tell, together

TODAY = date(2026, 11, 24)
SETS = question_sets(Packs())
WHOLE = Plan(
    for_whom="pupils",
    asked={"Year 9": 120},
    purpose="To know how Year 9 is",
    told="Parents on 9 November",
    responder="Ms Ashgrove, lead",
    telephone="020 7946 0100",
    hours="8am to 4pm on school days",
    help_here="Ms Ashgrove in room 12, at every break",
    opens_on=date(2026, 11, 23),
    closes_on=date(2026, 12, 4),
)


@pytest.mark.parametrize(
    "change, says",
    [
        ({}, ""),
        ({"asked": {"Year 9": 19}}, "Ask at least 20 pupils"),
        ({"for_whom": "staff", "asked": {"Staff": 9}}, "Ask at least 10 staff"),
        ({"purpose": ""}, "what it is for"),
        ({"told": ""}, "parents and carers"),
        ({"responder": ""}, "Name who answers"),
        ({"telephone": ""}, "telephone number"),
        ({"hours": ""}, "its hours"),
        ({"help_here": ""}, "where help is"),
        ({"closes_on": date(2026, 11, 22)}, "not before the first"),
        ({"closes_on": None}, "Enter the days"),
        ({"opens_on": date(2026, 11, 1), "closes_on": date(2026, 11, 23)}, "still to come"),
        ({"closes_on": date(2027, 3, 1)}, "at most 60 days"),
    ],
)  # fmt: skip
def test_a_survey_opens_only_with_its_plan(change, says):
    missing = [point.words for point in points_of(replace(WHOLE, **change), TODAY) if not point.is_there]
    assert (says in " ".join(missing) and len(missing) == 1) if says else missing == []


@pytest.mark.parametrize(
    "counts, rows",
    [
        #  answers by year group                         rows
        ({"Year 7": 9}, []),
        ({"Year 7": 10}, ["Year 7"]),
        ({"Year 7": 4, "Year 8": 5}, []),
        ({"Year 7": 4, "Year 8": 6}, ["Year 7 and Year 8"]),
        ({"Year 7": 30, "Year 8": 25, "Year 9": 4}, ["Year 7", "Year 8 and Year 9"]),
        ({"Year 7": 0, "Year 8": 30, "Year 9": 12}, ["Year 7 and Year 8", "Year 9"]),
        ({"Year 7": 3, "Year 8": 3, "Year 9": 9}, ["Year 7 to Year 9"]),
    ],
)  # fmt: skip
def test_a_year_group_with_too_few_answers_stands_with_its_neighbour(counts, rows):
    assert [row_name(groups) for groups in together(counts, 10)] == rows


def test_of_nine_answers_nothing_is_shown_and_of_ten_the_figures():
    pulse = SETS["staff-pulse"]
    given = [{"load": 3, "support": None}] * 9
    assert shown(pulse, {"Staff": given}) is None
    found = shown(pulse, {"Staff": [*given, {"load": 3}]})
    table = found.by_question["Workload fits"]
    assert table.figure("Staff", "Mostly true").value == 10
    assert table.figure("Staff", "Mostly true, in 100").value == 100
    assert found.by_question["Someone to ask"].figure("Staff", "Did not say").value == 10
    assert found.overall.rows[0].name == "Workload fits"


@pytest.mark.parametrize(
    "answered, concerned, told, now",
    [
        #  answers                       of concern        told before     told now
        ({"Year 9": 10}, {}, [], []),
        ({"Year 9": 10}, {"Year 9": 1}, [], ["Year 9"]),
        ({"Year 9": 10}, {"Year 9": 1}, ["Year 9"], []),
        ({"Year 9": 9}, {"Year 9": 1}, [], [IN_THE_SCHOOL]),
        ({"Year 9": 9}, {"Year 9": 1}, [IN_THE_SCHOOL], []),
        ({"Year 9": 10}, {"Year 9": 1}, [IN_THE_SCHOOL], ["Year 9"]),
        # Year 10 alone is left: to say "in the school" beside Year 9 would name it
        ({"Year 9": 40, "Year 10": 3}, {"Year 9": 1, "Year 10": 1}, [], ["Year 9"]),
        ({"Year 9": 40, "Year 10": 3}, {"Year 10": 1}, ["Year 9"], []),
        ({"Year 9": 40, "Year 10": 3}, {"Year 10": 1}, [], [IN_THE_SCHOOL]),
        # of several small groups it may be any
        ({"Year 9": 40, "Year 10": 6, "Year 11": 7}, {"Year 10": 1}, ["Year 9"], [IN_THE_SCHOOL]),
    ],
)  # fmt: skip
def test_of_a_worrying_answer_no_more_is_said_than_can_be_of_ten(answered, concerned, told, now):
    assert to_tell(answered, concerned, told) == now


def test_our_own_sets_have_no_question_about_risk_and_say_what_can_be_done():
    for one in SETS.values():
        assert one.mark is None
        assert all(question.idea for question in one.questions)
        assert len(one.answers) == 4, "so that ten answers are enough"
