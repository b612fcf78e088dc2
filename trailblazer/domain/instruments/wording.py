"""The words in which a questionnaire is shown on a screen: its own where they are free, else a site's content pack.

A content pack is a TOML file for one instrument and one language, with the reference of the site's licence:

    instrument = "rcads-47-child"
    language = "en"
    licence = "Letter of the owners of 3 March 2026, reference 2026-114"
    stem = "..."
    [items]
    q1 = "..."
    [options]
    0 = "..."
    [options_of.q30]        # where a question has answers of its own
    0 = "..."
    [ends]
    q1 = ["...", "..."]     # where answers are marked on a line: its left and its right end

`risk_item` and `risk_from` name the question about risk, and the answer from which on somebody must look, where the
instrument's own file names none. `seen_at_once` says in the pack's language that its answer is seen before the form is
sent.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.facts import Instrument, Item, Option
from trailblazer.domain.instruments.scoring import is_an_answer
from trailblazer.domain.instruments.unsent import Mark

ENGLISH = "en"
KEYS = {"instrument", "language", "licence", "stem", "items", "options", "options_of", "ends", "words"}
KEYS |= {"risk_item", "risk_from", "seen_at_once"}


class CannotUse(ValueError):
    """A content pack that is not used. The sentence says why."""


@dataclass(frozen=True)
class Question:
    """One question as it is shown. Without options it is a mark on the line between two ends, or is in words."""

    code: str
    text: str
    options: tuple[Option, ...] = ()
    ends: tuple[str, str] | None = None
    is_in_words: bool = False


@dataclass(frozen=True)
class Wording:
    """A questionnaire in one language. `licence` is the site's own reference; nothing where the words are free."""

    instrument: str
    language: str
    questions: tuple[Question, ...]
    stem: str = ""
    licence: str = ""
    mark: Mark | None = None  # the question about risk, where this file names it
    seen_at_once: str = ""  # that its answer is seen before the form is sent, in this language

    def question(self, code: str) -> Question | None:
        return next((one for one in self.questions if one.code == code), None)


@dataclass(frozen=True)
class Packs:
    """What a folder of content packs gave: by instrument and language, and the sentence for each that is refused."""

    usable: Mapping[tuple[str, str], Wording] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)

    def mark_of(self, one: Instrument) -> Mark | None:
        """The question about risk: the instrument's own, else what a pack names, in whichever language it is asked."""
        if one.risk_item:
            return Mark(one.risk_item, one.risk_from)
        return next((words.mark for words in self.of(one).values() if words.mark), None)

    def of(self, one: Instrument) -> dict[str, Wording]:
        """Every wording of an instrument by language, English first; a pack goes before the words of our own file."""
        found = {language: words for (owner, language), words in self.usable.items() if owner == one.id}
        own = free_wording(one)
        if own is not None:
            found = {ENGLISH: own, **found}
        return dict(sorted(found.items(), key=lambda pair: (pair[0] != ENGLISH, pair[0])))


def free_wording(one: Instrument) -> Wording | None:
    """The words that travel with the instrument, where all that counts may be shown without a licence of the site."""
    if not one.has_free_wording:
        return None
    asked = tuple(
        Question(item.code, item.text, one.options_of(item.code)) for item in one.items if item.text
    )
    in_words = tuple(Question(words.code, words.text, is_in_words=True) for words in one.words)
    return Wording(one.id, ENGLISH, asked + in_words, one.stem)


def packs_of(folder: Path | None) -> Packs:
    """Every content pack of a folder. One that cannot be used is refused, and the others are used."""
    if folder is None:
        return Packs()
    if not folder.is_dir():
        return Packs(refused={folder.name: "The folder of INSTRUMENT_WORDING is not there"})
    usable: dict[tuple[str, str], Wording] = {}
    refused: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            words = read_pack(path.read_bytes())
            if (words.instrument, words.language) in usable:
                raise CannotUse("Another file has this questionnaire in this language already")
        except CannotUse as reason:
            refused[path.name] = str(reason)
        else:
            usable[words.instrument, words.language] = words
    return Packs(usable, refused)


def read_pack(file: bytes) -> Wording:
    """The wording of one content pack. Raises CannotUse where it does not fit the instrument exactly."""
    pack = _facts(file)
    one = _instrument(pack)
    language, licence = pack.get("language"), pack.get("licence")
    if not isinstance(language, str) or not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise CannotUse("Say the language as a code, such as en, cy or pl")
    if not isinstance(licence, str) or not licence.strip():
        raise CannotUse("Give the reference of your licence: without it no wording is shown")
    items = _texts(pack, "items", [item.code for item in one.items], "question")
    said = _texts(pack, "words", [words.code for words in one.words], "question in words")
    questions = [_question(one, item, items[item.code], pack) for item in one.items]
    questions += [Question(code, text, is_in_words=True) for code, text in said.items()]
    stem = str(pack.get("stem", "")).strip()
    early = str(pack.get("seen_at_once", "")).strip()
    return Wording(one.id, language, tuple(questions), stem, licence.strip(), _mark(one, pack), early)


def _mark(one: Instrument, pack: Mapping[str, Any]) -> Mark | None:
    """The question about risk, as the pack names it."""
    code, least = pack.get("risk_item"), pack.get("risk_from", 1)
    if code is None:
        return None
    if one.risk_item:
        raise CannotUse(f"The question about risk of {one.short} is {one.risk_item}: leave risk_item out")
    if code not in {item.code for item in one.items}:
        raise CannotUse(f"There is no question {code} in this questionnaire to be its risk_item")
    if isinstance(least, bool) or not isinstance(least, int | float) or not is_an_answer(one, code, least):
        raise CannotUse(f"Give as risk_from one of the answers to {code}")
    return Mark(code, least)


def _facts(file: bytes) -> dict[str, Any]:
    try:
        pack = tomllib.loads(file.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as reason:
        raise CannotUse(f"It is not a TOML file in UTF-8: {reason}") from None
    if unknown := sorted(set(pack) - KEYS):
        raise CannotUse(f"There is no “{unknown[0]}” in a content pack")
    return pack


def _instrument(pack: Mapping[str, Any]) -> Instrument:
    try:
        one = instrument(str(pack.get("instrument", "")))
    except UnknownInstrument as reason:
        raise CannotUse(str(reason)) from None
    if one.entry != "items" or not one.items:
        raise CannotUse(f"The questions of {one.short} are not verified here, so it takes scores only")
    return one


def _texts(pack: Mapping[str, Any], table: str, codes: Iterable[str], thing: str) -> dict[str, str]:
    """A text for each of these codes, and for no other."""
    given, wanted = pack.get(table, {}), list(codes)
    if not isinstance(given, dict):
        raise CannotUse(f"[{table}] is a table")
    missing = [code for code in wanted if not str(given.get(code, "")).strip()]
    if missing:
        raise CannotUse(f"There are no words for {thing} {', '.join(missing)}")
    if extra := sorted(set(given) - set(wanted)):
        raise CannotUse(f"There is no {thing} {', '.join(extra)} in this questionnaire")
    return {code: str(given[code]).strip() for code in wanted}


def _question(one: Instrument, item: Item, text: str, pack: Mapping[str, Any]) -> Question:
    if one.line is not None and not item.options:
        return Question(item.code, text, ends=_ends(pack, item.code))
    labels = pack.get("options_of", {}).get(item.code) if item.options else pack.get("options")
    wanted = [f"{option.value}" for option in one.options_of(item.code)]
    where = f"options_of.{item.code}" if item.options else "options"
    found = _texts({where: labels or {}}, where, wanted, f"the answers to {item.code}:")
    options = tuple(
        Option(value=option.value, label=found[f"{option.value}"]) for option in one.options_of(item.code)
    )
    return Question(item.code, text, options)


def _ends(pack: Mapping[str, Any], code: str) -> tuple[str, str]:
    ends = pack.get("ends", {}).get(code)
    if not isinstance(ends, list) or len(ends) != 2 or not all(str(end).strip() for end in ends):
        raise CannotUse(f"Say in [ends] what stands at both ends of the line of {code}")
    return (str(ends[0]), str(ends[1]))
