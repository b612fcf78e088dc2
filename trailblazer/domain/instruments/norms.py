"""T scores of the RCADS: which norm row is for whom, and what it makes of a raw score.

Source: trailblazer/data/norms/rcads.toml, with the notice it travels under. T = 50 + 10 * (raw - mean) / SD.
"""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

NO_T = "no T score: "


class By(StrEnum):
    """How a norm row is found: by age, as the national code does, or by the English school year."""

    NATIONAL = "national"
    SCHOOL_YEAR = "school-year"


@dataclass(frozen=True)
class About:
    """What a norm row is found by. Age in whole years; sex M or F, anything else has no norm; school year 0 to 13."""

    age: int | None = None
    sex: str = ""
    school_year: int | None = None


@dataclass(frozen=True)
class Norm:
    """Mean and standard deviation of a scale for one group."""

    mean: float
    sd: float

    def t_score(self, raw: float) -> float:
        """The T score, not rounded."""
        return 50 + 10 * (raw - self.mean) / self.sd


class NoNorm(LookupError):
    """No norm row fits. The words say why."""


Row = Mapping[str, tuple[float, float]]


@cache
def _file() -> dict[str, Any]:
    path = files("trailblazer") / "data" / "norms" / "rcads.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def version(by: By) -> str:
    """Names the norm set and the way a row is found, as stored with a score."""
    return f"rcads {_file()['version']} by {by.value}"


@cache
def _rows(by: By) -> dict[tuple[str, str, int], Row]:
    """By instrument, sex, and age or school year."""
    key = "age" if by is By.NATIONAL else "school_year"
    found: dict[tuple[str, str, int], Row] = {}
    for row in _file()["rows"]:
        if f"{key}_from" in row:
            for number in range(int(row[f"{key}_from"]), int(row[f"{key}_to"]) + 1):
                found[(row["instrument"], row["sex"], number)] = row["mean_sd"]
    return found


def norm_for(instrument_id: str, scale_id: str, about: About, by: By = By.NATIONAL) -> Norm:
    """The norm of a scale. Raises NoNorm, never gives a near one."""
    where, what = (about.age, "age") if by is By.NATIONAL else (about.school_year, "school year")
    if about.sex not in ("M", "F"):
        raise NoNorm(f"{NO_T}norms exist only for F and M")
    if where is None:
        raise NoNorm(f"{NO_T}the {what} is not known")
    row = _rows(by).get((instrument_id, about.sex, where))
    if row is None:
        raise NoNorm(f"{NO_T}no norm for {what} {where}")
    if scale_id not in row:
        raise NoNorm(f"{NO_T}no norm of {scale_id} was verified")
    return Norm(*row[scale_id])


def gaps_of(instrument_id: str, scale_ids: Collection[str]) -> list[str]:
    """What is missing or stands twice in the norms of an instrument's scales; nothing where they are whole.

    Rows of F and of M hold for the same ages, one after the other, and each has every scale that has T scores.
    """
    found = []
    rows = [row for row in _file()["rows"] if row["instrument"] == instrument_id]
    for key in ("age", "school_year"):
        held = {
            sex: [
                number
                for row in rows
                if row["sex"] == sex and f"{key}_from" in row
                for number in range(int(row[f"{key}_from"]), int(row[f"{key}_to"]) + 1)
            ]
            for sex in ("F", "M")
        }
        what = key.replace("_", " ")
        for sex, numbers in held.items():
            if not numbers:
                found.append(f"no norm by {what} for {sex}")
            elif sorted(numbers) != list(range(min(numbers), max(numbers) + 1)):
                found.append(f"norms by {what} for {sex} have gaps or stand twice")
        if sorted(held["F"]) != sorted(held["M"]):
            found.append(f"norms by {what} are not for the same of F and M")
    for row in rows:
        found += [f"a norm without {scale}" for scale in scale_ids if scale not in row["mean_sd"]]
        found += [f"a norm of {scale} with no spread" for scale, (_, sd) in row["mean_sd"].items() if sd <= 0]
    return list(dict.fromkeys(found))
