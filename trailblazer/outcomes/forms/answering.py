"""The forms of whoever answers: the birth month, one question, and sending."""

from typing import Any

from django import forms

from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.instruments.wording import Question
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.public import WordsField
from trailblazer.ui.words import gettext, marked

RATHER_NOT = "rather-not"
LONGEST = 4_000


class OneAnswer(forms.Form):
    """One question out of a few answers: each is a button that sends. Rather not to say is an answer too."""

    answer = forms.ChoiceField(
        error_messages={
            "required": marked("Choose an answer, or say that you would rather not say."),
            "invalid_choice": marked("Choose one of these answers."),
        }
    )

    def __init__(self, data: Any, *, question: Question, one: Instrument) -> None:
        super().__init__(data)
        values = [(f"{option.value}", option.label) for option in question.options]
        self.fields["answer"].choices = [*values, (RATHER_NOT, RATHER_NOT)]  # type: ignore[attr-defined]

    @property
    def given(self) -> float | None:
        chosen = self.cleaned_data["answer"]
        return None if chosen == RATHER_NOT else int(chosen)


class OnALine(forms.Form):
    """A mark on a line, as a number."""

    answer = forms.CharField(
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "nhsuk-input--width-5"}),
    )

    def __init__(self, data: Any, *, question: Question, one: Instrument) -> None:
        super().__init__(data)
        assert one.line is not None, "it is marked on a line"
        self.line = one.line
        self.fields["answer"].error_messages.update(dict.fromkeys(("required", "max_length"), self.wrong))

    @property
    def wrong(self) -> str:
        ends = {"first": f"{self.line.first:g}", "last": f"{self.line.last:g}"}
        return gettext("Enter a number from %(first)s to %(last)s.") % ends

    def clean_answer(self) -> str:
        typed = str(self.cleaned_data["answer"]).strip().replace(",", ".")
        if typed == RATHER_NOT:
            return typed
        try:
            is_on_it = self.line.holds(float(typed))
        except (ValueError, OverflowError):
            is_on_it = False
        if not is_on_it:
            raise forms.ValidationError(self.wrong)
        return typed

    @property
    def given(self) -> float | None:
        typed = self.cleaned_data["answer"]
        return None if typed == RATHER_NOT else float(typed)


class InWords(forms.Form):
    """A question that is answered in words, and can be left empty."""

    is_one_question = True
    answer = WordsField(rows=6, most=LONGEST)

    def __init__(self, data: Any, *, question: Question, one: Instrument, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["answer"].label = question.text


class Send(ActionForm):
    """Everything that was answered is sent, once."""
