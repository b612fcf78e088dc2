"""Risk: when it is to be looked at again, and what must be said before it is put down as none.

Sources: guide 2.13; assurance 1.3 and 1.6 (H1, H4). Levels are words for people; no score is worked out here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """How much risk is known, as a person judged it."""

    NONE = "none"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


# Within how many days a risk of this level is looked at again: what is proposed, and the most that is taken.
LOOK_AGAIN_WITHIN = {Level.LOW: 28, Level.MEDIUM: 14, Level.HIGH: 7}

# Codes of "told_whom" that carry a concern on. A supervisor, a GP or a parent who knows does not.
DSL = "dsl"
CARRY_IT_ON = frozenset({DSL, "named_professional", "social_care", "police", "crisis"})


class NotARisk(ValueError):
    """What was written does not stand together. The sentence says what to do."""


def check(level: Level, told_on: date, review_on: date | None, today: date, keeps_safe: str = "") -> None:
    """Raises NotARisk for a day to come, for a risk without a day to look again, or with one too late or past."""
    if told_on > today:
        raise NotARisk("Enter the day you were told, which is today or earlier")
    if level is Level.NONE:
        return
    if review_on is None:
        raise NotARisk("Enter the day on which it is looked at again")
    if review_on < today:
        raise NotARisk("Enter a day to look again that is today or later")
    within = LOOK_AGAIN_WITHIN[level]
    if (review_on - today).days > within:
        raise NotARisk(f"A {level} risk is looked at again within {within} days. Enter an earlier day")
    if level is Level.HIGH and not keeps_safe.strip():
        raise NotARisk("Enter what keeps them safe now. If nothing does, act first and write later")


@dataclass(frozen=True)
class Look:
    """Whether a risk is to be looked at again, in words."""

    review_on: date | None
    today: date

    @property
    def is_due(self) -> bool:
        return self.review_on is not None and self.review_on <= self.today

    @property
    def days_late(self) -> int:
        """Days since it should have been looked at; 0 where it is not late."""
        return max(0, (self.today - self.review_on).days) if self.review_on is not None else 0
