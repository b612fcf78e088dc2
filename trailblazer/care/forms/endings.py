"""The forms of endings, of how school goes, and of the triage call."""

from typing import Any

from django import forms

from trailblazer.care.models import Course, EducationCheck
from trailblazer.domain import codes
from trailblazer.domain.checklists import Question, Section
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words, YesOrNo

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
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why it ends"},
    )
    plan_after = text("The ending plan: what helps, what to watch for, where to ask", "Made together", rows=3)
    for_young_person = text("For the young person")
    for_carer = text(
        "For a parent or carer", "Each who may be told gets it. Leave empty where nobody is to be told"
    )
    for_school = text("For school", "When help ended and what to go on with. Not why, unless that was agreed")
    for_gp = text("For the GP")
    unpaired_reason = Line(label="Why it ends without a second score", required=False, max_length=300)
    despite_hand_over = Line(
        label="Why it ends although another service has not answered", required=False, max_length=300
    )

    def __init__(self, *args: Any, needs_pair: bool, needs_answer: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_pair:
            del self.fields["unpaired_reason"]
        if not needs_answer:
            del self.fields["despite_hand_over"]


class ReopenForm(ActionForm):
    reason = Line(label="Why does it go on?", missing="Enter why it goes on", max_length=300)


def number(label: str, most: int, hint: str = "") -> forms.IntegerField:
    wrong = f"Enter a number from 0 to {most}"
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class EducationForm(ActionForm):
    """How school goes. What nobody knows is left empty and shown as not known."""

    stage = forms.ChoiceField(
        label="When in the course is this?",
        choices=EducationCheck.Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when in the course this is"},
    )
    checked_on = DayField(label="On which day was it asked?", error_messages={"required": "Enter the day"})
    from_on = DayField(label="Sessions missed: from which day?", required=False)
    to_on = DayField(label="To which day?", required=False)
    sessions_missed = number("Half-day sessions missed", 400)
    sessions_possible = number("Out of how many possible", 400)
    exclusion = forms.ChoiceField(
        label="Suspension or exclusion in that time",
        choices=[
            ("", "Not known"),
            *((code.code, code.words) for code in codes.load("exclusions") if code.code != "not_known"),
        ],
        required=False,
    )
    is_part_time = YesOrNo(label="On a part-time timetable?", may_be_unknown=True)
    school_rating = number("How school says learning goes", 10, "0 is not at all, 10 is very well")
    own_rating = number("How the young person says learning goes", 10, "0 is not at all, 10 is very well")


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
    """Who answered, so that each consent says whose it is."""

    said_by = forms.ChoiceField(
        label="Who agreed or said no?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who answered"},
    )

    def __init__(self, *args: Any, person: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.carers = {carer.ref: carer for carer in person.carers.all()}
        field: Any = self.fields["said_by"]
        field.choices = [
            ("young_person", person.called),
            *((ref, one.name) for ref, one in self.carers.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        said_by = cleaned.pop("said_by", "")
        cleaned["carer"] = self.carers.get(said_by)
        cleaned["given_by"] = "carer" if cleaned["carer"] else "young_person"
        return cleaned


def summaries(course: Course, cleaned: dict[str, Any]) -> dict[str, str]:
    """The words for each, as the form has them."""
    return {
        name: str(cleaned.get(name, "")) for name in ("for_young_person", "for_carer", "for_school", "for_gp")
    }
