"""What was agreed, who can decide, and quiet mode."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from trailblazer.domain import codes
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import LONGEST_REASON, Answer, Line, Words, YesOrNo
from trailblazer.young_people.models import Carer, Consent, YoungPerson


class ConsentForm(ActionForm):
    """Cleaned as the action takes it: `given_by`, and `carer` where a carer said so."""

    purpose = Answer(
        "consent_purposes", empty="Choose", label="What is it about?", missing="Choose what it is about"
    )
    answer = forms.ChoiceField(
        label="What was said?",
        choices=Consent.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what was said"},
    )
    said_by = forms.ChoiceField(
        label="Who said so?", widget=forms.RadioSelect, error_messages={"required": "Choose who said so"}
    )
    happened_on = DayField(label="On which day?", error_messages={"required": "Enter the day it was said"})
    how = Answer("routes_received", empty="Not known", label="How was it said?")
    note = Words(
        label="Note",
        help_text="In their words, if there is a condition. For example: status only, not why",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self, *args: Any, young_person: YoungPerson, carers: Iterable[Carer], today: date, **options: Any
    ) -> None:
        options["initial"] = {"happened_on": today} | (options.get("initial") or {})
        super().__init__(*args, **options)
        self.carers = {carer.ref: carer for carer in carers}
        relation = codes.load("relationships")
        self.fields["said_by"].choices = [  # type: ignore[attr-defined]
            (Consent.YOUNG_PERSON, young_person.called),
            *(
                (ref, f"{carer.name}, {relation.words(carer.relationship).lower()}")
                for ref, carer in self.carers.items()
            ),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said_by = cleaned.pop("said_by", "")
        cleaned["carer"] = self.carers.get(said_by)
        cleaned["given_by"] = Consent.CARER if cleaned["carer"] else Consent.YOUNG_PERSON
        return cleaned


class CompetenceForm(ActionForm):
    purpose = Answer(
        "competence_purposes", empty="Choose", label="What is it about?", missing="Choose what it is about"
    )
    about = Line(
        label="In your words",
        max_length=100,
        help_text="What you talked about. The decision counts for all that is chosen above",
    )
    is_competent = YesOrNo(
        label="Can they decide this for themselves?", missing="Choose whether they can decide"
    )
    reason = Words(
        label="How you know",
        max_length=LONGEST_REASON,
        missing="Enter how you know",
        help_text="What they understand of what the help is, why it is offered, and what may happen next",
    )
    decided_on = DayField(label="On which day?", error_messages={"required": "Enter the day you decided"})

    def __init__(self, *args: Any, today: date, purpose: str = "", **options: Any) -> None:
        super().__init__(*args, initial={"decided_on": today, "purpose": purpose}, **options)


class QuietStart(ActionForm):
    reason = Words(
        label="Reason",
        max_length=LONGEST_REASON,
        missing="Enter a reason",
        help_text="What the young person asked for, and why it is safe",
    )


class QuietReview(ActionForm):
    is_still_right = YesOrNo(
        label="Is it still right that parents are not told?", missing="Choose whether it is still right"
    )
    reason = Words(label="Reason", max_length=LONGEST_REASON, missing="Enter a reason")
