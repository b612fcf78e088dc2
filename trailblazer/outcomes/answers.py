"""The answers of a form as they are read: each question by its wording where that is free, else by its topic."""

from dataclasses import dataclass

from trailblazer.care.models import Score
from trailblazer.domain.instruments.facts import Instrument, Item
from trailblazer.outcomes.content import mark_of


@dataclass(frozen=True)
class Answer:
    """One question with what was answered. `is_risk`: somebody had to look at it."""

    code: str
    question: str
    words: str
    is_risk: bool = False


def answers_of(one: Instrument, score: Score) -> list[Answer]:
    """Every question in its order; one that was not answered says so. Nothing where only scores were entered."""
    if not score.answers and not score.words:
        return []
    asked = [
        item for item in one.items if item.text or item.code in score.answers or not one.has_free_wording
    ]
    found = [_answer(one, item, score.answers.get(item.code)) for item in asked]
    said = [
        Answer(words.code, words.text, score.words.get(words.code) or "Nothing written")
        for words in one.words
    ]
    return found + said


def answer_to(one: Instrument, code: str, given: float | None) -> Answer:
    """One question by itself."""
    return _answer(one, one.item(code), given)


def _answer(one: Instrument, item: Item, given: float | None) -> Answer:
    question = item.text or item.topic.capitalize()
    if given is None:
        return Answer(item.code, question, "Not answered")
    label = next((option.label for option in one.options_of(item.code) if option.value == given), "")
    mark = mark_of(one)
    is_risk = mark is not None and item.code == mark.code and mark.is_reached(given)
    return Answer(item.code, question, f"{given:g}, {label}" if label else f"{given:g}", is_risk)
