"""What a team does for a whole school: kinds of activity as data, whom they are for, and what may be said of numbers.

A kind is a file of `data/activities`, named after its code. `work` is the code of "activities" (other work) under which
its minutes count in time by function; `takes_other_work` says that other work of that code, written down without an
activity, is counted as this kind.
"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

MOST_PEOPLE = 5_000
STAFF_TRAINING = "staff_training"
LONGEST = 720  # minutes
FEEDBACK_DAYS = 14  # after the day, on which feedback can still be given


class Audience(StrEnum):
    """Whom an activity is for. They are counted, never named."""

    PUPILS = "pupils"
    STAFF = "staff"
    PARENTS = "parents"
    EVERYONE = "everyone"

    @property
    def words(self) -> str:
        return {
            "pupils": "Pupils",
            "staff": "School staff",
            "parents": "Parents and carers",
            "everyone": "Pupils, staff and families together",
        }[self]


@dataclass(frozen=True)
class Kind:
    """One kind of activity. `usual_minutes` is how long one usually takes."""

    code: str
    name: str
    place: int
    function: int
    work: str
    takes_other_work: bool
    usual_minutes: int
    audience: Audience
    has_certificate: bool
    suggested_materials: tuple[str, ...]


class NotSo(ValueError):
    """What was said of an activity cannot be. The sentence says what to do."""


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its code, in their order."""
    folder = files("trailblazer.data") / "activities"
    found = [
        _kind(one.name.removesuffix(".toml"), one) for one in folder.iterdir() if one.name.endswith(".toml")
    ]
    return {kind.code: kind for kind in sorted(found, key=lambda kind: kind.place)}


def _kind(code: str, file: Any) -> Kind:
    given = tomllib.loads(file.read_text("utf-8"))
    return Kind(
        code=code,
        name=given["name"],
        place=given["place"],
        function=given["function"],
        work=given["work"],
        takes_other_work=given["takes_other_work"],
        usual_minutes=given["usual_minutes"],
        audience=Audience(given["audience"]),
        has_certificate=given["has_certificate"],
        suggested_materials=tuple(given["suggested_materials"]),
    )


def name_of(code: str) -> str:
    """The name of a kind; its code where its file was taken away since."""
    known = kinds().get(code)
    return known.name if known else code


@cache
def takers() -> dict[str, str]:
    """The kind as which other work without an activity counts, by the code of that work."""
    return {kind.work: kind.code for kind in kinds().values() if kind.takes_other_work}


def for_pupils() -> list[str]:
    """The kinds that are for pupils alone: of what is for everyone, nobody knows how many were pupils."""
    return [kind.code for kind in kinds().values() if kind.audience is Audience.PUPILS]


def feedback_is_open(day: date, today: date) -> bool:
    """From the day of the activity to 14 days after it, both included."""
    return day <= today <= day + timedelta(days=FEEDBACK_DAYS)
