"""The kinds of alert, and when each is due: dated data in `data/alerts.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any

from trailblazer.access.records import Actor
from trailblazer.access.roles import Permission
from trailblazer.domain import working_hours


@dataclass(frozen=True)
class Kind:
    """A kind of alert. Due after working hours where they are given, else at the close of a working day.

    Where a permission is named, the alert is there only for those who hold it.
    """

    code: str
    words: str
    hours: int | None = None
    days: int = 0
    only_for: Permission | None = None

    def due_at(self, raised_at: datetime) -> datetime:
        if self.hours is not None:
            return working_hours.add_working_hours(raised_at, self.hours)
        return working_hours.end_of_working_day(raised_at, self.days)


@cache
def kinds() -> dict[str, Kind]:
    text = (files("trailblazer.data") / "alerts.toml").read_text("utf-8")
    return {code: _kind(code, **values) for code, values in tomllib.loads(text)["kinds"].items()}


def _kind(code: str, only_for: str = "", **values: Any) -> Kind:
    return Kind(code, only_for=Permission(only_for) if only_for else None, **values)


def kept_from(actor: Actor) -> list[str]:
    """The codes of the kinds that are not for this actor."""
    return [kind.code for kind in kinds().values() if kind.only_for and not actor.may(kind.only_for)]


def kind_of(code: str) -> Kind:
    """Raises KeyError for a kind that the file does not name."""
    return kinds()[code]
