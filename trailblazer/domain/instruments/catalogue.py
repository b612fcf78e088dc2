"""Every questionnaire that is known. Adding one is adding its file to trailblazer/data/instruments.

`instruments()` gives all by id; a name or key in a file that is not known here is refused (TypeError), so that a
misspelt fact is never silently left out. So is a fact of another kind: a word where a number stands.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from types import NoneType
from typing import Any, get_origin

from trailblazer.domain.instruments.facts import (
    Band,
    Instrument,
    Item,
    Licence,
    Line,
    Option,
    Population,
    Rater,
    ReliableChange,
    Rule,
    Scale,
    Words,
)


class UnknownInstrument(KeyError):
    """No instrument has this id."""

    def __str__(self) -> str:
        return str(self.args[0])


def folder() -> Traversable:
    """Where the files are."""
    return files("trailblazer") / "data" / "instruments"


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every instrument by its id, in the order of their ids."""
    found = [read(path.read_bytes()) for path in folder().iterdir() if path.name.endswith(".toml")]
    return {one.id: one for one in sorted(found, key=lambda one: one.id)}


def instrument(instrument_id: str) -> Instrument:
    """Raises UnknownInstrument, whose words say which there are."""
    try:
        return instruments()[instrument_id]
    except KeyError:
        known = ", ".join(instruments())
        raise UnknownInstrument(f"There is no instrument “{instrument_id}”. There are: {known}") from None


def fitting(age: int | None, rater: str) -> tuple[Instrument, ...]:
    """Those made for this age and rater."""
    return tuple(one for one in instruments().values() if one.fits(age) and rater in one.raters)


def read(file: bytes) -> Instrument:
    """The instrument of one file. Raises TypeError and ValueError for what no instrument has."""
    facts = tomllib.loads(file.decode("utf-8"))
    facts["raters"] = tuple(Rater(rater) for rater in facts["raters"])
    facts["licence"] = Licence(**facts["licence"])
    facts["options"] = _options(facts.get("options", []))
    facts["items"] = tuple(_item(one) for one in facts.get("items", []))
    facts["words"] = tuple(Words(**one) for one in facts.get("words", []))
    facts["scales"] = tuple(_scale(one) for one in facts.get("scales", []))
    facts["populations"] = tuple(Population(**one) for one in facts.get("populations", []))
    if line := facts.get("line"):
        facts["line"] = Line(first=line["from"], last=line["to"], step=line["step"])
    one = Instrument(**_frozen(facts))
    if wrong := next(_of_another_kind(one, one.id), ""):
        raise TypeError(wrong)
    if not one.id:
        raise ValueError("its id is empty")
    return one


KINDS: Mapping[Any, tuple[Any, str]] = {
    str: (str, "words"),
    int: (int, "a whole number"),
    float: ((int, float), "a number"),
    float | None: ((int, float, NoneType), "a number"),
    int | None: ((int, NoneType), "a whole number"),
    bool: (bool, "true or false"),
    date: (date, "a day"),
    tuple[str, ...]: (tuple, "a list of words"),
    tuple[int, ...]: (tuple, "a list of whole numbers"),
}
ANYTHING: tuple[Any, str] = (object, "")


def _of_another_kind(fact: Any, where: str) -> Iterator[str]:
    """What is of another kind than its place asks for, in a sentence, and within it the same."""
    for field in fields(fact):
        given, place = getattr(fact, field.name), f"{where}: {field.name}"
        kind, words = (
            (dict, "a table") if get_origin(field.type) is Mapping else KINDS.get(field.type, ANYTHING)
        )
        if not isinstance(given, kind) or (isinstance(given, bool) and field.type is not bool):
            yield f"{place} is {words}, not {given!r}"
        for part in given if isinstance(given, tuple) else (given,):
            if is_dataclass(part):
                yield from _of_another_kind(part, place)
            elif isinstance(given, tuple) and not isinstance(
                part, (int if field.type == tuple[int, ...] else str)
            ):
                yield f"{place} is {words}, and {part!r} is none"


def _item(facts: dict[str, Any]) -> Item:
    return Item(**{**facts, "options": _options(facts.get("options", []))})


def _options(rows: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(Option(**row) for row in rows)


def _scale(facts: dict[str, Any]) -> Scale:
    facts = dict(facts)
    facts["rule"] = Rule(facts.get("rule", Rule.SUM))
    facts["bands"] = tuple(_band(row) for row in facts.get("bands", []))
    facts["table"] = {int(raw): metric for raw, metric in facts.get("table", {}).items()}
    if "change" in facts:
        facts["change"] = ReliableChange(**facts["change"])
    return Scale(**_frozen(facts))


def _band(row: dict[str, Any]) -> Band:
    ends = {"from": "first", "to": "last"}
    return Band(**{ends.get(name, name): value for name, value in row.items()})


def _frozen(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in facts.items()}
