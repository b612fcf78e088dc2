"""A lead reads the hours of help every day and takes one reading from another: what is left is the time of eight pupils
at least. Read live, as once it was, one day less another is the time of one, and so is the day it first shows."""

import os
import random
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest

from trailblazer.domain.hours_given import FEWEST, fixed_day, may_move_on, whole_hours

TERMS = 400 if os.environ.get("HYPOTHESIS_PROFILE") == "assure" else 40
FIRST, DAYS = date(2026, 9, 1), 105
HIDDEN = None


class Contact(NamedTuple):
    """One pupil seen: written down some days later, and now and then taken back."""

    pupil: int
    day: date
    minutes: int
    written_on: date
    taken_back_on: date | None


class Reading(NamedTuple):
    """What stands on the page of a day, and what it was made from."""

    shown: int | None
    made_from: list[Contact]


def a_term(chance):
    """A school of few pupils with help, some of them for a part of the term only."""
    found = []
    for pupil in range(chance.randrange(2, 22)):
        begins = chance.randrange(0, 80)
        for week in range(chance.randrange(1, 10)):
            day = FIRST + timedelta(days=begins + 7 * week)
            written = day + timedelta(days=chance.choice([0, 0, 1, 3, 20]))
            back = written + timedelta(days=chance.randrange(1, 20)) if chance.random() < 0.05 else None
            found.append(Contact(pupil, day, chance.choice([30, 45, 60, 60, 75]), written, back))
    return found


def known(term, on, up_to):
    return [
        one
        for one in term
        if one.day <= up_to and one.written_on <= on and (one.taken_back_on is None or one.taken_back_on > on)
    ]


def hours_of(contacts):
    return whole_hours(sum(one.minutes for one in contacts))


def live(term):
    """The rule as it was: counted when it is read, and shown from eight people on."""
    for on in days():
        seen = known(term, on, on)
        yield Reading(hours_of(seen) if len({one.pupil for one in seen}) >= FEWEST else HIDDEN, seen)


def standing(term):
    """The rule: counted up to a Sunday, kept, and moved on for eight people seen since."""
    reading, up_to = Reading(HIDDEN, []), FIRST - timedelta(days=1)
    for on in days():
        seen = known(term, on, fixed_day(on))
        if may_move_on(len({one.pupil for one in seen if one.day > up_to})):
            reading, up_to = Reading(hours_of(seen), seen), fixed_day(on)
        yield reading


def days():
    return (FIRST + timedelta(days=number) for number in range(DAYS))


def told_of(before, after):
    """How many pupils' time lies between two readings: of so many the difference tells."""
    return len({one.pupil for one in {*before.made_from} ^ {*after.made_from}})


def differences(readings):
    """Of each two readings that stand beside each other and differ. Any two others have all between them besides."""
    return [told_of(before, after) for before, after in pairwise(readings) if before.shown != after.shown]


def test_read_live_one_day_less_another_tells_of_one_pupil():
    found = [number for seed in range(TERMS) for number in differences(live(a_term(random.Random(seed))))]
    assert found.count(1) > len(found) / 2


def test_standing_still_no_two_readings_tell_of_fewer_than_eight():
    shown = 0
    for seed in range(TERMS):
        readings = list(standing(a_term(random.Random(seed))))
        different = [one for before, one in pairwise([None, *readings]) if one is not before]
        shown += len(different) > 1
        for at, before in enumerate(different):
            assert all(told_of(before, after) >= FEWEST for after in different[at + 1 :]), seed
    assert shown > TERMS / 4, "most schools of this size still read something"


@pytest.mark.parametrize(
    ("today", "sunday"),
    [
        (date(2026, 11, 24), date(2026, 11, 22)),  # a Tuesday
        (date(2026, 11, 23), date(2026, 11, 22)),
        (date(2026, 11, 22), date(2026, 11, 15)),  # a Sunday is not over on itself
    ],
)
def test_the_fixed_day_is_the_last_sunday_that_is_over(today, sunday):
    assert fixed_day(today) == sunday
    assert (whole_hours(89), whole_hours(90), whole_hours(0)) == (1, 2, 0)
