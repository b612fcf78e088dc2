"""Asking for a questionnaire."""

from datetime import date
from typing import Any

from django import forms

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.domain.languages import name_of
from trailblazer.outcomes.actions.asking import DUE_IN
from trailblazer.outcomes.asking import RATERS
from trailblazer.outcomes.content import wordings_of
from trailblazer.outcomes.models import Ask
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.models import Carer

MESSAGE, CODE, DEVICE, PAPER = "message", "code", "device", "paper"
HOW = {
    MESSAGE: Ask.How.LINK,
    CODE: Ask.How.LINK,
    DEVICE: Ask.How.DEVICE,
    PAPER: Ask.How.PAPER,
}
WAYS = [
    (MESSAGE, "Send a link"),
    (CODE, "Show a code on this screen, to be opened on their own phone"),
    (DEVICE, "Hand over this device"),
    (PAPER, "On paper"),
]


def label_of(one: Instrument, rater: str) -> str:
    """GAD-7: worry, by the young person (on paper only)"""
    words = f"{one.short}: {one.about[:1].lower()}{one.about[1:]}, by {RATERS[rater]}"
    return words if wordings_of(one) else f"{words} (on paper only)"


class AskForm(ActionForm):
    """Which questionnaire, of whom, and how they get it."""

    questionnaire = forms.ChoiceField(
        label="Which questionnaire, and who answers?",
        error_messages={
            "required": "Choose a questionnaire",
            "invalid_choice": "Choose a questionnaire of the list",
        },
    )
    carer = forms.ChoiceField(label="If a parent or carer answers: which one?", required=False)
    way = forms.ChoiceField(
        label="How do they get it?",
        choices=WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they get it"},
    )
    moment = forms.ChoiceField(label="Why now?", choices=Ask.Moment.choices)
    due_on = DayField(label="To be answered by which day?", required=False)
    language = forms.ChoiceField(label="In which language?", required=False)

    def __init__(
        self,
        *args: Any,
        offered: list[tuple[Instrument, str]],
        carers: list[Carer],
        ways: list[str],
        today: date,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.carers = {carer.ref: carer for carer in carers}
        self.initial.setdefault("due_on", today + DUE_IN)
        self._choices(
            "questionnaire",
            [("", "Choose")] + [(f"{one.id} {rater}", label_of(one, rater)) for one, rater in offered],
        )
        self._choices("carer", [("", "Nobody in particular"), *((c.ref, c.name) for c in carers)])
        self.fields["way"].hints = {MESSAGE: "; ".join(ways), PAPER: "You key the answers in"}  # type: ignore[attr-defined]
        others = {language for one, _ in offered for language in wordings_of(one)} - {"en"}
        languages = ["en", *sorted(others)]
        self._choices("language", [(code, name_of(code)) for code in languages])
        if not carers:
            del self.fields["carer"]
        if len(languages) == 1:
            del self.fields["language"]

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The values as the action takes them."""
        cleaned = super().clean()
        instrument_id, _, rater = cleaned.pop("questionnaire", "").partition(" ")
        way = cleaned.pop("way", "")
        cleaned["carer"] = self.carers.get(cleaned.get("carer", ""))
        cleaned["language"] = cleaned.get("language") or "en"
        if instrument_id and rater != Ask.Rater.PARENT:
            cleaned["carer"] = None
        return cleaned | {
            "instrument_id": instrument_id,
            "rater": rater,
            "how": HOW.get(way, ""),
            "is_told": way == MESSAGE,
        }


def shows_on_a_screen(instrument_id: str) -> bool:
    return bool(wordings_of(instrument(instrument_id)))
