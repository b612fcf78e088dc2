"""The country's published figures of teams, pupils and settings, each with its source."""

import csv
from dataclasses import dataclass
from functools import cache

from django.conf import settings

FILE = settings.PACKAGE / "data" / "places" / "mhst_national_series.csv"


@dataclass(frozen=True)
class Figure:
    """One published figure: when it is for, whether it was announced, counted, foreseen or aimed at, and its source."""

    period: str
    status: str
    measure: str
    value: int
    note: str
    source: str


@cache
def figures() -> tuple[Figure, ...]:
    """The whole series, oldest first. A source given as "same" is the one of the row before."""
    found: list[Figure] = []
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            source = found[-1].source if row["source"] == "same" else row["source"]
            found.append(
                Figure(row["period"], row["status"], row["measure"], int(row["value"]), row["note"], source)
            )
    return tuple(found)


def announced() -> tuple[Figure, ...]:
    """What was announced of the first waves."""
    return tuple(figure for figure in figures() if figure.status == "announced")


def aim() -> Figure:
    """By when the programme means to reach every school."""
    return next(figure for figure in figures() if figure.status == "target")
