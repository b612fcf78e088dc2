"""The pages on which a survey is answered. Nothing is kept on the way: every page carries what was answered before."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from trailblazer.domain.question_sets import Asked, QuestionSet
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.public import WordsField
from trailblazer.ui.words import gettext, marked

RATHER_NOT = "rather-not"
LONGEST = 1_000
CHECK, WORDS = "check", "words"


class Code(forms.Form):
    """The code of a slip, however it is typed."""

    code = forms.CharField(
        label=marked("The code on your slip"),
        help_text=marked("12 letters and numbers. Capitals and dashes do not matter."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages=dict.fromkeys(("required", "max_length"), marked("Enter the code on your slip.")),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"use_required_attribute": False} | options))


class Send(ActionForm):
    """Everything is sent, once."""


class InWords(forms.Form):
    is_one_question = True
    words = WordsField(rows=5, most=LONGEST, label=marked("Is there anything you want to add?"))


@dataclass
class Sheet:
    """What one person has answered so far, as the page itself carries it: `q-<code>` holds a value, or RATHER_NOT."""

    asked: QuestionSet
    may_write: bool
    given: dict[str, int | None] = field(default_factory=dict)
    words: str = ""

    @classmethod
    def of(cls, asked: QuestionSet, data: Mapping[str, str], *, may_write: bool) -> "Sheet":
        """What does not fit is left out, and so is asked again or refused when it is sent."""
        sheet = cls(asked, may_write, words=str(data.get("words", ""))[:LONGEST])
        for question in asked.questions:
            value = data.get(f"q-{question.code}")
            if value is not None:
                fits, answer = read_answer(question, value)
                if fits:
                    sheet.given[question.code] = answer
        return sheet

    @property
    def carried(self) -> list[tuple[str, str]]:
        """The hidden fields of a page."""
        kept = [
            (f"q-{code}", RATHER_NOT if value is None else f"{value}") for code, value in self.given.items()
        ]
        return [*kept, ("words", self.words)] if self.words else kept

    def place(self, question: Asked) -> int:
        return self.asked.questions.index(question) + 1

    def after(self, question: Asked) -> Asked | None:
        place = self.place(question)
        return self.asked.questions[place] if place < len(self.asked.questions) else None

    @property
    def rows(self) -> list[tuple[Asked, str]]:
        """Each question with what was said, in words."""
        return [(one, self._said(one)) for one in self.asked.questions]

    def _said(self, question: Asked) -> str:
        value = self.given.get(question.code)
        label = next((option.label for option in question.options if option.value == value), "")
        return label or gettext("I would rather not say")

    def is_of_concern(self, question: Asked) -> bool:
        mark = self.asked.mark
        return mark is not None and mark.code == question.code and self.asked.is_of_concern(self.given)


def read_answer(question: Asked, typed: str) -> tuple[bool, int | None]:
    """Whether it is an answer to this question, and which."""
    if typed == RATHER_NOT:
        return True, None
    known = {f"{option.value}": option.value for option in question.options}
    return typed in known, known.get(typed)
