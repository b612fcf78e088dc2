"""Who holds which role in a school, from which day to which, and whether that was confirmed this school year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from trailblazer.domain.terms import school_year_of

LEAD, DEPUTY, SAFEGUARDING, OFFICE = "smhl", "deputy", "dsl", "office"
ASKED_FIRST = (LEAD, DEPUTY, OFFICE, "head")  # who is asked to confirm, the first who can be written to
OPEN_FOR = timedelta(days=30)
REMIND_AFTER = (timedelta(days=10), timedelta(days=20))
FIRST_ASKED, LAST_ASKED = (
    (9, 21),
    (12, 12),
)  # month and day: when a school is asked by itself in the autumn term


class NotAStretch(ValueError):
    """Days that cannot be, in a sentence for whoever typed them."""


@dataclass(frozen=True)
class Stretch:
    """The days somebody holds a role: from the first to the last, both held; no last day while it goes on."""

    starts_on: date
    last_day: date | None = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.last_day is None or day <= self.last_day)

    def overlaps(self, other: "Stretch") -> bool:
        ends, others_end = self.last_day or date.max, other.last_day or date.max
        return self.starts_on <= others_end and other.starts_on <= ends


def check(stretch: Stretch, others: Iterable[Stretch]) -> None:
    """That it ends when or after it starts, and that the same person does not hold the role twice at once.

    `others` are the other stretches of the same person in the same role. Raises NotAStretch.
    """
    if stretch.last_day is not None and stretch.last_day < stretch.starts_on:
        raise NotAStretch(
            "The last day is before the first. Enter a last day that is the same as the first, or later"
        )
    for other in others:
        if stretch.overlaps(other):
            until = f"to {_day(other.last_day)}" if other.last_day else "until now"
            raise NotAStretch(
                f"This person has this role from {_day(other.starts_on)} {until} already. "
                "Change that one, or enter other days"
            )


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


class Standing(Enum):
    """How sure the contacts of a school are."""

    CONFIRMED = "Confirmed"
    ASKED = "Asked"
    NOT_CONFIRMED = "Not confirmed"


@dataclass(frozen=True)
class Contacts:
    """When a school last confirmed its contacts, and when it was last asked. `open_until`: the last link's last day."""

    confirmed_on: date | None = None
    asked_on: date | None = None
    open_until: date | None = None
    reminders: int = 0

    def standing(self, today: date) -> Standing:
        """Confirmed in this school year; else asked, while the link is open and a reminder is still to go; else not."""
        if self.confirmed_on is not None and self.confirmed_on >= school_year_of(today).first_day:
            return Standing.CONFIRMED
        is_open = self.open_until is not None and today <= self.open_until
        return Standing.ASKED if is_open and self.reminders < len(REMIND_AFTER) else Standing.NOT_CONFIRMED

    def reminder_is_due(self, today: date) -> bool:
        """Whether the next of the reminders is to go today."""
        if self.asked_on is None or self.open_until is None or today > self.open_until:
            return False
        return self.reminders < len(REMIND_AFTER) and today >= self.asked_on + REMIND_AFTER[self.reminders]


def is_time_to_ask(today: date) -> bool:
    """Whether schools are asked by themselves: in the autumn term, after the first weeks and not in the last."""
    return FIRST_ASKED <= (today.month, today.day) <= LAST_ASKED
