"""A child does not miss a session: they are not brought. Nobody is forgotten, and nobody is closed by a count.

Sources: guide 2.5 (services ask whether help is right after three missed appointments); "was not brought" as English
services word it since 2017: each time somebody asks whether the child is safe, and what would make coming easier.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.domain.contacts import MISSED_BEFORE_A_TALK, is_attended, is_not_brought
from trailblazer.domain.terms import add_working_days

ASK_WITHIN_DAYS = 2  # working days: what is proposed, which a person may change


@dataclass(frozen=True)
class Missed:
    """How often nobody came to a course of support without saying so before: in all, and since one was attended."""

    in_all: int = 0
    in_a_row: int = 0

    @property
    def asks_for_a_talk(self) -> bool:
        """Whether practitioner and supervisor are to talk. It asks; it never ends anything by itself."""
        return self.in_all >= MISSED_BEFORE_A_TALK


def missed(attendances: Iterable[str]) -> Missed:
    """What was missed of the contacts of a course, given their attendance codes in the order of their days.

    Cancelled contacts, and those not recorded yet, are left out: somebody had said so, or nobody has.
    """
    in_all = in_a_row = 0
    for attendance in attendances:
        if is_not_brought(attendance):
            in_all, in_a_row = in_all + 1, in_a_row + 1
        elif is_attended(attendance):
            in_a_row = 0
    return Missed(in_all, in_a_row)


def is_the_one_that_asks(before: Iterable[str], this: str) -> bool:
    """Whether this contact is the third missed: the talk is asked for once, when the count is reached."""
    known = tuple(before)
    return not missed(known).asks_for_a_talk and missed((*known, this)).asks_for_a_talk


def follow_up_by(missed_on: date, holidays: Any = None) -> date:
    """The day by which somebody has followed up, as it is proposed: two working days later."""
    return add_working_days(missed_on, ASK_WITHIN_DAYS, holidays)
