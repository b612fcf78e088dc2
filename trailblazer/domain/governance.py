"""The board of a team or provider: who sits on it, how its decisions are numbered, and what is overdue.

The rule, in plain words (guide 2.2, principle 1: clear local governance with health and education, with feedback and
routes of escalation): a board has members of each sector from a day to a day, at least two of them young people,
parents or carers. That is a hint, not a bar. Somebody under 18 is kept by first name or role alone, since minutes are
read by many. Decisions of a board are numbered within the year of their meeting. An escalation goes from one level to
another and waits for an answer by a day. Lists and their source: trailblazer/data/governance.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

ONE_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


class NotForABoard(ValueError):
    """Why something cannot be kept so, in a sentence that says what to do."""


@cache
def _file() -> dict[str, Any]:
    path = files("trailblazer") / "data" / "governance.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Sector:
    """Where a member comes from. `called` is how a hint names who is lacking; nothing where a board may do without."""

    code: str
    words: str
    called: str = ""
    is_voice: bool = False


@cache
def sectors() -> dict[str, Sector]:
    return {one["code"]: Sector(**one) for one in _file()["sectors"]}


@cache
def levels() -> dict[str, str]:
    """The words of each level, by its code, from the nearest to a child to the furthest."""
    return {one["code"]: one["words"] for one in _file()["levels"]}


def answer_due(raised_on: date) -> date:
    """The day by which an escalation is usually answered."""
    return raised_on + timedelta(days=int(_file()["usual_answer_days"]))


def kept_name(name: str, job: str, *, is_under_18: bool) -> str:
    """The name as it may be kept. Raises NotForABoard."""
    name = " ".join(name.split())
    if not name and not job.strip():
        raise NotForABoard("Enter a name, or what they are on the board")
    if is_under_18 and name and not ONE_NAME.fullmatch(name):
        raise NotForABoard(
            "Somebody under 18 is kept by first name or role only. Enter one name, for example Amira, or leave it empty"
        )
    return name


def check_spell(from_on: date, to_on: date | None) -> None:
    """Raises NotForABoard for a membership that ends before it begins."""
    if to_on is not None and to_on < from_on:
        raise NotForABoard("Enter a last day that is not before the first")


def check_end(ended_on: date, met_on: Iterable[date], today: date) -> None:
    """Raises NotForABoard for an end that is yet to come, or before the board last met. `met_on` are its meetings."""
    if ended_on > today:
        raise NotForABoard("Enter the day the board ended: today at the latest")
    last = max((day for day in met_on if day <= today), default=None)
    if last is not None and ended_on < last:
        raise NotForABoard(f"Enter a day that is not before its last meeting, {last.day} {last:%B %Y}")


def lacking(of_members: Iterable[str]) -> list[str]:
    """What a board still lacks, in sentences, by the sectors of its members of a day. It stops nobody."""
    here = list(of_members)
    known, least = sectors(), int(_file()["least_voices"])
    voices = sum(known[code].is_voice for code in here if code in known)
    said = []
    if voices < least:
        have = "none" if not voices else f"only {voices}"
        said.append(
            f"At least {least} young people or parents and carers sit on a board. This one has {have}."
        )
    missing = [one.called for one in known.values() if one.called and one.code not in here]
    if missing:
        said.append(f"Nobody is here yet for {_listed(missing)}.")
    return said


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def next_number(held_on: date, earlier: Iterable[str]) -> str:
    """The number of a decision: the year of its meeting and a running number, such as 2026/07."""
    year = f"{held_on.year}/"
    taken = [int(number.removeprefix(year)) for number in earlier if number.startswith(year)]
    return f"{year}{max(taken, default=0) + 1:02}"


def check_route(from_level: str, to_level: str) -> None:
    """Raises NotForABoard for an escalation that goes nowhere."""
    if from_level not in levels() or to_level not in levels():
        raise NotForABoard("Choose the levels from the list")
    if from_level == to_level:
        raise NotForABoard("Choose a level it goes to that is not the one it comes from")


def days_late(due_on: date | None, done_on: date | None, today: date) -> int:
    """How many days something is overdue; 0 where it is not, is done, or has no day."""
    if due_on is None or done_on is not None:
        return 0
    return max(0, (today - due_on).days)
