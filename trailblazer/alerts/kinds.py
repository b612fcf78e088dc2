"""The kinds of alert, and when each is due: dated data in `data/alerts.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from trailblazer.domain import working_hours


@dataclass(frozen=True)
class Kind:
    """A kind of alert. Due after working hours where they are given, else at the close of a working day."""

    code: str
    words: str
    hours: int | None = None
    days: int = 0

    def due_at(self, raised_at: datetime) -> datetime:
        if self.hours is not None:
            return working_hours.add_working_hours(raised_at, self.hours)
        return working_hours.end_of_working_day(raised_at, self.days)


@cache
def kinds() -> dict[str, Kind]:
    text = (files("trailblazer.data") / "alerts.toml").read_text("utf-8")
    return {code: Kind(code, **values) for code, values in tomllib.loads(text)["kinds"].items()}


def kind_of(code: str) -> Kind:
    """Raises KeyError for a kind that the file does not name."""
    return kinds()[code]
