"""Words with fields in them, as teams write them: ((recipient)), ((team)). Which fields there are is a fixed list.

The marks are those of GOV.UK Notify, which many who write for the NHS know. No field holds an address, a number, or
anything about a parent or carer but the one who is written to: what is not on the list cannot get into a letter.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

_FIELD = re.compile(r"\(\(\s*([^()]*?)\s*\)\)")
_MARK = re.compile(r"\(\(|\)\)")


class NotWords(ValueError):
    """The words cannot be used. The sentence says which field is wrong, and what there is instead."""


@dataclass(frozen=True)
class Field:
    """One thing that is put into words: its mark, what it is, and an invented example."""

    code: str
    words: str
    sample: str

    @property
    def mark(self) -> str:
        return f"(({self.code}))"


# What may stand in words that are written from a young person's record.
FIELDS = (
    Field("recipient", "Name of whoever it goes to", "Daniel Thornbury"),
    Field("called", "Name the young person likes to be called", "Zee"),
    Field("full_name", "Their full name", "Zahra Thornbury"),
    Field("school", "Their school", "Greenshaw High School"),
    Field("team", "Name of the team", "Sutton team"),
    Field("team_telephone", "Telephone of the team", "020 7946 0018"),
    Field("team_email", "Email of the team", "sutton.team@example.org"),
    Field("writer", "Whoever writes", "Nadia Ferncastle"),
    Field("writer_role", "Their role", "Education mental health practitioner"),
    Field("today", "The day it is written", "24 November 2026"),
)
BY_CODE = {field.code: field for field in FIELDS}
# A field that says whose help it is about. In a subject, and in a text on a locked telephone, it has no place.
NAMES_THE_CHILD = frozenset({"called", "full_name"})


def fields_in(words: str) -> list[str]:
    """The codes of the fields in the words, in the order in which they first stand."""
    return list(dict.fromkeys(found[1].casefold().replace(" ", "_") for found in _FIELD.finditer(words)))


def check(words: str, allowed: Collection[str]) -> None:
    """Raises NotWords for a field that there is not, and for a mark that is open and not closed."""
    unknown = [code for code in fields_in(words) if code not in allowed]
    if unknown:
        there_are = ", ".join(allowed) or "none"
        raise NotWords(f"There is no field (({unknown[0]})). Fields here: {there_are}")
    if _MARK.search(_FIELD.sub("", words)):
        raise NotWords("Two brackets stand alone. A field has two before it and two after it: ((recipient))")


def merge(words: str, values: Mapping[str, str]) -> str:
    """The words with each field filled in. Raises NotWords for a field that has no value.

    A value is put in as it is: marks within it are not read again.
    """

    def put(found: re.Match[str]) -> str:
        code = found[1].casefold().replace(" ", "_")
        if code not in values:
            raise NotWords(f"There is no field (({code}))")
        return values[code]

    return _FIELD.sub(put, words)


def without_empty_lines(text: str) -> str:
    """Not more than one empty line at once: a field that is not known leaves none behind."""
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
