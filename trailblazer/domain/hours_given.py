"""Hours of help as a school may read them: they stand still between fixed days, and move on for eight people at least.

A school reads on any day, and every day, and can take one reading from the next. What is left is the time of those who
were seen in between, and a lead knows who was out of class. So there is one reading for all days up to the next on
which it moves, it is kept as it was counted, and it moves on only when enough people were seen since it last did: what
comes of two readings is then always the time of eight people or more. Decision 0021.
"""

from datetime import date, timedelta

from trailblazer.domain.disclosure import Rule

FEWEST = Rule.OURS.smallest_shown  # young people seen since the last reading
SUNDAY = 6
MINUTES = 60


def fixed_day(today: date) -> date:
    """The last Sunday that is over: up to it everything may be counted."""
    return today - timedelta(days=(today.weekday() - SUNDAY) % 7 or 7)


def may_move_on(people: int) -> bool:
    """Whether so many different young people, seen since the last reading, are enough for the next."""
    return people >= FEWEST


def whole_hours(minutes: int) -> int:
    """To the nearest hour; half an hour counts as one."""
    return (minutes + MINUTES // 2) // MINUTES
