"""What young people and parents say of the help: answers counted question by question, protected, and their words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Score
from trailblazer.domain.disclosure import Figure, Table, protect_table
from trailblazer.domain.instruments.catalogue import instruments
from trailblazer.domain.instruments.facts import Instrument, Item

FORMS = {one.id: one for one in instruments().values() if one.kind == "experience" and one.items}
EVERYBODY = "Answered"


@dataclass(frozen=True)
class Question:
    """One question with how many gave each answer, protected by itself: one person answers several questions."""

    words: str
    table: Table

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.table.rows[0].figures


@dataclass(frozen=True)
class Said:
    """Something that was written, with the question and the month. Nobody's name is with it."""

    question: str
    words: str
    on: date


@dataclass(frozen=True)
class Heard:
    """One form: how many filled it in, its questions, and what was written."""

    instrument: Instrument
    questions: list[Question]
    said: list[Said]

    @property
    def columns(self) -> tuple[str, ...]:
        return self.questions[0].table.columns


def heard(member: Membership, first: date, last: date) -> list[Heard]:
    """What was said between two days, both included, in one query."""
    kept: Any = visible(Score, member).filter(
        measure__in=FORMS, superseded_by=None, scored_on__range=(first, last)
    )
    by_form: dict[str, list[Score]] = {}
    for score in kept.order_by("-scored_on", "pk"):
        by_form.setdefault(score.measure, []).append(score)
    return [_heard(FORMS[key], scores) for key, scores in sorted(by_form.items())]


def _heard(one: Instrument, scores: list[Score]) -> Heard:
    said = [
        Said(words.text, text, score.scored_on)
        for score in scores
        for words in one.words
        if (text := score.words.get(words.code))
    ]
    return Heard(one, [_question(one, item, scores) for item in one.items], said)


def _question(one: Instrument, item: Item, scores: Iterable[Score]) -> Question:
    given = Counter(score.answers[item.code] for score in scores if item.code in score.answers)
    options = one.options_of(item.code) or ()
    row = {option.label or f"{option.value:g}": given[option.value] for option in options}
    words = item.text or item.topic.capitalize()
    return Question(words, protect_table({words: row}, total=EVERYBODY))
