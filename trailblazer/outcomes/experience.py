"""What young people and parents say of the help: answers counted question by question, protected, and their words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.models import Score
from trailblazer.domain.disclosure import Table, gathered, protect_table
from trailblazer.domain.instruments.catalogue import instruments
from trailblazer.domain.instruments.facts import Instrument, Item, Line

FORMS = {one.id: one for one in instruments().values() if one.kind == "experience" and one.items}
ROW = "Question"


@dataclass(frozen=True)
class Said:
    """Something that was written, with the question and the month. Nobody's name is with it."""

    question: str
    words: str
    on: date


@dataclass(frozen=True)
class Heard:
    """One form: how many gave each answer to each of its questions, and what was written."""

    instrument: Instrument
    table: Table
    said: list[Said]


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
    # Each question is protected by itself: one person answers several.
    questions = {_words_of(item): _answers_to(one, item, scores) for item in one.items}
    return Heard(one, gathered(questions, ROW), said)


def _words_of(item: Item) -> str:
    return item.text or item.topic.capitalize()


def _answers_to(one: Instrument, item: Item, scores: Iterable[Score]) -> Table:
    given = [score.answers[item.code] for score in scores if item.code in score.answers]
    if one.line is not None and not one.options_of(item.code):
        counted = _by_quarter(given, one.line)
    else:
        counts = Counter(given)
        options = one.options_of(item.code) or ()
        counted = {option.label or f"{option.value:g}": counts[option.value] for option in options}
    return protect_table({ROW: counted}, total="Answered")


def _by_quarter(given: Iterable[float], line: Line) -> dict[str, int]:
    """Places on a line from its first to its last number, in quarters: none of them says what is good enough."""
    step = (line.last - line.first) / 4
    ends = [line.first + step * number for number in range(1, 5)]
    found = {f"Up to {end:g}": 0 for end in ends}
    for place in given:
        found[next(f"Up to {end:g}" for end in ends if place <= end)] += 1
    return found
