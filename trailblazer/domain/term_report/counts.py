"""What a report of a term counts, before it is protected; and what its sections and figures are called."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

FOUR_WEEKS = 28
SMALLEST_BASE = 10
SHARES_TO, HOURS_TO = 5, 10

REQUESTS, SESSIONS, ENDED, ADVICE, LIAISON, REACHED = (
    "Requests received",
    "Sessions booked",
    "Courses of help that ended",
    "Advice given",
    "Meetings and calls",
    "People reached",
)
ATTENDED, HELPED, AGAIN = "Attended", "Pupils helped", "Came again"
BEGAN, WITHIN, LATER, EARLIER = (
    "Help began in the term",
    "Within four weeks",
    "After four weeks or more",
    "Began before",
)
BY_WHAT, BY_YEAR, BY_SEX, BY_NEED, BY_WAIT = "What became", "Year group", "Sex", "Need", "Wait"
OF_REQUESTS = ("Accepted", "Advice or another service", "Not for this team, or withdrawn", "Not decided yet")
OF_SESSIONS = (
    ATTENDED,
    "Did not come, or too late",
    "Cancelled by the pupil or family",
    "Cancelled by the team",
)
SEXES = ("Girls", "Boys", "Another, or not known")
OF_CHANGE = ("Reliably better", "No reliable change", "Reliably worse", "No first and last questionnaire")
NO_ANSWER = "No answer"
YEAR_NOT_KNOWN = "Another, or not known"
HELPED_AT = (SESSIONS, BY_WHAT, ATTENDED, "Of them", HELPED)
BEGAN_AT = (*HELPED_AT, BY_WAIT, BEGAN)


@dataclass(frozen=True)
class Section:
    """One section in words: what it counts, and who is left out."""

    key: str
    title: str
    counted: str
    left_out: str


@cache
def _file() -> dict[str, Any]:
    path = files("trailblazer") / "data" / "term_report" / "report.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def sections() -> tuple[Section, ...]:
    """The sections of every report, in their order."""
    return tuple(Section(**row) for row in _file()["sections"])


def version() -> str:
    """Which edition of the words and rules a report was made by."""
    return str(_file()["version"])


@cache
def needs() -> tuple[str, ...]:
    return tuple(row["words"] for row in _file()["needs"])


def need_of(reason: str) -> str:
    """The group of a code of "reasons". What is in none, or empty, is in the last."""
    return next((row["words"] for row in _file()["needs"] if reason in row["reasons"]), needs()[-1])


@dataclass(frozen=True)
class Pupil:
    """A pupil who was helped in the term. `waited` in days where help began in it."""

    year: str
    sex: str
    need: str
    waited: int | None = None


@dataclass(frozen=True)
class Asked:
    """One question of a form about the help, and how many pupils gave each answer."""

    words: str
    given: Mapping[str, int]


@dataclass(frozen=True)
class Forms:
    """One form about the help: how many pupils filled it in, and its questions, which all have the same answers."""

    name: str
    filled_in: int
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Held:
    """Whole-school work of one kind: meetings held, people reached, minutes."""

    label: str
    held: int
    reached: int
    minutes: int = 0


@dataclass(frozen=True)
class Counts:
    """What was counted for one school and term, before it is protected. It is never kept and never shown."""

    requests: Mapping[str, int] = field(default_factory=dict)
    sessions: Mapping[str, int] = field(default_factory=dict)
    pupils: tuple[Pupil, ...] = ()
    years: tuple[str, ...] = ()  # the year groups of the school, in their order
    ended: Mapping[str, int] = field(default_factory=dict)
    forms: tuple[Forms, ...] = ()
    work: tuple[Held, ...] = ()
    advice: Mapping[str, int] = field(default_factory=dict)  # every topic, those nobody asked about too
    liaison: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[int, int] = field(default_factory=dict)  # by function
