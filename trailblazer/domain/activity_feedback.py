"""What people are asked after an activity, from 1 to 5, and what of the answers is told.

Nothing is told of fewer than 10 answers: no average and no words. What is told moves on by whole days and by ten
answers. The questions are data: data/activity_feedback.toml.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from trailblazer.domain.activities import kinds

LOWEST, HIGHEST = 1, 5
SMALLEST_TOLD = 10  # answers
MOST_ANSWERS = 2_000  # to one link, so that nobody fills the table by a script


class NotAnAnswer(ValueError):
    """What was answered is not on the scale. The sentence says what is."""


@dataclass(frozen=True)
class Question:
    """One question, answered from 1 to 5; `lowest` and `highest` are the words for the ends."""

    code: str
    text: str
    short: str
    lowest: str
    highest: str
    only_with_certificate: bool = False


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads((files("trailblazer.data") / "activity_feedback.toml").read_text("utf-8"))


@cache
def questions_of(kind: str) -> tuple[Question, ...]:
    """What is asked after an activity of this kind: before and after are asked where it gives a certificate."""
    known = kinds().get(kind)
    is_training = known is not None and known.has_certificate
    every = [Question(**given) for given in _read()["questions"]]
    return tuple(one for one in every if is_training or not one.only_with_certificate)


def what_to_change() -> str:
    return str(_read()["change"])


def checked_marks(marks: Mapping[str, int], of: tuple[Question, ...]) -> dict[str, int]:
    """The marks of these questions that were given. Raises NotAnAnswer for one outside the scale or not asked."""
    asked = {one.code for one in of}
    for code, mark in marks.items():
        if code not in asked:
            raise NotAnAnswer("Answer the questions on this page")
        if isinstance(mark, bool) or not isinstance(mark, int) or not LOWEST <= mark <= HIGHEST:
            raise NotAnAnswer(f"Choose a number from {LOWEST} to {HIGHEST}")
    return dict(marks)


def told_up_to(given_on: Iterable[date], today: date) -> date | None:
    """Up to the end of which day answers are told: of days that are over, and ten or more at a time. None: of none.

    Otherwise somebody who looks again after each answer reads whose words came when. Later answers wait for ten too.
    """
    waiting, found = 0, None
    for day, count in sorted(Counter(one for one in given_on if one < today).items()):
        waiting += count
        if may_be_told(waiting):
            waiting, found = 0, day
    return found


def may_be_told(answers: int) -> bool:
    """Whether so many answers are enough to say anything of them."""
    return answers >= SMALLEST_TOLD
