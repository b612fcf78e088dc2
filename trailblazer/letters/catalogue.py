"""Which letters there are: the built-in ones of `data/letters.toml`, and what a team has put in words of its own."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from trailblazer.domain import merging
from trailblazer.letters.models import LetterTemplate
from trailblazer.ui import plain


@dataclass(frozen=True)
class Kind:
    """One letter as it is in force. One with `fields` is caused by what happens; the others are written by a person."""

    code: str
    name: str
    subject: str
    to: tuple[str, ...]
    channels: tuple[str, ...]
    words: str = ""
    fields: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    is_built_in: bool = True
    own: LetterTemplate | None = None

    @property
    def is_caused(self) -> bool:
        return bool(self.fields)

    @property
    def may_hold(self) -> tuple[str, ...]:
        """The codes of the fields that may stand in its words."""
        return self.fields or tuple(field.code for field in merging.FIELDS)


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads((files("trailblazer.data") / "letters.toml").read_text("utf-8"))


@cache
def _declared() -> tuple[Kind, ...]:
    return tuple(_kind(**one) for one in _file()["letters"])


def _kind(
    to: list[str], channels: list[str], fields: Sequence[str] = (), must: Sequence[str] = (), **words: Any
) -> Kind:
    return Kind(**words, to=tuple(to), channels=tuple(channels), fields=tuple(fields), must=tuple(must))


def samples(kind: Kind) -> dict[str, str]:
    """An invented example for each field that the words of this letter may hold."""
    known = _file()["samples"] if kind.is_caused else {f.code: f.sample for f in merging.FIELDS}
    return {code: known[code] for code in kind.may_hold}


def built_in() -> dict[str, Kind]:
    """The built-in letters with their words, in the language of whoever asks."""
    return {one.code: replace(one, words=_words_of(one)) for one in _declared()}


def _words_of(kind: Kind) -> str:
    """The words of its file; for a caused letter with its fields marked, as a team would write them."""
    if kind.is_caused:
        return plain.render(f"letters/words/{kind.code}.txt", {code: f"(({code}))" for code in kind.fields})
    return plain.render(f"letters/words/by_hand/{kind.code}.txt", {})


def of_team(team_id: int | None, today: date) -> dict[str, Kind]:
    """Every letter as it is in force for a team on a day, by code: the built-in ones first."""
    found = built_in()
    for code, own in LetterTemplate.objects.in_force(team_id, today).items():
        before = found.get(code)
        if not own.is_ended:
            found[code] = _with(own, before)
    return found


def _with(own: LetterTemplate, before: Kind | None) -> Kind:
    """A team's own words. What a built-in letter is for, and which fields it has, stays."""
    if before is not None:
        return replace(before, subject=own.subject or before.subject, words=own.words, own=own)
    return Kind(
        own.code,
        own.name,
        own.subject,
        tuple(own.recipient_kinds),
        tuple(own.channels),
        own.words,
        is_built_in=False,
        own=own,
    )


def kind_of(code: str) -> Kind:
    """A built-in letter without its words. Raises KeyError."""
    return {one.code: one for one in _declared()}[code]


CAUSED = frozenset(kind.code for kind in _declared() if kind.is_caused)


def own_words(code: str, team_id: int | None, today: date, values: dict[str, str]) -> tuple[str, str] | None:
    """Subject and words of a caused letter where the team has its own; nothing where the file's are to be used."""
    if code not in CAUSED or team_id is None:
        return None
    own = LetterTemplate.objects.filter(code=code).in_force(team_id, today).get(code)
    if own is None or own.is_ended:
        return None
    every = dict.fromkeys(kind_of(code).fields, "") | values
    try:
        return own.subject, merging.without_empty_lines(merging.merge(own.words, every))
    except merging.NotWords:  # written when the letter had other fields
        return None
