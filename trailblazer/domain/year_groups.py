"""The year groups of schools in England, and the birth dates that belong to each. School years begin on 1 September."""

import re
from datetime import date

from trailblazer.domain.identity import LAST_YEAR_GROUP

_NAMED = re.compile(
    r"\b(?:Years? (\d{1,2})|(Reception))(?:\s*(to|-|–|and|or)\s*(?:Year )?(\d{1,2}))?\b"
)  # one, with another beside it or as the last of a stretch
YEAR_GROUPS = ("Reception", *(f"Year {number}" for number in range(1, LAST_YEAR_GROUP + 1)))


def year_groups_of(lowest_age: int | None, highest_age: int | None) -> tuple[str, ...]:
    """Those of a school by the ages of its register entry; all of them where it does not say."""
    return YEAR_GROUPS[max(0, (lowest_age or 4) - 4) : max(1, (highest_age or 25) - 4)] or YEAR_GROUPS


def named_in(words: str) -> frozenset[str]:
    """The year groups that words name, such as "Years 10 to 13" or "Reception and Year 1"; may be none."""
    found: set[int] = set()
    for first, reception, between, last in _NAMED.findall(words):
        begins = 0 if reception else int(first)
        ends = int(last) if last else begins
        found |= {begins, ends} if between in ("and", "or") else set(range(begins, ends + 1))
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
