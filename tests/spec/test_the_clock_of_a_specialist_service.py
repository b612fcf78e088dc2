"""The wait at a specialist NHS service: its own clock, on the bands of the request's clock and never mixed with it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain import clock, specialist_clock
from trailblazer.domain.hand_overs import NEXT, State, Step
from trailblazer.domain.specialist_clock import FIRST_CONTACT, HELP_STARTED, RECEIVED, SpecialistClock

S = State
SENT = date(2026, 9, 7)


def read(heard, looked_at_on, settled_on=None):
    steps = [Step(S.SENT, SENT, 1)]
    steps += [Step(state, SENT + timedelta(days=days), n) for n, (days, state) in enumerate(heard, start=2)]
    return SpecialistClock.read(steps, SENT + timedelta(days=looked_at_on), settled_on)


@pytest.mark.parametrize(
    "heard,                                              looked, received, first_contact, help_started",
    [
        ([],                                                 20,  None,  None,  None),
        ([(2, S.RECEIVED)],                                  20,  2,     None,  None),
        ([(5, S.ACCEPTED)],                                  20,  5,     None,  None),  # who accepts has received
        ([(2, S.RECEIVED), (15, S.MET)],                     20,  2,     15,    None),
        ([(2, S.RECEIVED), (15, S.MET), (19, S.STARTED)],    20,  2,     15,    19),
        ([(19, S.STARTED)],                                  20,  19,    19,    19),    # who is helped was met
        ([(15, S.MET), (16, S.WAITING)],                     20,  15,    15,    None),  # seen, and waiting for help
        ([(19, S.STARTED)],                                  18,  None,  None,  None),  # as it stood that day
        ([(6, S.DECLINED)],                                  20,  6,     None,  None),  # they read it, and said no
    ],
)  # fmt: skip
def test_each_wait_ends_on_the_day_its_step_was_reached(heard, looked, received, first_contact, help_started):
    expected = (received, first_contact, help_started)
    waits = read(heard, looked)
    reached = [waits.wait(definition).stopped_on for definition in (RECEIVED, FIRST_CONTACT, HELP_STARTED)]
    assert reached == [None if days is None else SENT + timedelta(days=days) for days in expected]


@pytest.mark.parametrize(
    "day, words,                           urgency, band",
    [
        (21, "Day 21 of 28",                   "ok",   "2_to_4_weeks"),
        (22, "Day 22 of 28",                   "soon", "2_to_4_weeks"),
        (27, "Day 27 of 28",                   "soon", "2_to_4_weeks"),
        (28, "Day 28, four weeks reached",     "late", "4_to_12_weeks"),
        (47, "Day 47, 19 past 28",             "late", "4_to_12_weeks"),
        (85, "Day 85, 57 past 28",             "late", "over_12_weeks"),
    ],
)  # fmt: skip
def test_the_four_week_mark_and_the_bands_are_those_of_the_request(day, words, urgency, band):
    waits = read([(1, S.WAITING)], day)
    progress = waits.progress()
    assert (progress.words, progress.urgency.value) == (words, urgency)
    assert waits.wait(HELP_STARTED).band(SENT + timedelta(days=day)).name == band


@pytest.mark.parametrize(
    "heard,                                                            starts, waiting, words",
    [
        ([(6, S.DECLINED)],                                            0,  False, "Closed on day 6"),
        ([(6, S.DECLINED), (10, S.SENT)],                              10, True,  "Day 30, 2 past 28"),  # asked anew
        ([(6, S.LOST), (10, S.SENT)],                                  0,  True,  "Day 40, 12 past 28"),  # they lost it
        ([(3, S.ACCEPTED), (9, S.HANDED_BACK), (20, S.SENT)],          20, True,  "Day 20 of 28"),
        ([(3, S.ACCEPTED), (9, S.LOST)],                               0,  False, "Closed on day 9"),
        ([(3, S.ACCEPTED), (9, S.LOST), (12, S.STARTED)],              0,  False, "Help started there on day 12"),
    ],
)  # fmt: skip
def test_what_ends_a_wait_and_what_begins_another(heard, starts, waiting, words):
    waits = read(heard, 40)
    progress = waits.progress()
    assert waits.started_on == SENT + timedelta(days=starts)
    assert (progress.is_waiting, progress.words) == (waiting, words)


def test_a_wait_that_nobody_follows_any_more_is_closed_that_day():
    assert read([(3, S.WAITING)], 40, SENT + timedelta(days=12)).progress().words == "Closed on day 12"


def test_corrected_steps_do_not_count():
    steps = [Step(S.SENT, SENT, 1), Step(S.STARTED, SENT + timedelta(days=3), 2)]
    steps.append(Step(S.MET, SENT + timedelta(days=3), 3, supersedes=2))
    assert SpecialistClock.read(steps, SENT + timedelta(days=9)).wait(HELP_STARTED).stopped_on is None


def test_it_shares_nothing_with_the_request_but_the_bands():
    """No event of a request stops it, and none of its definitions is among those that a request is measured by."""
    assert not {one.name for one in specialist_clock.DEFINITIONS} & set(clock.DEFINITIONS)
    assert all(not one.stop for one in specialist_clock.DEFINITIONS)


def test_before_it_was_sent_there_is_no_wait():
    with pytest.raises(clock.NoRequest):
        read([], -1)


@given(st.data())
def test_the_three_waits_never_overtake_one_another(data):
    """Received by the day of first contact, first contact by the day help started; never a day below 0."""
    heard, state, day = [], S.SENT, 0
    for _ in range(data.draw(st.integers(0, 6))):
        state = data.draw(st.sampled_from(sorted(NEXT[state])))
        day += data.draw(st.integers(0, 9))
        heard.append((day, state))
    waits = read(heard, 60)
    reached = [waits.wait(one).stopped_on for one in (RECEIVED, FIRST_CONTACT, HELP_STARTED)]
    known = [on for on in reached if on is not None]
    assert known == sorted(known)
    assert None not in reached[: len(known)]
    assert all(waits.wait(one).length_days(waits.today) >= 0 for one in specialist_clock.DEFINITIONS)
