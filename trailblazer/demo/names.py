"""Invented people: first names at the rate they were given, invented last names, numbers from the test range."""

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from random import Random
from typing import Any

from trailblazer.domain.identity import test_nhs_number

DATA = files("trailblazer.data") / "demo"
BABY_NAMES = "baby_names_england_wales_2007-2020_top1000.csv"


@cache
def words() -> dict[str, Any]:
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


@cache
def _given_names() -> dict[str, tuple[list[str], list[int]]]:
    """For each sex the first names and how many children were given them."""
    found: dict[str, tuple[list[str], list[int]]] = {"F": ([], []), "M": ([], [])}
    with (DATA / BABY_NAMES).open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            names, births = found[row["sex"]]
            names.append(row["name"].title())
            births.append(int(row["births_2007_2020"]))
    return found


@dataclass(frozen=True)
class Name:
    first: str
    last: str
    own_script: str = ""
    language: str = ""


def young_name(random: Random) -> Name:
    """One in forty has a name in another script beside the Latin one."""
    if random.random() < 1 / 40:
        return Name(*random.choice(words()["own_script"]))
    names, births = _given_names()[random.choice("FM")]
    return Name(random.choices(names, births)[0], random.choice(words()["last_names"]))


def first_name(random: Random, sex: str = "") -> str:
    """A first name of girls (F), boys (M) or anyone."""
    names, births = _given_names()[sex or random.choice("FM")]
    return random.choices(names, births)[0]


def nhs_numbers() -> Iterator[str]:
    """NHS numbers from the range kept for tests, in order."""
    return filter(None, map(test_nhs_number, count()))
