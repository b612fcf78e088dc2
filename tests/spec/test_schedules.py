"""What a course asks for, of whom and when; what is due now, and for which moment."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.pathways import catalogue
from trailblazer.domain.schedules import (
    Asked,
    Course,
    Due,
    Given,
    Moment,
    asked_in,
    due_now,
    lines,
    to_ask_on,
)

OPENED = date(2026, 9, 7)
EVERY_MOMENT = (Moment.BASELINE, Moment.SESSION, Moment.REVIEW, Moment.ENDING, Moment.FOLLOW_UP)


def at(*weeks):
    return [OPENED + timedelta(weeks=week) for week in weeks]


def due(moments, forms, sessions, *, planned=8, ended=None, today=12):
    asked = Asked(instrument("gad-7"), "self", moments)
    course = Course(OPENED, at(*sessions), planned, OPENED + timedelta(weeks=ended) if ended else None)
    found = due_now([asked], [Given("gad-7", "self", day) for day in at(*forms)], course, *at(today))
    return found[0].moment.value if found else None


@pytest.mark.parametrize(
    "pathway, age, expected",
    [
        ("guided_self_help",   14, {("rcads-47-child", "self"), ("gad-7", "self"), ("how-was-it", "self")}),
        ("exposure",            9, {("rcads-47-child", "self"), ("cors", "self"), ("how-was-it", "self")}),
        ("parent_led_anxiety",  8, {("sdq-parent-4-17", "parent"), ("rcads-47-parent", "parent"),
                                    ("how-was-it", "parent")}),
        ("brief_parenting",     5, {("sdq-parent-4-17", "parent"), ("bpses", "parent"), ("how-was-it", "parent")}),
        ("class_psychoeducation", 9, set()),
    ],
)  # fmt: skip
def test_what_a_pathway_asks_for(pathway, age, expected):
    assert {(one.instrument.id, one.rater) for one in asked_in(catalogue()[pathway], age)} == expected


def test_how_a_session_was_is_asked_only_where_the_site_has_the_words():
    with_words = {
        one.instrument.id: one.moments for one in asked_in(catalogue()["sleep"], 14, {"srs", "sfq"})
    }
    assert (with_words["srs"], with_words["sfq"]) == ((Moment.SESSION,), (Moment.REVIEW,))
    without = {one.instrument.id for one in asked_in(catalogue()["sleep"], 14)}
    assert without == set(with_words) - {"srs", "sfq"}


def test_every_line_names_questionnaires_that_are_known_and_filled_in_by_that_rater():
    for line in lines():
        assert line.pathways <= set(catalogue())
        assert all(line.rater in instrument(key).raters for key in line.first_of)


@pytest.mark.parametrize(
    "moments, forms, sessions, expected",
    [
        ((Moment.BASELINE,), (),     (),        "baseline"),
        ((Moment.BASELINE,), (-1,),  (),        None),        # from the two weeks before it counts
        ((Moment.BASELINE,), (-3,),  (),        "baseline"),  # older than that it does not
        ((Moment.SESSION,),  (),     (),        None),        # before the first session there is none to ask at
        ((Moment.SESSION,),  (1,),   (1, 2),    "session"),
        ((Moment.SESSION,),  (1, 2), (1, 2),    None),
        ((Moment.REVIEW,),   (1,),   (1, 2, 3), None),        # the middle of 8 is the fourth
        ((Moment.REVIEW,),   (1,),   (1, 2, 3, 4), "review"),
        ((Moment.REVIEW,),   (4,),   (1, 2, 3, 4), None),
        ((Moment.ENDING,),   (1,),   (1, 2, 3, 4, 5, 6), None),
        ((Moment.ENDING,),   (1,),   (1, 2, 3, 4, 5, 6, 7), "ending"),  # the last but one
        ((Moment.ENDING,),   (7,),   (1, 2, 3, 4, 5, 6, 7), None),
    ],
)  # fmt: skip
def test_when_it_is_due(moments, forms, sessions, expected):
    assert due(moments, forms, sessions) == expected


@pytest.mark.parametrize("weeks, expected", [(12, None), (13, "follow_up"), (21, "follow_up"), (22, None)])
def test_the_follow_up_has_its_time_after_the_end(weeks, expected):
    assert due(EVERY_MOMENT, (1,), (1, 2), ended=4, today=4 + weeks) == expected


def test_a_course_of_two_sessions_asks_at_the_second():
    assert due((Moment.ENDING,), (1,), (1,), planned=2) is None
    assert due((Moment.ENDING,), (1,), (1, 2), planned=2) == "ending"


@given(st.lists(st.integers(-5, 30), max_size=8), st.lists(st.integers(0, 20), max_size=12, unique=True))
def test_each_questionnaire_is_due_once_and_a_form_of_today_settles_it(forms, sessions):
    sessions = sorted(sessions)
    asked = Asked(instrument("gad-7"), "self", EVERY_MOMENT)
    course = Course(OPENED, at(*sessions), 8)
    today = at(31)[0]
    known = [Given("gad-7", "self", day) for day in at(*forms)]
    assert len(due_now([asked], known, course, today)) <= 1
    assert due_now([asked], [*known, Given("gad-7", "self", today)], course, today) == ()


@pytest.mark.parametrize(
    "moment, since, asked, next_contact, is_asked",
    [
        ("baseline", -14, None, None, True),
        ("baseline", -14, -13,  None, False),  # asked for it since it was due
        ("review",   0,   -20,  None, True),   # that was for an earlier moment
        ("session",  -3,  None, 3,    False),  # three days ahead is too early
        ("session",  -3,  None, 2,    True),
        ("session",  -3,  None, 0,    False),  # today they fill it in when they meet
        ("session",  -3,  None, None, False),
        ("session",  -3,  -4,   1,    True),
        ("session",  -3,  -1,   1,    False),
    ],
)  # fmt: skip
def test_what_is_asked_for_without_anybodys_hand(moment, since, asked, next_contact, is_asked):
    def day(number):
        return None if number is None else OPENED + timedelta(days=number)

    one = Due(instrument("gad-7"), "self", Moment(moment), day(since))
    last = {} if asked is None else {("gad-7", "self"): day(asked)}
    assert to_ask_on(OPENED, [one], last, day(next_contact)) == ((one,) if is_asked else ())


def test_of_each_rater_one_questionnaire_on_a_day():
    own = [Due(instrument(key), "self", Moment.BASELINE, OPENED) for key in ("gad-7", "phq-9")]
    parents = Due(instrument("sdq-parent-4-17"), "parent", Moment.BASELINE, OPENED)
    assert to_ask_on(OPENED, [*own, parents], {}, None) == (own[0], parents)
    asked_today = {("phq-9", "self"): OPENED}
    assert to_ask_on(OPENED, [own[0], parents], asked_today, None) == (parents,)
