"""A form as it is answered on a screen: its questions in order, what was said to each, and how far it is."""

import math
from dataclasses import dataclass
from typing import Any

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.instruments.wording import Question, Wording
from trailblazer.outcomes.content import mark_of, wording_for
from trailblazer.outcomes.models import Ask

QUESTIONS_A_MINUTE = 8
RATHER_NOT, NOTHING_YET = "rather not", "nothing yet"


@dataclass(frozen=True)
class Row:
    """One question with what was said, for the page where everything is checked."""

    question: Question
    said: str
    is_answered: bool
    would_rather_not: bool


class Sheet:
    """One form that was asked for, with the words of this site. What is answered is read from the ask itself."""

    def __init__(self, ask: Ask, wording: Wording) -> None:
        self.ask, self.wording = ask, wording
        self.instrument: Instrument = instrument(ask.instrument)
        self.questions = wording.questions
        self.mark = mark_of(self.instrument)

    def given(self, question: Question) -> Any:
        """What was said: a number or words; RATHER_NOT; or NOTHING_YET."""
        kept = self.ask.words if question.is_in_words else self.ask.answers
        if question.code not in kept:
            return NOTHING_YET
        value = kept[question.code]
        return RATHER_NOT if value is None else value

    def is_answered(self, question: Question) -> bool:
        return self.given(question) != NOTHING_YET

    @property
    def next_open(self) -> Question | None:
        """The first question to which nothing was said yet."""
        return next((one for one in self.questions if not self.is_answered(one)), None)

    @property
    def answered(self) -> int:
        return sum(self.is_answered(one) for one in self.questions)

    @property
    def can_be_sent(self) -> bool:
        """Something is said. Whoever would rather not say anything stops instead."""
        in_numbers = any(value is not None for value in self.ask.answers.values())
        return in_numbers or any(str(said).strip() for said in self.ask.words.values())

    @property
    def line_ends(self) -> tuple[str, str]:
        """The numbers at both ends of the line, where answers are marked on one."""
        line = self.instrument.line
        return (f"{line.first:g}", f"{line.last:g}") if line else ("", "")

    def place(self, question: Question) -> int:
        return self.questions.index(question) + 1

    def before(self, question: Question) -> Question | None:
        place = self.questions.index(question)
        return self.questions[place - 1] if place else None

    def after(self, question: Question) -> Question | None:
        place = self.questions.index(question) + 1
        return self.questions[place] if place < len(self.questions) else None

    def minutes_left(self, question: Question | None = None) -> int:
        left = len(self.questions) - (self.place(question) - 1 if question else 0)
        return max(1, math.ceil(left / QUESTIONS_A_MINUTE))

    def tells_of_risk(self, question: Question) -> bool:
        """Whether what was said to this question is for somebody to look at."""
        given, mark = self.given(question), self.mark
        if mark is None or question.code != mark.code:
            return False
        return isinstance(given, int | float) and mark.is_reached(given)

    def asks_of_risk(self, question: Question) -> bool:
        return self.mark is not None and question.code == self.mark.code

    @property
    def risk_question(self) -> Question | None:
        """The one question whose answer we may see before the form is sent."""
        return self.wording.question(self.mark.code) if self.mark is not None else None

    def rows(self) -> list[Row]:
        return [self._row(one) for one in self.questions]

    def _row(self, question: Question) -> Row:
        given = self.given(question)
        labels = {option.value: option.label for option in question.options}
        said = "" if given in (RATHER_NOT, NOTHING_YET) else str(labels.get(given, _plain(given)))
        return Row(question, said, given != NOTHING_YET, given == RATHER_NOT)


def _plain(given: Any) -> str:
    return f"{given:g}" if isinstance(given, int | float) else str(given)


def sheet_of(ask: Ask) -> Sheet | None:
    """Nothing where this site may no longer show it."""
    wording = wording_for(ask.instrument, ask.language)
    return Sheet(ask, wording) if wording is not None else None
