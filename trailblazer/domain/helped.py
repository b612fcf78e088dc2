"""Which pupil is helped by whom: who comes first on the page, and how somebody is called who has no record.

Two helpers who do not know of each other and nobody at all are what a school and a team must see first (operating
principle 2: additional to and integrated with what exists; guide 2.2 and 11.6).
"""

import re
from enum import StrEnum

WHOLE = 3  # letters: a word of fewer is an initial or a short form
LETTERS = re.compile(r"[^\W\d_]+")


class Place(StrEnum):
    """Where a pupil stands on the page, in this order."""

    SEVERAL = "several"  # two or more help at the same time
    NOBODY = "nobody"  # asked or noticed, and nobody helps yet
    ONE = "one"
    NOT_TOLD = "not_told"  # nobody that may be told of: whether somebody helps is not for the school to know
    NO_MORE = "no_more"  # answered or ended, and nobody helps now


def place_of(helpers: int, *, is_told: bool, is_over: bool) -> Place:
    """Where a pupil stands with this many who help today. `is_told`: whoever looks may know whether the team helps."""
    if helpers >= 2:
        return Place.SEVERAL
    if helpers == 1:
        return Place.ONE
    if not is_told:
        return Place.NOT_TOLD
    return Place.NO_MORE if is_over else Place.NOBODY


class WholeName(ValueError):
    """More of a name than may stand for somebody who has no record. The sentence says what to enter."""


def stands_for(typed: str) -> str:
    """Initials, a first name with an initial, or the school's own reference. Raises WholeName for a whole name."""
    words = typed.split()
    if sum(any(len(part) >= WHOLE for part in LETTERS.findall(word)) for word in words) >= 2:
        raise WholeName(
            "Enter initials, a first name with an initial, or your own reference: not a whole name"
        )
    return " ".join(words)
