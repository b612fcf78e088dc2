"""Code lists: dated data with a source, never a list in Python. Files: trailblazer/data/codes/*.toml."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


class UnknownCode(KeyError):
    """A code that its list does not hold."""

    def __str__(self) -> str:
        return f"The list {self.args[0]!r} has no code {self.args[1]!r}"


@dataclass(frozen=True, slots=True)
class Code:
    """One entry: the code as it is stored, its words for staff, and its words for children and families."""

    code: str
    words: str
    plain: str = ""
    national: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    note: str = ""

    def is_valid_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )

    @property
    def plain_words(self) -> str:
        return self.plain or self.words


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes with where it comes from and the day it was checked against that. Order is that of the file."""

    name: str
    source: str
    entries: tuple[Code, ...]
    as_at: date | None = None

    def __iter__(self) -> Iterator[Code]:
        return iter(self.entries)

    def __getitem__(self, code: str) -> Code:
        """The entry of this code. Raises UnknownCode."""
        for entry in self.entries:
            if entry.code == code:
                return entry
        raise UnknownCode(self.name, code)

    def __contains__(self, code: object) -> bool:
        return any(entry.code == code for entry in self.entries)

    def on(self, day: date) -> tuple[Code, ...]:
        """The entries that may be chosen on this day."""
        return tuple(entry for entry in self.entries if entry.is_valid_on(day))

    def words(self, code: str) -> str:
        """The words of a code, for staff. Raises UnknownCode."""
        return self[code].words

    def words_or_code(self, code: str) -> str:
        """The words of a code, for staff; the code itself where the list has it no longer."""
        return self[code].words if code in self else code

    def plain(self, code: str) -> str:
        """The words of a code, for children and families. Raises UnknownCode."""
        return self[code].plain_words

    def choices(self, day: date | None = None) -> list[tuple[str, str]]:
        """Pairs of code and words for a form."""
        return [(entry.code, entry.words) for entry in (self.on(day) if day else self.entries)]

    def plain_choices(self, day: date | None = None) -> list[tuple[str, str]]:
        """Pairs of code and plain words for a form that families use; entries without plain words are left out."""
        return [(entry.code, entry.plain) for entry in (self.on(day) if day else self.entries) if entry.plain]


@cache
def load(name: str) -> CodeList:
    """The code list of this name. Raises FileNotFoundError for a list that does not exist."""
    file = files("trailblazer.data") / "codes" / f"{name}.toml"
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    codes = tuple(Code(**entry) for entry in read["codes"])
    if len({code.code for code in codes}) != len(codes):
        raise ValueError(f"The list {name!r} holds a code twice")
    return CodeList(name, read["source"], codes, read.get("as_at"))


@cache
def crisis_help() -> dict[str, Any]:
    """Where to turn in a crisis: `as_at`, `source` and `lines`, each with `before`, `link`, `href` and `after`."""
    file = files("trailblazer.data") / "help" / "crisis.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
