"""The forms of noticing: four questions without a name, what a school has, and the lead's own rows."""

from typing import Any

from django import forms

from trailblazer.domain import codes
from trailblazer.domain.who_could_help import Asked, Effect
from trailblazer.domain.year_groups import year_groups_of
from trailblazer.places.models import School
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

SMALL = {"class": "nhsuk-checkboxes--small tb-two"}
CHOOSE_YEAR = ("", "Choose a year group")
EFFECTS = [
    (Effect.LITTLE.value, "A little: they get through the day"),
    (Effect.OFTEN.value, "Quite often"),
    (Effect.MOST_DAYS.value, "Most days, or they miss school because of it"),
]
MOST_REASONS = 3


def years_of(school: School | None) -> list[tuple[str, str]]:
    """The year groups that a school may have by its ages; all of them where the register does not say."""
    ages = (school.low_age, school.high_age) if school else (None, None)
    return [(year, year) for year in year_groups_of(*ages)]


class WhoCouldHelp(forms.Form):
    """Four questions. Nothing of it is kept."""

    year = forms.ChoiceField(
        label="Which year group?",
        choices=[],
        error_messages={"required": "Choose a year group", "invalid_choice": "Choose a year of your school"},
    )
    about = forms.MultipleChoiceField(
        label="What is it about?",
        help_text="Up to three",
        choices=[],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
        error_messages={"required": "Choose what it is about, or Not sure"},
    )
    effect = forms.ChoiceField(
        label="How much does it get in the way?",
        choices=EFFECTS,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose how much it gets in the way"},
    )
    risk = forms.MultipleChoiceField(
        label="Is anyone in danger?",
        help_text="Leave empty where you have seen and heard nothing of this",
        required=False,
        choices=[],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )

    def __init__(self, *args: Any, school: School | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.use_required_attribute = False
        self.fields["year"].choices = [CHOOSE_YEAR, *years_of(school)]  # type: ignore[attr-defined]
        self.fields["about"].choices = codes.load("reasons").choices()  # type: ignore[attr-defined]
        self.fields["risk"].choices = codes.load("risks").choices()  # type: ignore[attr-defined]

    def clean_about(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["about"]
        if len(chosen) > MOST_REASONS:
            raise forms.ValidationError("Choose up to three: what gets in the way most")
        return chosen

    @property
    def asked(self) -> Asked:
        """What was asked, for the rules. Only of a form that is valid."""
        given = self.cleaned_data
        return Asked(
            year_group=given["year"],
            reasons=frozenset(given["about"]),
            effect=Effect(given["effect"]),
            risks=frozenset(given["risk"]),
        )


def _count(label: str, hint: str = "", most: int = 500) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=0,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-3"}),
        error_messages={
            "invalid": "Enter a whole number, such as 4",
            "min_value": "Enter 0 or more",
            "max_value": f"Enter {most} or fewer",
        },
    )


class SupportForm(ActionForm):
    """Help that a school has of its own."""

    kind = forms.ChoiceField(
        label="What is it?", choices=[], error_messages={"required": "Choose what it is"}
    )
    name = Line(
        label="What do you call it?",
        help_text="For example: Counselling, or Ms Ashgrove’s drop-in",
        missing="Enter what you call it",
        max_length=100,
    )
    given_by = Line(
        label="Who gives it?", help_text="A role or an organisation", required=False, max_length=100
    )
    days = Line(label="When?", help_text="For example: Mondays and Thursdays", required=False, max_length=100)
    helps_with = forms.MultipleChoiceField(
        label="What does it help with?",
        help_text="Leave empty where it is for anything",
        required=False,
        choices=[],
        widget=forms.CheckboxSelectMultiple(attrs=SMALL),
    )
    age_from = _count("Youngest age", most=25)
    age_to = _count("Oldest age", most=25)
    places = _count("How many places are there?", "Leave empty where nobody counts them")
    taken = _count("How many are taken?")
    wait_weeks = _count(
        "How many weeks is the wait?", "0 for none. Leave empty where it is not known", most=104
    )
    how_to_ask = Line(label="How does one ask for it?", required=False, max_length=200)
    starts_on = DayField(label="Since when?", error_messages={"required": "Enter the day it began"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = codes.load("school_support_kinds").choices()
        self.fields["kind"].choices = [("", "Choose"), *kinds]  # type: ignore[attr-defined]
        self.fields["helps_with"].choices = codes.load("reasons").choices()  # type: ignore[attr-defined]

    def sections(self) -> list[tuple[str, list[Any]]]:
        what = ("kind", "name", "given_by", "days", "starts_on")
        whom = ("age_from", "age_to", "helps_with")
        room = ("places", "taken", "wait_weeks", "how_to_ask")
        parts = (("What it is", what), ("For whom", whom), ("Room and wait", room))
        return [(heading, [self[name] for name in names]) for heading, names in parts]

    def clean(self) -> dict[str, Any]:
        """Ages that are left empty are those of any school."""
        cleaned = super().clean()
        for name, any_age in (("age_from", 4), ("age_to", 19)):
            if cleaned.get(name) is None and name not in self.errors:
                cleaned[name] = any_age
        return cleaned


class EndSupport(ActionForm):
    ends_on = DayField(
        label="From which day on?", error_messages={"required": "Enter the first day without it"}
    )
    because = Line(label="Why?", help_text="For example: the funding ended", required=False, max_length=200)


class ThoughtForm(ActionForm):
    """A pupil that the lead is thinking about. No score and no label."""

    who = Line(
        label="Who?",
        help_text="As you know them: a first name or initials are enough",
        missing="Enter who it is, as you know them",
        max_length=60,
    )
    year_group = forms.ChoiceField(label="Year group", required=False, choices=[])
    noticed = Words(
        label="What was noticed?",
        help_text="What somebody saw or heard, and since when. Not what you think it is",
        missing="Enter what was seen or heard",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    ends_in = forms.ChoiceField(
        label="What comes of it?",
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes of it, or Nothing now"},
    )
    by_when = DayField(label="By when?", help_text="Leave empty for nothing now", required=False)

    def __init__(self, *args: Any, school: School | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["year_group"].choices = [("", "Choose"), *years_of(school)]  # type: ignore[attr-defined]
        self.fields["ends_in"].choices = codes.load("thought_ends").choices()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        does_something = cleaned.get("ends_in") not in (None, "", "nothing")
        if does_something and cleaned.get("by_when") is None and "by_when" not in self.errors:
            self.add_error("by_when", "Enter the day by which it is done")
        return cleaned
