"""The year groups of schools in England, and the birth dates that belong to each. School years begin on 1 September."""

import re
from datetime import date

from trailblazer.domain.identity import LAST_YEAR_GROUP

_NAMED = re.compile(r"\b(?:Years? \d{1,2}|Reception)(?:[\s,]*(?:to|and|or|-|–|,)\s*(?:Years? )?\d{1,2}\b)*")
_PARTS = re.compile(r"\bto\b|[-–]|\d+|Reception")
YEAR_GROUPS = ("Reception", *(f"Year {number}" for number in range(1, LAST_YEAR_GROUP + 1)))


def year_groups_of(lowest_age: int | None, highest_age: int | None) -> tuple[str, ...]:
    """Those of a school by the ages of its register entry; all of them where it does not say."""
    return YEAR_GROUPS[max(0, (lowest_age or 4) - 4) : max(1, (highest_age or 25) - 4)] or YEAR_GROUPS


def named_in(words: str) -> frozenset[str]:
    """The year groups that words name, such as "Years 10 to 13" or "Reception and Year 1"; may be none."""
    found: set[int] = set()
    for named in _NAMED.findall(words):
        before, is_stretch = 0, False
        for part in _PARTS.findall(named):
            if part in ("to", "-", "–"):
                is_stretch = True
                continue
            number = 0 if part == "Reception" else int(part)
            found |= set(range(before, number + 1)) if is_stretch else {number}
            before, is_stretch = number, False
    return frozenset(year for number, year in enumerate(YEAR_GROUPS) if number in found)


def age_in(year_group: str) -> int:
    """The age at which one begins it. Raises ValueError for what is not a year group."""
    return YEAR_GROUPS.index(year_group) + 4


def born_for(year_group: str, today: date) -> tuple[date, date]:
    """The first and last birth date of this year group in today's school year: who turns 5 in Reception, and so on.

    Raises ValueError for what is not a year group.
    """
    number = YEAR_GROUPS.index(year_group)
    began_in = today.year if today.month >= 9 else today.year - 1
    return date(began_in - 5 - number, 9, 1), date(began_in - 4 - number, 8, 31)
