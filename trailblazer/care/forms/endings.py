"""The forms of endings."""

from typing import Any

from django import forms

from trailblazer.care.endings import SUMMARIES
from trailblazer.domain import codes
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

LONGEST = 10_000


def text(label: str, hint: str = "", rows: int = 4) -> Words:
    return Words(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class EndForm(ActionForm):
    """How a course ends, and what each is told. What stays empty goes to nobody."""

    ended_on = DayField(label="On which day does it end?", error_messages={"required": "Enter the last day"})
    reason = forms.ChoiceField(
        label="Why does it end?",
        choices=[(code.code, code.words) for code in codes.load("ending_reasons")],
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose why it ends"},
    )
    plan_after = text("The ending plan: what helps, what to watch for, where to ask", "Made together", rows=3)
    for_young_person = text("For the young person", rows=6)
    for_carer = text(
        "For a parent or carer", "Each who may be told gets it. Leave empty where nobody is to be told"
    )
    for_school = text("For school", "When help ended and what to go on with. Not why, unless that was agreed")
    for_gp = text("For the GP")
    gp_name = Line(label="Which practice or GP", required=False, max_length=120)
    gp_address = Line(label="Its email, or its address for a letter", required=False, max_length=300)
    unpaired_reason = Line(label="Why it ends without a second score", required=False, max_length=300)
    despite_hand_over = Line(
        label="Why it ends although a hand-over is not settled", required=False, max_length=300
    )

    def __init__(self, *args: Any, needs_pair: bool, needs_answer: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_pair:
            del self.fields["unpaired_reason"]
        if not needs_answer:
            del self.fields["despite_hand_over"]

    @property
    def words(self) -> dict[str, str]:
        """What each is told, and where the GP is found."""
        return {name: str(self.cleaned_data.get(name, "")) for name in (*SUMMARIES, "gp_name", "gp_address")}

    @property
    def what_is_checked(self) -> dict[str, Any]:
        """What may keep the course from ending."""
        reasons = ("unpaired_reason", "despite_hand_over")
        said = {name: str(self.cleaned_data.get(name, "")) for name in reasons}
        return {"ended_on": self.cleaned_data["ended_on"], **said}

    def answer_to(self, current: Any) -> None:
        """Sent again, it is about the course as it is saved now."""
        data: Any = self.data
        self.data = data = data.copy()
        data["version"] = current.version


class ReopenForm(ActionForm):
    reason = Line(label="Why does it go on?", missing="Enter why it goes on", max_length=300)
