"""Whose minutes count, and to which of the three functions."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.time_by_function import (
    FUNCTIONS,
    Work,
    by,
    by_person,
    check_agreed,
    of_contact,
    of_session,
    split,
    whole_per_cents,
)

DAY = date(2026, 11, 24)


def contact(attendance="5", minutes=50, booked=45, people=("a",), **more):
    return of_contact(
        day=DAY, function=1, attendance=attendance, minutes=minutes, booked=booked, people=people, **more
    )


@pytest.mark.parametrize(
    "attendance, minutes, counted, is_planned",
    [
        ("5", 50, 50, False),
        ("6", 30, 30, False),
        ("5", None, 45, False),
        ("", None, 45, True),
    ],
)
def test_a_contact_counts_what_it_took_and_before_that_what_is_booked(
    attendance, minutes, counted, is_planned
):
    found = contact(attendance, minutes)
    assert (found.minutes, found.is_planned) == (counted, is_planned)


@pytest.mark.parametrize("attendance", ["2", "3", "4", "7"])
def test_a_contact_that_nobody_came_to_counts_nothing(attendance):
    assert contact(attendance, None) is None


def test_a_contact_in_a_group_counts_nothing_of_its_own():
    assert contact(in_group=True) is None


def test_each_colleague_who_was_there_counts_the_minutes():
    found = [contact(people=("a", "b"))]
    assert split(found).total == 100
    assert split(found, of="a").total == 50
    assert split(found, of="c").total == 0


@given(st.integers(1, 300), st.lists(st.sampled_from("abcd"), min_size=1, unique=True), st.integers(0, 30))
def test_a_group_counts_once_for_each_leader_however_many_members_came(minutes, leaders, members):
    session = of_session(day=DAY, function=1, is_held=True, minutes=minutes, booked=50, leaders=leaders)
    of_members = [contact(people=leaders, in_group=True) for _ in range(members)]
    works = [work for work in (session, *of_members) if work]
    assert split(works).total == minutes * len(leaders)
    assert all(split(works, of=leader).total == minutes for leader in leaders)


WORKS = st.lists(
    st.builds(
        Work,
        day=st.dates(date(2026, 9, 1), date(2026, 12, 31)),
        function=st.sampled_from(FUNCTIONS),
        minutes=st.integers(0, 720),
        people=st.frozensets(st.sampled_from("abcdef"), max_size=4),
        is_planned=st.booleans(),
        place=st.sampled_from([None, 1, 2, 3]),
    ),
    max_size=30,
)


@given(WORKS)
def test_the_functions_add_up_to_all_minutes_however_they_are_sorted(works):
    everything = sum(work.minutes * len(work.people) for work in works)
    whole = split(works)
    assert sum(whole.minutes(function) for function in FUNCTIONS) == whole.total == everything
    assert sum(one.total for one in by_person(works).values()) == everything
    assert sum(one.total for one in by(works, lambda work: work.place).values()) == everything
    assert sum(one.total for one in by(works, lambda work: work.day.isocalendar()[:2]).values()) == everything
    assert sum(whole.shares().values()) == (100 if everything else 0)


@given(st.dictionaries(st.sampled_from(FUNCTIONS), st.integers(0, 5000), min_size=1))
def test_whole_per_cents_add_up_and_are_within_one_of_the_share(parts):
    found, total = whole_per_cents(parts), sum(parts.values())
    assert sum(found.values()) == (100 if total else 0)
    assert all(abs(found[key] - 100 * parts[key] / total) < 1 for key in parts if total)


@pytest.mark.parametrize(
    "split_, sentence",
    [
        ((50, 30, 20), ""),
        ((100, 0, 0), ""),
        ((50, 30, 30), "The three per cents make 110. Enter per cents that make 100"),
        ((120, -20, 0), "Enter per cents from 0 to 100"),
    ],
)
def test_an_agreed_split_is_the_whole_time(split_, sentence):
    assert check_agreed(*split_) == sentence


def test_a_function_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no function 4"):
        Work(DAY, 4, 10, frozenset("a"))
