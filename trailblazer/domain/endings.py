"""Ending a course of support: when it may end, what is still missing for its outcome, and when it may be opened again.

Sources: NHS England, referral spells (at most 5 days apart are one spell) and children's outcome metric, July 2025.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from trailblazer.domain.entered_scores import Pair, measures
from trailblazer.domain.spells import DAYS_BETWEEN_JOINED_SPELLS


class NotAnEnding(ValueError):
    """The day cannot be right. The sentence says why."""


def check_day(began_on: date, ended_on: date, today: date, last_contact_on: date | None = None) -> None:
    """Raises NotAnEnding for an end before the start, before the last contact, or in the future."""
    if ended_on > today:
        raise NotAnEnding("Enter a last day that is not in the future")
    if ended_on < began_on:
        raise NotAnEnding(
            f"Enter a last day that is not before the course began, on {began_on.day} {began_on:%B %Y}"
        )
    if last_contact_on is not None and ended_on < last_contact_on:
        raise NotAnEnding(
            f"Enter a last day that is not before the last contact, on {last_contact_on.day} {last_contact_on:%B %Y}"
        )


def what_is_unpaired(
    scored: Sequence[tuple[str, str]], pairs: Mapping[tuple[str, str], Pair], contacts: int
) -> tuple[str, ...]:
    """Why the outcome of this course cannot be counted, in sentences; nothing where a pair is there.

    `scored` are measure and rater of each score; `contacts` how many contacts counted. One pair is enough.
    """
    if pairs:
        return ()
    if contacts < 2:
        return ("Fewer than two contacts counted, so no change can be shown",)
    if not scored:
        return ("No questionnaire was filled in: no change can be shown",)
    names = sorted({measures()[code].name if code in measures() else code for code, _ in scored})
    return (
        f"{' and '.join(names)} was filled in once. A second score on or after the second contact makes the pair",
    )


def may_reopen(ended_on: date, today: date) -> bool:
    """Whether going on is the same spell: at most five days after the end."""
    return (today - ended_on).days <= DAYS_BETWEEN_JOINED_SPELLS
