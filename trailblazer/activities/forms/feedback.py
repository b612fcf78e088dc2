"""How was it? For anyone with the link: buttons from 1 to 5, and a line. Nothing must be answered."""

from typing import Any

from django import forms

from trailblazer.activities.actions.feedback import LONGEST
from trailblazer.domain.activity_feedback import HIGHEST, LOWEST, Question, questions_of, what_to_change
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.public import WordsField
from trailblazer.young_people.forms.fields import Line

INLINE = {"class": "nhsuk-radios--inline nhsuk-radios--small"}


class FeedbackForm(ActionForm):
    """The questions of one kind of activity. `cleaned_data` has `marks` and `change`."""

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = questions_of(kind)
        for question in self.asked:
            self.fields[question.code] = _scale(question)
        self.fields["change"] = WordsField(
            label=what_to_change(), rows=3, most=LONGEST, help_text="In a line. Name nobody"
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        marks = {one.code: int(cleaned[one.code]) for one in self.asked if cleaned.get(one.code)}
        change = cleaned.get("change", "")
        if not self.errors and not marks and not change.strip():
            self.add_error(self.asked[0].code, "Answer at least one question")
        kept = {"submission_key": cleaned["submission_key"]} if "submission_key" in cleaned else {}
        return kept | {"marks": marks, "change": change}


def _scale(question: Question) -> forms.ChoiceField:
    ends = {LOWEST: question.lowest.lower(), HIGHEST: question.highest.lower()}
    choices = [(str(n), f"{n}, {ends[n]}" if n in ends else str(n)) for n in range(LOWEST, HIGHEST + 1)]
    return forms.ChoiceField(
        label=question.text,
        choices=choices,
        required=False,
        widget=forms.RadioSelect(attrs=INLINE),
        error_messages={"invalid_choice": f"Choose a number from {LOWEST} to {HIGHEST}"},
    )


class CertificateForm(ActionForm):
    """The name that a certificate is made out to. It goes on the paper and nowhere else."""

    name = Line(
        label="Your name, as it should stand on the certificate",
        max_length=80,
        missing="Enter your name",
        help_text="We put it on the paper and do not keep it",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
