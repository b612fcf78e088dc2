"""Advice in short: quarter hours cut from a stretch of a day, what was agreed in three lines.

Fifteen minutes and three lines are what a teacher has between two lessons (guide 2.3, function 3; guide 11.7).
"""

from datetime import datetime, timedelta
from typing import NamedTuple

LENGTH = timedelta(minutes=15)
USUAL_MINUTES = 15
LONGEST_STRETCH = timedelta(hours=4)
MOST_LINES, LONGEST_LINE = 3, 200


class NotSo(ValueError):
    """Why something cannot be so, as a sentence for the person at the screen."""


class Quarter(NamedTuple):
    """A quarter of an hour in which advice can be had."""

    starts_at: datetime
    ends_at: datetime


def cut(starts_at: datetime, ends_at: datetime) -> list[Quarter]:
    """A stretch as quarter hours, in order; what is left over at its end is in none. Raises NotSo."""
    if ends_at - starts_at < LENGTH:
        raise NotSo("Enter an end at least 15 minutes after the start")
    if ends_at - starts_at > LONGEST_STRETCH:
        raise NotSo("Enter at most 4 hours at a time, and the rest of the day as a second stretch")
    found = []
    while starts_at + LENGTH <= ends_at:
        found.append(Quarter(starts_at, starts_at + LENGTH))
        starts_at += LENGTH
    return found


def agreed_lines(text: str) -> str:
    """What was agreed, a line for each point and no empty ones. Raises NotSo for more than three, or a long one."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    if len(lines) > MOST_LINES:
        raise NotSo(f"Enter at most 3 lines: what was agreed has {len(lines)}. Keep what they will do next")
    if too_long := next((line for line in lines if len(line) > LONGEST_LINE), ""):
        raise NotSo(f"Enter lines of at most {LONGEST_LINE} characters. One has {len(too_long)}")
    return "\n".join(lines)
