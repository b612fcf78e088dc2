"""The forms of a survey: its draft with the plan, opening, and the pages on which it is answered."""

from collections.abc import Sequence
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.domain.question_sets import PUPILS, STAFF, QuestionSet
from trailblazer.domain.surveys import FEWEST_ASKED
from trailblazer.domain.year_groups import YEAR_GROUPS, age_in, year_groups_of
from trailblazer.places.models import School
from trailblazer.surveys.actions import STAFF_GROUP
from trailblazer.surveys.models import Survey
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words, telephone_field

MOST_IN_A_GROUP = 2_000
PLAN = ("responder", "telephone", "hours", "help_here")
KEPT = ("question_set", "how", "may_write", "purpose", "told", *PLAN, "opens_on", "closes_on")
HINTS = {
    PUPILS: {
        "purpose": "Pupils read it. For example: to know what helps Year 9, and to change one thing by Easter",
        "told": "For example: parents and carers of Year 9, by letter on 9 November; four opted out",
        "help_here": "Every pupil reads it, before and after. For example: Ms Ashgrove in room 12, at every break",
    },
    STAFF: {
        "purpose": "Staff read it. For example: to know what makes weeks hard, and to change one thing this term",
        "told": "For example: in the staff meeting of 9 November",
        "help_here": "Everybody reads it. For example: our employee assistance line, 0800 000 0000, day and night",
    },
}


def field_of(group: str) -> str:
    return "asked_staff" if group == STAFF_GROUP else f"asked_{YEAR_GROUPS.index(group)}"


def groups_for(for_whom: str, school: School, sets: Sequence[QuestionSet]) -> list[str]:
    """The year groups of the school that are old enough for one of the sets."""
    if for_whom == STAFF:
        return [STAFF_GROUP]
    youngest = min((one.age_from for one in sets), default=0)
    return [one for one in year_groups_of(school.low_age, school.high_age) if age_in(one) >= youngest]


def _number(label: str) -> forms.IntegerField:
    wrong = f"Enter a whole number up to {MOST_IN_A_GROUP:,} for {label}, or leave it empty"
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_IN_A_GROUP,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-4"}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class SurveyForm(ActionForm):
    """Everything but the questions can be filled in later; it opens when all of it is there."""

    question_set = forms.ChoiceField(
        label="What is asked?",
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is asked", "invalid_choice": "Choose one of these"},
    )
    how = forms.ChoiceField(
        label="How do they answer?",
        choices=Survey.How.choices,
        widget=forms.RadioSelect,
        help_text="With a link, nothing stops somebody from answering twice",
        error_messages={"required": "Choose how they answer", "invalid_choice": "Choose one of these"},
    )
    may_write = forms.BooleanField(
        label="Add a box for a few words. They can give their writer away: shown only from ten on, without the group",
        required=False,
    )
    purpose = Words(label="What is it for?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    told = Words(label="Who was told, and how?", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    responder = forms.ChoiceField(
        label="Who answers where an answer is worrying?",
        required=False,
        choices=[],
        help_text="They are told, and whoever answers reads their name: ask them first",
        error_messages={"invalid_choice": "Choose somebody of the school or of its team"},
    )
    telephone = telephone_field(help_text="Of the school or the person: people who answer may ring it")
    hours = Line(
        label="When is it answered?", max_length=100, help_text="For example: 8am to 4pm on school days"
    )
    help_here = Words(
        label="Where is help in school?", max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    opens_on = DayField(label="First day", required=False)
    closes_on = DayField(label="Last day", required=False, help_text="Figures are shown from the day after")

    def __init__(
        self,
        *args: Any,
        for_whom: str,
        school: School,
        sets: Sequence[QuestionSet],
        people: Sequence[Membership],
        record: Survey | None = None,
        **options: Any,
    ) -> None:
        options["initial"] = _initial(record, for_whom, sets) | (options.get("initial") or {})
        super().__init__(*args, record=record, **options)
        self.school, self.people = school, {one.ref: one for one in people}
        choices: Any = self.fields
        choices["question_set"].choices = [(one.id, _in_words(one)) for one in sets]
        choices["responder"].choices = [("", "Choose")] + [
            (one.ref, f"{one.user.name}, {one.get_role_display()}") for one in people
        ]
        for name, hint in HINTS[for_whom].items():
            self.fields[name].help_text = hint
        self.groups = groups_for(for_whom, school, sets)
        self.fewest = FEWEST_ASKED[for_whom]
        for group in self.groups:
            self.fields[field_of(group)] = _number(group)
            self.fields[field_of(group)].initial = (record.asked if record else {}).get(group)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        known = {field_of(group) for group in self.groups}
        if any(name.startswith("asked_") and name not in known and self.data[name] for name in self.data):
            self.add_error(
                None, f"{self.school.name} does not have this year group, or it is too young. Leave it out"
            )
        cleaned["asked"] = {
            group: number for group in self.groups if (number := cleaned.pop(field_of(group), None))
        }
        cleaned["responder"] = self.people.get(cleaned.get("responder") or "")
        return cleaned

    def sections(self) -> list[tuple[str, list[Any]]]:
        asked = [field_of(group) for group in self.groups]
        parts = (
            ("What is asked, and why", ("question_set", "purpose", "told")),
            ("How many are asked", asked),
            ("How they answer", ("how", "may_write")),
            ("The plan for a worrying answer", PLAN),
            ("When", ("opens_on", "closes_on")),
        )
        return [(heading, [self[name] for name in names]) for heading, names in parts]


def _in_words(one: QuestionSet) -> str:
    return f"{one.name}{'' if one.name.endswith('?') else '.'} {one.about}"


def _initial(record: Survey | None, for_whom: str, sets: Sequence[QuestionSet]) -> dict[str, Any]:
    if record is not None:
        kept = {name: getattr(record, name) for name in KEPT}
        return kept | {"responder": record.responder.ref if record.responder else ""}
    how = Survey.How.SLIPS if for_whom == PUPILS else Survey.How.LINK
    return {"how": how, "question_set": sets[0].id if sets else ""}


class Open(ActionForm):
    confirms = forms.BooleanField(
        label="I lead on mental health in this school. Who is named knows it and will answer",
        required=False,
    )


class Share(ActionForm):
    is_shared = forms.BooleanField(required=False)
