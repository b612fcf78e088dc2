"""Hand-overs: what may follow what, where one stands, when it is done, and what a letter would give away."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain import hand_overs
from trailblazer.domain.hand_overs import CAME_BACK, NEXT, Kind, NotAStep, State, Step

S = State
SENT_ON = date(2026, 11, 2)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "now,           may_follow",
    [
        (S.SENT,        "sent received accepted waiting met started declined lost"),
        (S.RECEIVED,    "received accepted waiting met started declined lost"),
        (S.ACCEPTED,    "accepted waiting met started handed_back lost"),
        (S.WAITING,     "waiting met started handed_back lost"),
        (S.MET,         "met waiting started handed_back lost"),
        (S.STARTED,     "handed_back"),
        (S.DECLINED,    "sent"),
        (S.HANDED_BACK, "sent"),
        (S.LOST,        "sent received accepted waiting met started declined handed_back"),
    ],
)  # fmt: skip
def test_what_may_follow_what(now, may_follow):
    assert {state.value for state in NEXT[now]} == set(may_follow.split())


def test_every_state_has_words_and_something_that_may_follow():
    assert set(NEXT) == set(hand_overs.WORDS) == set(State)
    assert all(NEXT.values())


def steps(*days_and_states):
    """Steps written one after another: the days after sending, and what was heard."""
    return [
        Step(state, SENT_ON + timedelta(days=days), order)
        for order, (days, state) in enumerate(days_and_states, start=1)
    ]


@pytest.mark.parametrize(
    "heard,                                                  stands_at",
    [
        ([(0, S.SENT)],                                      S.SENT),
        ([(0, S.SENT), (3, S.RECEIVED)],                     S.RECEIVED),
        ([(0, S.SENT), (9, S.WAITING), (3, S.ACCEPTED)],     S.WAITING),   # heard late: the days decide
        ([(0, S.SENT), (5, S.DECLINED), (6, S.SENT)],        S.SENT),      # sent again
        ([(0, S.SENT), (5, S.LOST), (9, S.STARTED)],         S.STARTED),   # found again
        ([(0, S.SENT), (0, S.RECEIVED), (0, S.ACCEPTED)],    S.ACCEPTED),  # all on one day
    ],
)  # fmt: skip
def test_where_it_stands_is_worked_out_from_its_steps(heard, stands_at):
    assert hand_overs.check(steps(*heard), TODAY) is stands_at


@pytest.mark.parametrize(
    "heard,                                              why",
    [
        ([(0, S.SENT), (5, S.HANDED_BACK)],              "cannot follow"),   # nobody had accepted
        ([(0, S.SENT), (5, S.DECLINED), (6, S.STARTED)], "cannot follow"),   # not without sending again
        ([(0, S.SENT), (-1, S.RECEIVED)],                "before it was sent"),
        ([(0, S.SENT), (23, S.RECEIVED)],                "in the future"),   # 25 November
        ([],                                             "before it was sent"),
    ],
)  # fmt: skip
def test_what_cannot_have_happened_is_refused_with_a_sentence(heard, why):
    with pytest.raises(NotAStep, match=why):
        hand_overs.check(steps(*heard), TODAY)


def test_a_correction_takes_the_place_of_what_it_corrects():
    heard = [
        *steps((0, S.SENT), (3, S.DECLINED)),
        Step(S.ACCEPTED, SENT_ON + timedelta(days=3), 3, supersedes=2),
    ]
    assert hand_overs.check(heard, TODAY) is S.ACCEPTED
    heard.append(Step(S.WAITING, SENT_ON + timedelta(days=3), 4))
    heard.append(Step(S.RECEIVED, SENT_ON + timedelta(days=3), 5, supersedes=3))  # corrected once more
    assert [step.state for step in hand_overs.standing(heard)] == [S.SENT, S.RECEIVED, S.WAITING]


@pytest.mark.parametrize(
    "kind,            state,      our_team, done",
    [
        (Kind.SERVICE,    S.WAITING,  False,    False),
        (Kind.SERVICE,    S.MET,      False,    False),
        (Kind.SERVICE,    S.STARTED,  False,    True),
        (Kind.SPECIALIST, S.ACCEPTED, False,    False),
        (Kind.SPECIALIST, S.STARTED,  False,    True),
        (Kind.TRANSITION, S.SENT,     False,    False),
        (Kind.TRANSITION, S.RECEIVED, False,    True),   # open until received
        (Kind.TRANSITION, S.RECEIVED, True,     False),  # a team of ours has them when it accepts
        (Kind.TRANSITION, S.ACCEPTED, True,     True),
        (Kind.TRANSITION, S.LOST,     False,    False),
    ],
)  # fmt: skip
def test_when_nothing_more_is_owed(kind, state, our_team, done):
    assert hand_overs.is_done(kind, state, to_our_team=our_team) is done


@pytest.mark.parametrize(
    "state,     owner, follow_up,                  next_step, lacks",
    [
        (S.SENT,     True,  TODAY,                     "",        ""),
        (S.SENT,     False, TODAY,                     "",        "Choose who sees to it"),
        (S.WAITING,  True,  None,                      "",        "Enter the day to ask again"),
        (S.WAITING,  True,  TODAY - timedelta(days=1), "",        "Enter a day to ask again that is not over"),
        (S.DECLINED, True,  TODAY,                     "",        "Enter what happens next"),
        (S.LOST,     True,  TODAY,                     " ",       "Enter what happens next"),
        (S.LOST,     True,  TODAY,                     "Ring",    ""),
    ],
)  # fmt: skip
def test_what_stays_open_has_an_owner_and_a_day_to_ask_again(state, owner, follow_up, next_step, lacks):
    said = hand_overs.lacks(state, has_owner=owner, follow_up_on=follow_up, next_step=next_step, today=TODAY)
    assert said.startswith(lacks)
    assert bool(said) is bool(lacks)


@given(st.lists(st.tuples(st.sampled_from(State), st.integers(0, 10)), max_size=8))
def test_whatever_is_written_the_steps_that_stand_follow_one_another(tried):
    """Steps that would break the order are refused one by one; what is left is in order, and begins with sending."""
    kept = steps((0, S.SENT))
    for order, (state, days) in enumerate(tried, start=2):
        step = Step(state, SENT_ON + timedelta(days=days), order)
        try:
            stands_at = hand_overs.check([*kept, step], TODAY)
        except NotAStep:
            continue
        kept.append(step)
        assert hand_overs.state_of(kept) is stands_at
    stood = hand_overs.standing(kept)
    assert stood[0].state is S.SENT
    assert all(after.state in NEXT[before.state] for before, after in pairwise(stood))
    came_back = stood[-1].state in CAME_BACK
    assert not came_back or hand_overs.lacks(
        stood[-1].state, has_owner=True, follow_up_on=TODAY, next_step="", today=TODAY
    )


@pytest.mark.parametrize(
    "words,                                            gives_away",
    [
        ("They live at 14 Alder Lane now",             True),
        ("They live at 14, ALDER  LANE.",              True),
        ("Postcode sm1 1zz",                           True),
        ("Postcode SM11ZZ",                            True),
        ("Please write to Alder House",                False),
        ("Sutton CAMHS has room for 14",               False),
        ("",                                           False),
    ],
)  # fmt: skip
def test_a_protected_address_is_found_however_it_is_written(words, gives_away):
    assert hand_overs.gives_away(words, ["14 Alder Lane, Sutton", "SM1 1ZZ", ""]) is gives_away


@given(st.text(max_size=400), st.text(max_size=400))
def test_a_planted_address_is_always_found(before, after):
    assert hand_overs.gives_away(f"{before} 14 Alder Lane {after}", ["14 Alder Lane, Sutton"])


def test_each_kind_has_a_day_to_ask_again_from_dated_data():
    rule = hand_overs.follow_up()
    assert set(rule.days) == set(Kind)
    assert rule.source
    assert rule.on(Kind.SPECIALIST, SENT_ON) == date(2026, 11, 16)
