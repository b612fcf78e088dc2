"""The question sets of anonymous surveys: our own from files, and questionnaires where a site has their wording.

Files: trailblazer/data/surveys/*.toml, one set each; `instruments.toml` says which questionnaires may be asked of many.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.facts import Option
from trailblazer.domain.instruments.unsent import Mark
from trailblazer.domain.instruments.wording import ENGLISH, Packs, Wording
from trailblazer.domain.languages import name_of

PUPILS, STAFF = "pupils", "staff"
NOT_SAID = "Did not say"
INSTRUMENTS = "instruments.toml"


@dataclass(frozen=True)
class Asked:
    """One question as it is shown. `short` heads its figures; `idea` is what a plan may begin with."""

    code: str
    text: str
    short: str
    options: tuple[Option, ...]
    idea: str = ""

    def takes(self, value: object) -> bool:
        return any(option.value == value for option in self.options)


@dataclass(frozen=True)
class Column:
    """The answers that are counted together. The first column of a set is the one given in 100."""

    name: str
    values: frozenset[int]


@dataclass(frozen=True)
class QuestionSet:
    """What is asked of everybody alike, in one language."""

    id: str
    name: str
    for_whom: tuple[str, ...]
    about: str
    stem: str
    questions: tuple[Asked, ...]
    columns: tuple[Column, ...]
    source: str
    age_from: int = 0  # the youngest who answer it by themselves
    language: str = ENGLISH
    mark: Mark | None = None  # the question about risk, and from which answer on somebody must look
    licence: str = ""

    @property
    def answers(self) -> tuple[str, ...]:
        """The columns of its figures: those who did not say are counted too, so that all add up."""
        return (*(column.name for column in self.columns), NOT_SAID)

    @property
    def in_100(self) -> str:
        return f"{self.columns[0].name}, in 100"

    def question(self, code: str) -> Asked | None:
        return next((one for one in self.questions if one.code == code), None)

    def column_of(self, value: object) -> str:
        return next((column.name for column in self.columns if value in column.values), NOT_SAID)

    def is_of_concern(self, answers: Mapping[str, Any]) -> bool:
        mark = self.mark
        return mark is not None and mark.is_reached(answers.get(mark.code))


def question_sets(packs: Packs) -> dict[str, QuestionSet]:
    """Every set that can be asked here by its id: ours first, then what the site has the words for."""
    return dict(_own()) | {one.id: one for one in _of_site(packs)}


def without_words(packs: Packs) -> list[str]:
    """The questionnaires that could be asked of many, were there words for them here."""
    return [instrument(name).short for name in _known() if not packs.of(instrument(name))]


@cache
def _own() -> Mapping[str, QuestionSet]:
    folder = files("trailblazer.data") / "surveys"
    found = [
        _read(tomllib.loads(path.read_text("utf-8")))
        for path in folder.iterdir()
        if path.name.endswith(".toml") and path.name != INSTRUMENTS
    ]
    return {one.id: one for one in sorted(found, key=lambda one: one.id)}


def _read(given: dict[str, Any]) -> QuestionSet:
    options = tuple(Option(**one) for one in given["answers"])
    questions = tuple(Asked(options=options, **one) for one in given["questions"])
    return QuestionSet(
        **{name: given[name] for name in ("id", "name", "about", "stem", "source")},
        for_whom=(given["for_whom"],),
        questions=questions,
        columns=tuple(Column(one.label, frozenset([one.value])) for one in options),
        age_from=given.get("age_from", 0),
    )


@cache
def _known() -> Mapping[str, dict[str, Any]]:
    text = (files("trailblazer.data") / "surveys" / INSTRUMENTS).read_text("utf-8")
    return {name: one for name, one in tomllib.loads(text).items() if isinstance(one, dict)}


def _of_site(packs: Packs) -> Iterator[QuestionSet]:
    for name, facts in _known().items():
        for language, words in packs.of(instrument(name)).items():
            yield _set_of(name, language, words, facts, packs)


def _set_of(name: str, language: str, words: Wording, facts: Mapping[str, Any], packs: Packs) -> QuestionSet:
    one = instrument(name)
    asked = [question for question in words.questions if question.options]
    return QuestionSet(
        id=f"{name}.{language}",
        name=one.short if language == ENGLISH else f"{one.short}, in {name_of(language)}",
        for_whom=tuple(facts["for_whom"]),
        about=f"{len(asked)} questions. {one.about}.",
        stem=words.stem,
        questions=tuple(Asked(q.code, q.text, _short(one.item(q.code).topic), q.options) for q in asked),
        columns=tuple(Column(each["name"], frozenset(each["values"])) for each in facts["columns"]),
        source=one.title,
        age_from=facts.get("age_from", 0),
        language=language,
        mark=packs.mark_of(one),
        licence=words.licence,
    )


def _short(topic: str) -> str:
    return topic[:1].upper() + topic[1:]
