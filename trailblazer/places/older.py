"""Whether a register is older than one that was imported already: it would bring back what was so then."""

from datetime import date

from django.db.models import Max

from trailblazer.imports.models import Import
from trailblazer.places.register import KIND


def newest_day() -> date | None:
    """The latest day that a register tells of. Not of one that was taken back, nor of one whose day nobody said."""
    done = Import.objects.filter(kind=KIND, state=Import.State.DONE, day_was_said=True)
    newest: date | None = done.aggregate(day=Max("as_at"))["day"]
    return newest


def warning(day: date) -> str:
    """The sentence that warns of a register of this day; empty where none newer was imported."""
    newest = newest_day()
    if newest is None or day >= newest:
        return ""
    return f"This register is older than the one of {newest.day} {newest:%B %Y}"
