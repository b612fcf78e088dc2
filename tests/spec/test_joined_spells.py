"""Joined spells: what the national count takes as one time of waiting."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trailblazer.domain.spells import Spell, join

repeatable = settings(derandomize=True, deadline=None)


def spell(ref, received_on, ended_on=None, provider="South West London"):
    return Spell(provider, received_on, ended_on, ref)


FIRST = spell("first", date(2026, 9, 1), date(2026, 9, 30))


@pytest.mark.parametrize(
    "received_on, is_joined",
    [
        (date(2026, 9, 10), True),   # while the first is open
        (date(2026, 9, 30), True),   # on the day it ends
        (date(2026, 10, 5), True),   # 5 days after
        (date(2026, 10, 6), False),  # 6 days after
    ],
)  # fmt: skip
def test_a_request_within_five_days_of_the_end_of_the_last_belongs_to_it(received_on, is_joined):
    second = spell("second", received_on, date(2026, 12, 1))
    joined = join([FIRST, second])
    assert (len(joined) == 1) is is_joined
    assert joined[0].started_on == date(2026, 9, 1)


def test_a_joined_spell_ends_when_the_last_of_its_requests_does():
    inside = spell("inside", date(2026, 9, 5), date(2026, 9, 8))
    after = spell("after", date(2026, 10, 4), date(2026, 10, 20))
    (joined,) = join([after, inside, FIRST])
    assert joined.members == (FIRST, inside, after)
    assert (joined.started_on, joined.ended_on) == (date(2026, 9, 1), date(2026, 10, 20))


def test_an_open_request_keeps_the_spell_open_and_takes_in_all_that_follow():
    (joined,) = join([spell("open", date(2026, 1, 1)), FIRST])
    assert joined.ended_on is None


def test_requests_to_different_providers_are_never_joined():
    elsewhere = spell(
        "elsewhere", date(2026, 9, 1), date(2026, 9, 30), provider="Central and North West London"
    )
    assert len(join([FIRST, elsewhere])) == 2


def test_no_requests_make_no_spells():
    assert join([]) == ()


def test_a_spell_cannot_end_before_it_starts():
    with pytest.raises(ValueError, match="cannot end before it starts"):
        spell("backwards", date(2026, 9, 2), date(2026, 9, 1))


@st.composite
def spells_of_a_child(draw):
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from("AB"), st.integers(0, 90), st.none() | st.integers(0, 20)), max_size=12
        )
    )
    day = date(2026, 1, 1)
    return [
        Spell(
            provider,
            day + timedelta(days=start),
            None if length is None else day + timedelta(days=start + length),
            ref=f"{number}",
        )
        for number, (provider, start, length) in enumerate(rows)
    ]


def touch(one, other, days):
    """Whether two spells overlap, or one starts at most so many days after the other's end."""
    if one.provider != other.provider:
        return False
    earlier, later = sorted((one, other), key=lambda spell: spell.received_on)
    return earlier.ended_on is None or later.received_on <= earlier.ended_on + timedelta(days=days)


def joined_by_hand(spells, days):
    """The second way: begin with every spell alone, and merge any two groups that touch until none do."""
    groups = [{spell} for spell in spells]
    while pair := next(
        (
            (one, other)
            for one in groups
            for other in groups
            if one is not other and any(touch(a, b, days) for a in one for b in other)
        ),
        None,
    ):
        groups = [group for group in groups if group not in pair] + [pair[0] | pair[1]]
    return {frozenset(group) for group in groups}


@repeatable
@given(spells_of_a_child(), st.integers(0, 10))
def test_two_ways_of_joining_agree(spells, days):
    assert {frozenset(joined.members) for joined in join(spells, days)} == joined_by_hand(spells, days)


@repeatable
@given(spells_of_a_child(), st.randoms(use_true_random=False))
def test_the_order_in_which_requests_are_listed_does_not_matter(spells, chance):
    shuffled = list(spells)
    chance.shuffle(shuffled)
    assert join(shuffled) == join(spells)


@repeatable
@given(spells_of_a_child())
def test_every_request_is_in_exactly_one_joined_spell(spells):
    members = [member for joined in join(spells) for member in joined.members]
    assert sorted(member.ref for member in members) == sorted(spell.ref for spell in spells)


@repeatable
@given(spells_of_a_child())
def test_joining_what_is_joined_changes_nothing(spells):
    once = join(spells)
    twice = join(Spell(j.provider, j.started_on, j.ended_on, j.members[0].ref) for j in once)
    assert [(j.started_on, j.ended_on) for j in twice] == [(j.started_on, j.ended_on) for j in once]
    assert all(len(joined.members) == 1 for joined in twice)
