"""Times of day as people type them: 9, 9am, 9.30, 1:30pm, 13:30, noon."""

import re
from datetime import time

_TYPED = re.compile(r"\A(\d{1,2})(?:[:.h ]?(\d{2}))?\s*(am|pm)?\Z")
_WORDS = {"noon": time(12), "midday": time(12), "12 noon": time(12)}
MORNING_FROM = 7  # a bare 1 to 6 is the afternoon: nobody is seen in school at three in the night


class NotATimeOfDay(ValueError):
    """What was typed is no time. The sentence says what to type."""


def time_of_day(typed: str) -> time:
    """The time meant. Raises NotATimeOfDay for anything else, 25:00 and 9:75 among it."""
    text = " ".join(typed.casefold().replace(".m", "m").replace("a.m", "am").replace("p.m", "pm").split())
    text = text.rstrip(".")
    if text in _WORDS:
        return _WORDS[text]
    found = _TYPED.match(text)
    if not found:
        raise NotATimeOfDay("Enter a time, for example 9:30am")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half and not 1 <= hour <= 12:
        raise NotATimeOfDay("Enter a time, for example 9:30am or 13:30")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif 1 <= hour < MORNING_FROM and not typed.strip().startswith("0"):
        hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        raise NotATimeOfDay("Enter a time of day: hours to 23, minutes to 59") from None
