"""The forms of the triage call: one for each step, and the one that finishes it."""

from typing import Any

from django import forms

from trailblazer.care.actions.assessing import PLACE_OF, TELEPHONE
from trailblazer.care.forms.endings import text
from trailblazer.domain import codes
from trailblazer.domain.checklists import Question, Section
from trailblazer.ui.forms import ActionForm

MOST_MINUTES = 720
WRONG_MINUTES = "Enter minutes from 1 to 720: a call lasts at most 12 hours"
CONSENT = [("given", "Agreed"), ("refused", "Said no"), ("not_now", "Not asked today")]


class CallForm(ActionForm):
    """One step of a checklist."""

    def __init__(self, *args: Any, section: Section, answers: dict[str, Any], **options: Any) -> None:
        super().__init__(*args, **options)
        self.section = section
        for question in section.questions:
            self.fields[question.code] = _field(question)
            self.initial.setdefault(question.code, answers.get(question.code, ""))

    @property
    def answers(self) -> dict[str, Any]:
        return {
            question.code: self.cleaned_data.get(question.code, "") for question in self.section.questions
        }

    def both_versions(self, current: Any) -> list[dict[str, str]]:
        """Each answer of this step that a colleague saved otherwise. Sent again, the form answers to what is saved."""
        data: Any = self.data
        self.data = data = data.copy()
        data["version"] = current.version
        return [
            {
                "label": one.words,
                "saved": in_words(one, current.answers[one.code]),
                "typed": in_words(one, typed),
            }
            for one in self.section.questions
            if current.answers.get(one.code)
            and current.answers[one.code] != (typed := self.answers[one.code])
        ]


def in_words(question: Question, said: Any) -> str:
    """An answer as a person reads it; nothing where there is none."""
    if question.kind == "said":
        return "Yes" if said in (True, "True") else ""
    if question.kind == "consent":
        return dict(CONSENT).get(said, "")
    if question.kind == "who":
        known = codes.load("who_seen")
        return known.words(said) if said in known else ""
    return str(said or "")


def _field(question: Question) -> forms.Field:
    if question.kind == "said":
        return forms.BooleanField(label=question.words, required=False)
    if question.kind == "consent":
        return forms.ChoiceField(
            label=question.words, choices=CONSENT, widget=forms.RadioSelect, required=False
        )
    if question.kind == "who":
        who = [(code.code, code.words) for code in codes.load("who_seen")]
        return forms.ChoiceField(label=question.words, choices=who, widget=forms.RadioSelect, required=False)
    return text(question.words, rows=3)


class FinishCall(ActionForm):
    """Who answered, so that each consent says whose it is; and how long it took, so that it counts as a contact."""

    said_by = forms.ChoiceField(
        label="Who agreed or said no?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who answered"},
    )
    medium = forms.ChoiceField(
        label="How did you talk?",
        choices=[(code, codes.load("media").words(code)) for code in PLACE_OF],
        initial=TELEPHONE,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you talked"},
    )
    minutes = forms.IntegerField(
        label="How many minutes did it take?",
        help_text="The call becomes a contact, and counts in your time by function",
        min_value=1,
        max_value=MOST_MINUTES,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), WRONG_MINUTES),
    )

    def __init__(self, *args: Any, person: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.carers = {carer.ref: carer for carer in person.carers.all()}
        field: Any = self.fields["said_by"]
        field.choices = [
            ("young_person", person.called),
            *((ref, one.name) for ref, one in self.carers.items()),
        ]

    @property
    def without_a_say(self) -> list[Any]:
        """The parents and carers whose yes does not count, as the record stands."""
        return [carer for carer in self.carers.values() if not carer.may_decide]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said_by = cleaned.pop("said_by", "")
        cleaned["carer"] = self.carers.get(said_by)
        cleaned["given_by"] = "carer" if cleaned["carer"] else "young_person"
        return cleaned
