"""A letter in the team's own words."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.domain import merging
from trailblazer.letters.catalogue import Kind
from trailblazer.letters.models import Letter
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

LONGEST = 10_000
TO = (
    ("young_person", "Young person"),
    ("parent", "Parent or carer"),
    ("school", "School"),
    ("gp", "GP"),
    ("service", "Another service"),
)
_SMALL = {"class": "nhsuk-checkboxes--small"}


class TemplateForm(ActionForm):
    """The words of a letter. One of the team's own also says to whom it may go, and how."""

    name = Line(
        label="What is this letter called?", missing="Enter what the letter is called", max_length=100
    )
    recipient_kinds = forms.MultipleChoiceField(
        label="To whom may it go?",
        choices=TO,
        widget=forms.CheckboxSelectMultiple(attrs=_SMALL),
        error_messages={"required": "Choose to whom it may go"},
    )
    channels = forms.MultipleChoiceField(
        label="How may it go?",
        choices=Letter.Channel.choices,
        widget=forms.CheckboxSelectMultiple(attrs=_SMALL),
        error_messages={"required": "Choose how it may go"},
    )
    subject = Line(
        label="Subject",
        help_text="It names nobody: it shows on locked phones. A text has none",
        missing="Enter a subject",
        max_length=200,
    )
    words = Words(
        label="The words",
        missing="Enter the words of the letter",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    in_force_from = DayField(
        label="From which day on?", error_messages={"required": "Enter the day from which these words hold"}
    )
    with_person = Line(
        label="Look at it with a young person of yours",
        help_text="Their reference or NHS number, for the preview only. Empty: an invented example",
        max_length=40,
    )

    def __init__(self, *args: Any, kind: Kind | None, today: date, **options: Any) -> None:
        known: dict[str, Any] = {"in_force_from": today}
        if kind is not None:
            known |= {"subject": kind.subject, "words": kind.words.strip(), "name": kind.name}
            known |= {"recipient_kinds": list(kind.to), "channels": list(kind.channels)}
        super().__init__(*args, initial=known, **options)
        self.kind, self.person_typed = kind, ""
        if kind is not None and kind.is_built_in:
            for name in ("name", "recipient_kinds", "channels"):
                del self.fields[name]
        if kind is not None and kind.is_caused:
            del self.fields["with_person"]
        marks = ", ".join(f"(({code}))" for code in self.may_hold)
        self.fields["words"].help_text = f"Fields that are filled in: {marks}"

    @property
    def may_hold(self) -> tuple[str, ...]:
        return self.kind.may_hold if self.kind else tuple(merging.BY_CODE)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        _checked(words, self.may_hold)
        left_out = [one for one in self.kind.must if one not in merging.fields_in(words)] if self.kind else []
        if left_out:
            raise ValidationError(f"These words need (({left_out[0]})): without it they do not say enough")
        return words

    def clean_subject(self) -> str:
        subject: str = self.cleaned_data["subject"]
        if merging.fields_in(subject):
            raise ValidationError("A subject has no fields: it names nobody")
        return subject

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.person_typed = cleaned.pop("with_person", "")
        return cleaned


def _checked(words: str, allowed: tuple[str, ...]) -> None:
    try:
        merging.check(words, allowed)
    except merging.NotWords as reason:
        raise ValidationError(str(reason)) from None


class EndTemplate(ActionForm):
    in_force_from = DayField(
        label="From which day on are these words used no more?",
        error_messages={"required": "Enter the day from which they are used no more"},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"in_force_from": today}, **options)
