"""Changes to come are found a term ahead; birthdays fall as the rule has it, also for those born on 29 February."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain import codes, transitions
from trailblazer.domain.consent import Answer
from trailblazer.domain.identity import age_on
from trailblazer.domain.terms import SchoolYear
from trailblazer.domain.transitions import Given, Person, birthday, found, is_looked_at, own_word_needed

AHEAD = timedelta(weeks=20)


@pytest.mark.parametrize(
    "born_on,            age, birthday_on",
    [
        (date(2010, 5, 3),   16,  date(2026, 5, 3)),
        (date(2008, 2, 29),  16,  date(2024, 2, 29)),  # a year with the day
        (date(2008, 2, 29),  18,  date(2026, 3, 1)),   # a year without it: 1 March
        (date(2008, 2, 29),  25,  date(2033, 3, 1)),
        (date(2084, 2, 29),  16,  date(2100, 3, 1)),   # 2100 has no 29 February
        (date(2010, 12, 31), 18,  date(2028, 12, 31)),
    ],
)  # fmt: skip
def test_the_day_somebody_reaches_an_age(born_on, age, birthday_on):
    assert birthday(born_on, age) == birthday_on


@given(st.dates(date(1998, 1, 1), date(2120, 12, 31)), st.integers(0, 30))
def test_on_the_birthday_they_are_that_old_and_the_day_before_they_were_not(born_on, age):
    on = birthday(born_on, age)
    assert age_on(born_on, on) == age
    assert age_on(born_on, on - timedelta(days=1)) == age - 1


@given(st.integers(1999, 2090), st.sampled_from([16, 18, 25]))
def test_somebody_born_on_29_february_is_found_once_a_year_later_than_never(year, age):
    """From 20 weeks before until the day itself, and on no other day."""
    if date(year, 3, 1) - timedelta(days=1) != date(year, 2, 28):
        person = Person(date(year, 2, 29))
        on = birthday(person.born_on, age)
        for days, is_found in ((-141, False), (-140, True), (0, True), (1, False)):
            codes_found = {due.code for due in found(person, on + timedelta(days=days))}
            assert (f"age_{age}" in codes_found) is is_found


@pytest.mark.parametrize(
    "year,  last_friday_in_june",
    [
        (2023, date(2024, 6, 28)),
        (2024, date(2025, 6, 27)),
        (2026, date(2027, 6, 25)),
        (2027, date(2028, 6, 30)),
    ],
)  # fmt: skip
def test_the_day_school_may_be_left(year, last_friday_in_june):
    assert transitions.leaving_date(SchoolYear(year)) == last_friday_in_june


SEPTEMBER = date(2027, 9, 1)
JUNE = date(2027, 6, 25)  # the last Friday
MOVED = date(2026, 11, 2)
YEAR_6 = date(2016, 3, 9)  # in Year 6 in 2026/27
YEAR_11 = date(2011, 3, 9)
YEAR_13 = date(2009, 3, 9)


def born_in(number):
    """Somebody in Year so many in 2026/27."""
    return date(2022 - number, 3, 9)


@pytest.mark.parametrize(
    "person,                                                   today,              is_found",
    [
        (Person(YEAR_6),                                           date(2027, 4, 13),  []),
        (Person(YEAR_6),                                           date(2027, 4, 14),  [("year_7", SEPTEMBER)]),
        (Person(YEAR_6),                                           date(2027, 8, 31),  [("year_7", SEPTEMBER)]),
        (Person(YEAR_6),                                           date(2027, 9, 1),   []),   # in Year 7 now
        (Person(YEAR_6, "Year 6", school_goes_to=11),              date(2027, 5, 1),   [("year_7", SEPTEMBER)]),
        (Person(YEAR_6, "Year 6", school_goes_to=18),              date(2027, 5, 1),   []),   # it keeps them
        (Person(date(2015, 3, 9), "Year 6"),                       date(2027, 5, 1),   [("year_7", SEPTEMBER)]),
        (Person(date(2013, 3, 9), "Year 6"),                       date(2027, 5, 1),   []),   # said years ago
        (Person(born_in(2), school_goes_to=7),                     date(2027, 5, 1),   [("school_move", SEPTEMBER)]),
        (Person(born_in(2), school_goes_to=7),                     date(2027, 4, 13),  []),
        (Person(born_in(2), school_goes_to=11),                    date(2027, 5, 1),   []),   # its juniors are next
        (Person(born_in(3), school_goes_to=7),                     date(2027, 5, 1),   []),   # gone already
        (Person(born_in(3), "Year 2", school_goes_to=7),           date(2027, 5, 1),   [("school_move", SEPTEMBER)]),
        (Person(born_in(4), school_goes_to=9),                     date(2027, 5, 1),   [("school_move", SEPTEMBER)]),
        (Person(born_in(7), school_goes_to=12),                    date(2027, 5, 1),   [("school_move", SEPTEMBER)]),
        (Person(born_in(6), school_goes_to=12),                    date(2027, 5, 1),   []),   # a middle school
        (Person(born_in(8), school_goes_to=13),                    date(2027, 5, 1),   [("school_move", SEPTEMBER)]),
        (Person(born_in(8), school_goes_to=18),                    date(2027, 5, 1),   []),
        (Person(born_in(9), school_goes_to=14),                    date(2027, 5, 1),   [("school_move", SEPTEMBER)]),
        (Person(YEAR_11, school_goes_to=16),                       date(2027, 3, 10),  [("leaving_school", JUNE)]),
        (Person(YEAR_13, school_goes_to=18),                       date(2027, 5, 1),   [("leaving_school", JUNE)]),
        (Person(YEAR_11),                                          date(2027, 2, 1),   [("age_16", date(2027, 3, 9))]),
        (Person(YEAR_11),                                          date(2027, 3, 10),  [("leaving_school", JUNE)]),
        (Person(YEAR_11, school_goes_to=18),                       date(2027, 3, 10),  [("leaving_school", JUNE)]),
        (Person(YEAR_11),                                          date(2027, 6, 26),  []),
        (Person(YEAR_13),                                          date(2027, 5, 1),   [("leaving_school", JUNE)]),
        (Person(date(2002, 6, 1)),                                 date(2027, 2, 1),   [("age_25", date(2027, 6, 1))]),
        (Person(date(2014, 1, 5), school_closes_on=SEPTEMBER),     date(2027, 5, 1),   [("school_move", SEPTEMBER)]),
        (Person(date(2014, 1, 5), school_closes_on=SEPTEMBER),     date(2027, 11, 1),  [("school_move", SEPTEMBER)]),
        (Person(date(2014, 1, 5), school_closes_on=SEPTEMBER),     date(2028, 2, 1),   []),
        (Person(date(2014, 1, 5), moved_on=MOVED),     date(2026, 11, 24), [("school_move", MOVED)]),
        (Person(date(2014, 1, 5)),                                 date(2026, 11, 24), []),
    ],
)  # fmt: skip
def test_what_is_found_and_when(person, today, is_found):
    assert [(due.code, due.on) for due in found(person, today)] == is_found


@pytest.mark.parametrize(
    "is_open, ended_on,           looked_at",
    [
        (True,    None,               True),
        (False,   date(2026, 11, 20), True),
        (False,   date(2026, 7, 7),   True),   # 20 weeks ago
        (False,   date(2026, 7, 6),   False),
        (False,   None,               False),
    ],
)  # fmt: skip
def test_those_helped_now_or_until_lately_are_looked_at(is_open, ended_on, looked_at):
    assert is_looked_at(is_open, ended_on, date(2026, 11, 24)) is looked_at


def a(purpose, answer=Answer.GIVEN, by_parent=True):
    return Given(purpose, answer, by_parent)


@pytest.mark.parametrize(
    "given_,                              on,                needed",
    [
        ([a("help")],                         date(2026, 5, 2),  ()),          # 15
        ([a("help")],                         date(2026, 5, 3),  ("help",)),   # 16 today
        ([a("help", by_parent=False)],        date(2026, 5, 3),  ()),
        ([a("help", Answer.REFUSED)],         date(2026, 5, 3),  ()),
        ([a("email")],                        date(2026, 5, 3),  ()),          # a parent’s own letter box
        ([a("help"), a("tell_school")],       date(2027, 1, 1),  ("help", "tell_school")),
    ],
)  # fmt: skip
def test_what_a_parent_agreed_to_needs_their_own_word_from_16(given_, on, needed):
    assert own_word_needed(given_, date(2010, 5, 3), on) == needed


@pytest.mark.parametrize(
    "code,            on,                changes",
    [
        ("age_16",        date(2026, 5, 3),  {"consent", "parents"}),
        ("age_18",        date(2026, 5, 3),  {"parents", "measures", "service"}),
        ("age_25",        date(2026, 5, 3),  {"service"}),
        ("age_18",        date(1969, 12, 1), set()),   # before full age was 18
    ],
)  # fmt: skip
def test_what_changes_on_the_day_is_dated(code, on, changes):
    assert {change.what for change in transitions.rules().changes_at(code, on)} == changes


def test_every_rule_and_change_is_of_a_known_kind_with_its_source():
    rules = transitions.rules()
    assert {rule.code for rule in rules.rules} == {code.code for code in codes.load("transitions")}
    assert all(one.source and one.in_force_from for one in (*rules.rules, *rules.changes))
    assert all("{name}" in change.task for change in rules.changes if change.task)


@pytest.mark.parametrize(
    "goes_to, year_group",
    [(None, ""), (4, ""), (5, "Reception"), (7, "Year 2"), (11, "Year 6"), (16, "Year 11"), (19, "")],
)
def test_the_last_year_group_is_the_one_in_which_the_highest_age_is_reached(goes_to, year_group):
    assert transitions.last_year_group(goes_to) == year_group


@given(st.dates(date(2001, 1, 1), date(2022, 12, 31)), st.dates(date(2026, 1, 1), date(2028, 12, 31)))
def test_what_is_found_lies_within_a_term_and_is_found_again_tomorrow_unless_it_is_over(born_on, today):
    person = Person(born_on)
    now, tomorrow = found(person, today), found(person, today + timedelta(days=1))
    assert all(today <= due.on <= today + AHEAD for due in now)
    assert [due for due in now if due.on > today] == [due for due in tomorrow if due in now]
