"""Schools and NHS services that review how they work together: days, ratings, pairs, and what may be said of them.

Sources: guide 6.1 to 6.3 (seven areas, two days about six weeks apart, again after ten months); the limits are in
`data/joint_working/rules.toml`, the questions in `data/joint_working/seven_areas.toml`.
"""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

USUAL = "seven_areas"


class Point(StrEnum):
    """When people rate, in order."""

    BEFORE = "before"
    DAY_2 = "day_2"
    TEN_MONTHS = "ten_months"

    @property
    def words(self) -> str:
        return {"before": "Before day 1", "day_2": "After day 2", "ten_months": "Ten months later"}[self]


class Sector(StrEnum):
    """Which side somebody rates from."""

    EDUCATION = "education"
    HEALTH = "health"
    OTHER = "other"

    @property
    def words(self) -> str:
        return {"education": "Education", "health": "Health", "other": "Other partners"}[self]


@dataclass(frozen=True)
class Asked:
    """One thing that is rated. `levels` are the words for each step of the scale, the lowest first."""

    code: str
    name: str
    question: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Framework:
    """What a cohort rates, and on which scale."""

    code: str
    name: str
    source: str
    lowest: int
    highest: int
    words: tuple[str, ...]
    areas: tuple[Asked, ...]
    measures: tuple[Asked, ...]

    def area(self, code: str) -> Asked | None:
        return next((one for one in self.areas if one.code == code), None)

    def name_of(self, code: str) -> str:
        found = self.area(code)
        return found.name if found else code

    @property
    def scale_in_words(self) -> str:
        """1 (not yet) to 4 (well established)"""
        ends = (self.words[0].lower(), self.words[-1].lower())
        return f"{self.lowest} ({ends[0]}) to {self.highest} ({ends[1]})"


@dataclass(frozen=True)
class Rules:
    """The limits of a cohort. Days and months are counted from day 1 or day 2 as their names say."""

    most_schools: int
    usual_weeks_between: tuple[int, int]
    answer_within_days: int
    rates_before_days: int
    rates_after_day_2_days: int
    months_until_last_ratings: int
    last_ratings_open_days: int
    summer_from: tuple[int, int]
    autumn_from: tuple[int, int]
    remind_after_days: tuple[int, ...]
    nudge_after_days: int
    smallest_group: int
    smallest_base_for_a_claim: int
    chance: float


class NotARating(ValueError):
    """What was answered is no rating. The sentence says what is."""


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("trailblazer.data") / "joint_working" / f"{name}.toml").read_text("utf-8"))


@cache
def rules() -> Rules:
    given: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in _read("rules").items()
        if key != "source"
    }
    return Rules(**given)


@cache
def framework(code: str = USUAL) -> Framework:
    """Raises FileNotFoundError for one that is not there, ValueError for a file that contradicts itself."""
    given = _read(code)
    scale = given["scale"]
    made = Framework(
        code,
        given["name"],
        given["source"],
        scale["lowest"],
        scale["highest"],
        tuple(scale["words"]),
        tuple(_asked(one, "levels") for one in given["areas"]),
        tuple(_asked(one, "answers") for one in given["measures"]),
    )
    steps = made.highest - made.lowest + 1
    if any(len(words) != steps for words in (made.words, *(area.levels for area in made.areas))):
        raise ValueError(f"{code}: each area needs words for each of the {steps} steps of its scale")
    return made


def _asked(given: Mapping[str, Any], levels: str) -> Asked:
    return Asked(given["code"], given["name"], given["question"], tuple(given[levels]))


def checked(answers: Mapping[str, Any], of: Framework) -> dict[str, int]:
    """The answers as they are kept, without those left out. Raises NotARating outside the scale, or for none at all."""
    known = {one.code: (of.lowest, of.highest) for one in of.areas}
    known |= {one.code: (1, len(one.levels)) for one in of.measures}
    kept: dict[str, int] = {}
    for code, value in answers.items():
        if value in (None, ""):
            continue
        if code not in known:
            raise NotARating("That is not one of the questions. Open your link again")
        low, high = known[code]
        if isinstance(value, bool) or not str(value).strip().isdecimal() or not low <= int(value) <= high:
            raise NotARating(f"Choose an answer from {low} to {high}")
        kept[code] = int(value)
    if not any(area.code in kept for area in of.areas):
        raise NotARating("Choose an answer for at least one of the areas")
    return kept


def sector_of(kind: str) -> Sector:
    """From what somebody comes from: a school, an NHS service, or the council and voluntary sector."""
    return {"school": Sector.EDUCATION, "nhs": Sector.HEALTH}.get(kind, Sector.OTHER)


def why_not_these_days(day_1: date, day_2: date) -> str:
    """Why a cohort cannot have these days; nothing where it can."""
    if day_2 <= day_1:
        return "Day 2 comes after day 1. Enter a later day for day 2"
    return ""


def warning_of_days(day_1: date, day_2: date) -> str:
    """What to think about before these days are kept; nothing from 4 to 8 weeks."""
    least, most = rules().usual_weeks_between
    days = (day_2 - day_1).days
    if timedelta(weeks=least) <= timedelta(days=days) <= timedelta(weeks=most):
        return ""
    return (
        f"Day 2 is {days} days after day 1. About six weeks, {least} to {most}, "
        "leaves time to do what was agreed and is soon enough to remember it"
    )


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where it is shorter."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def window(point: Point, day_1: date, day_2: date) -> tuple[date, date]:
    """From which day to which, both included, people can rate at this point."""
    rule = rules()
    if point is Point.BEFORE:
        return day_1 - timedelta(days=rule.rates_before_days), day_1
    if point is Point.DAY_2:
        return day_2, day_2 + timedelta(days=rule.rates_after_day_2_days)
    first = _in_term(months_after(day_1, rule.months_until_last_ratings))
    return first, first + timedelta(days=rule.last_ratings_open_days)


def _in_term(day: date) -> date:
    """A day in the summer holidays becomes the first whole week of the autumn term: nobody is in school to answer."""
    begins = date(day.year, *rules().summer_from)
    ends = date(day.year, *rules().autumn_from)
    return ends if begins <= day < ends else day


def point_open_on(day: date, day_1: date, day_2: date) -> Point | None:
    """At which point people rate on this day, if at any."""
    for point in Point:
        first, last = window(point, day_1, day_2)
        if first <= day <= last:
            return point
    return None


def reminder_due(point: Point, day: date, day_1: date, day_2: date, told: int) -> bool:
    """Whether somebody who has not rated hears again on this day. `told` is how many reminders they had."""
    first, last = window(point, day_1, day_2)
    after = rules().remind_after_days
    return first <= day <= last and told < len(after) and day >= first + timedelta(days=after[told])


def nudge_due(day: date, day_1: date) -> bool:
    """Whether those who agreed to do something are asked how it goes: once, six weeks after day 1."""
    return day >= day_1 + timedelta(days=rules().nudge_after_days)
