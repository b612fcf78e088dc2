"""Changes of school, age and rights to come: when each falls due, who is to be looked at, and what changes on the day.

The rules are dated data (data/transitions.toml). Sources: guide 2.13; Family Law Reform Act 1969 s.1, s.8 and s.9: an
age is attained at the commencement of the relevant anniversary of the date of birth. Of somebody born on 29 February
the Act says nothing; in a year without that day we take 1 March, as `domain.identity.age_on` does.
"""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from trailblazer.domain.consent import Answer
from trailblazer.domain.identity import age_on, school_year_group
from trailblazer.domain.terms import SchoolYear, school_year_of
from trailblazer.domain.year_groups import YEAR_GROUPS

AGE_IN_RECEPTION = 5  # the age they reach in it
ALL_THROUGH_FROM = 12  # a school whose pupils may be this old or older goes on past Year 6
JUNE, LAST_OF_JUNE, FRIDAY = 6, 30, 4


class NoSuchAge(ValueError):
    """An age nobody has: below 0."""


def birthday(born_on: date, age: int) -> date:
    """The day somebody reaches this age, in whole years. Born on 29 February, 1 March in a year without that day.

    Raises NoSuchAge for an age below 0.
    """
    if age < 0:
        raise NoSuchAge(f"Nobody is {age} years old")
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def leaving_date(year: SchoolYear) -> date:
    """The last Friday in June of a school year."""
    last = date(year.starts_in + 1, JUNE, LAST_OF_JUNE)
    return last - timedelta(days=(last.weekday() - FRIDAY) % 7)


@dataclass(frozen=True)
class Rule:
    """One kind of change, and when it falls due."""

    code: str
    falls_on: str
    source: str
    in_force_from: date
    year_groups: tuple[str, ...] = ()
    age: int | None = None
    is_of_last_year: bool = False  # from the last year group of the school, whichever that is


@dataclass(frozen=True)
class Change:
    """What is different from the day on; `task` is what somebody is asked to do about it, with a place for the name."""

    code: str
    what: str
    words: str
    source: str
    in_force_from: date
    task: str = ""


@dataclass(frozen=True)
class Rules:
    """Every rule, as the file of a day has it."""

    rules: tuple[Rule, ...]
    changes: tuple[Change, ...]
    ahead: timedelta
    lately_ended: timedelta
    source: str
    as_at: date

    def on(self, day: date) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.in_force_from <= day)

    def changes_at(self, code: str, on: date) -> tuple[Change, ...]:
        """What changes with a transition of this kind that falls due on this day."""
        return tuple(one for one in self.changes if one.code == code and one.in_force_from <= on)


@cache
def rules() -> Rules:
    read = tomllib.loads((files("trailblazer.data") / "transitions.toml").read_text("utf-8"))
    return Rules(
        rules=tuple(
            Rule(**row | {"year_groups": tuple(row.get("year_groups", ()))}) for row in read["rules"]
        ),
        changes=tuple(Change(**row) for row in read["changes"]),
        ahead=timedelta(weeks=read["ahead_weeks"]),
        lately_ended=timedelta(weeks=read["lately_ended_weeks"]),
        source=read["source"],
        as_at=read["as_at"],
    )


@dataclass(frozen=True)
class Person:
    """What the rules need to know of somebody. `school_goes_to` is the age of the school's oldest pupils."""

    born_on: date
    year_group: str = ""
    school_goes_to: int | None = None
    school_closes_on: date | None = None
    moved_on: date | None = None  # the day the record got another school


@dataclass(frozen=True, order=True)
class Due:
    """A transition and the day it falls due."""

    on: date
    code: str


def is_looked_at(is_open: bool, ended_on: date | None, today: date) -> bool:
    """Whether changes are found for somebody: helped now, or until lately."""
    return is_open or (ended_on is not None and today - rules().lately_ended <= ended_on <= today)


def found(person: Person, today: date) -> tuple[Due, ...]:
    """The transitions of one person from today until a term ahead, and moves of school of the last term, in order."""
    every = (due for rule in rules().on(today) for due in _due(rule, person, today))
    return tuple(sorted({due for due in every if _is_in_sight(due, today)}))


def _is_in_sight(due: Due, today: date) -> bool:
    """A move of school is often known only once it has happened; the calendar and birthdays are known before."""
    first = today - rules().ahead if due.code == "school_move" else today
    return first <= due.on <= today + rules().ahead


def _due(rule: Rule, person: Person, today: date) -> Iterator[Due]:
    if rule.age is not None:
        yield Due(birthday(person.born_on, rule.age), rule.code)
    elif rule.is_of_last_year:
        if _leaves_for_another(person, today):
            yield Due(_next_september(today), rule.code)
    elif rule.code == "school_move":
        days = (person.school_closes_on, person.moved_on)
        yield from (Due(day, rule.code) for day in days if day is not None)
    elif any(is_in_year(person, year, today) for year in rule.year_groups) and not _stays(rule, person):
        on = _next_september(today) if rule.code == "year_7" else leaving_date(school_year_of(today))
        yield Due(on, rule.code)


def _next_september(today: date) -> date:
    return SchoolYear(school_year_of(today).starts_in + 1).first_day


def last_year_group(goes_to: int | None) -> str:
    """The year group in which pupils reach the highest age of their school: Year 2 at 7, Year 6 at 11; "" for none."""
    number = -1 if goes_to is None else goes_to - AGE_IN_RECEPTION
    return YEAR_GROUPS[number] if 0 <= number < len(YEAR_GROUPS) else ""


def _leaves_for_another(person: Person, today: date) -> bool:
    """In the last year of an infant, first, junior or middle school, where no rule of its own names that year."""
    last = last_year_group(person.school_goes_to)
    named = {year for rule in rules().on(today) for year in rule.year_groups}
    return bool(last) and last not in named and is_in_year(person, last, today)


def _stays(rule: Rule, person: Person) -> bool:
    """An all-through school keeps its Year 6. Whether someone in Year 11 stays on, the school cannot say for them."""
    goes_to = person.school_goes_to
    return rule.code == "year_7" and goes_to is not None and goes_to >= ALL_THROUGH_FROM


def is_in_year(person: Person, year_group: str, today: date) -> bool:
    """By the birth date, or as it was said where that is at most a year off: what was said years ago has grown old."""
    usual = school_year_group(person.born_on, today)
    if usual == year_group:
        return True
    if person.year_group != year_group or usual not in YEAR_GROUPS:
        return False
    return abs(YEAR_GROUPS.index(usual) - YEAR_GROUPS.index(year_group)) == 1


@dataclass(frozen=True)
class Given:
    """The newest answer about one purpose, and whether a parent or carer gave it."""

    purpose: str
    answer: Answer
    by_parent: bool


# A parent may agree to these for somebody under 16 (young_people.actions.agreeing.NEEDS_A_SAY).
AGREED_FOR_THEM = frozenset({"help", "tell_school", "tell_gp", "tell_service", "recording"})
OWN_WORD_FROM = 16


def own_word_needed(given: Iterable[Given], born_on: date, on: date) -> tuple[str, ...]:
    """The purposes a parent agreed to for somebody who is 16 or more on this day: their own word is needed now."""
    if age_on(born_on, on) < OWN_WORD_FROM:
        return ()
    return tuple(
        one.purpose
        for one in given
        if one.by_parent and one.answer is Answer.GIVEN and one.purpose in AGREED_FOR_THEM
    )
