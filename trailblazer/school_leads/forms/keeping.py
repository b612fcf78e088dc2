"""The forms of who does what in a school: roles, hand-over, self-review, training."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms

from trailblazer.domain import codes
from trailblazer.domain.lead_role import LEVELS, Responsibility, first_week
from trailblazer.domain.school_roles import SAFEGUARDING
from trailblazer.school_leads.models import SchoolRole
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words, email_field, name_field, telephone_field

LONGEST = 2_000
NO_LINK = "Enter a whole address that begins with https://"


def role_choices() -> list[tuple[str, str]]:
    """Every role but the safeguarding lead, who is kept with the route of a concern."""
    return [(code.code, code.words) for code in codes.load("school_roles") if code.code != SAFEGUARDING]


class RoleForm(ActionForm):
    """Who has a role, from when, and how to reach them."""

    code = forms.ChoiceField(
        label="Role",
        choices=role_choices,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose the role"),
    )
    name = name_field("Name", "a name", missing="Enter the name")
    email = email_field(help_text="At work")
    telephone = telephone_field(required=False)
    starts_on = DayField(label="First day in this role", error_messages={"required": "Enter the first day"})
    last_day = DayField(label="Last day, if it is known", required=False)

    def __init__(self, *args: Any, is_new: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_new:
            del self.fields["code"]


class EndForm(ActionForm):
    last_day = DayField(label="Last day in this role", error_messages={"required": "Enter the last day"})


class HandOverForm(ActionForm):
    """The last day of a lead, and who follows."""

    last_day = DayField(
        label="Last day as senior mental health lead",
        help_text="Their account works until the end of this day",
        error_messages={"required": "Enter the last day"},
    )
    follower_name = name_field(
        "Who follows?", "a name", required=False, help_text="Leave it empty if nobody is known yet"
    )
    follower_email = email_field(help_text="At work. They are invited to an account by it")
    follower_telephone = telephone_field(required=False)
    words = Words(
        label="What should they know?",
        help_text="What was begun, whom to ask, what works here. Name no child",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["follower_email"].label = "Their email"
        self.fields["follower_telephone"].label = "Their telephone"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("follower_name") and not cleaned.get("follower_email"):
            self.add_error(
                "follower_email", "Enter the email address of whoever follows, so that they can be invited"
            )
        if cleaned.get("follower_email") and not cleaned.get("follower_name"):
            self.add_error("follower_name", "Enter the name of whoever follows")
        return cleaned

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        yield "Who leaves", [self["last_day"]]
        yield (
            "Who follows",
            [self["follower_name"], self["follower_email"], self["follower_telephone"], self["words"]],
        )


class WeekForm(ActionForm):
    done = forms.MultipleChoiceField(
        label="The first week",
        required=False,
        choices=[(step.code, step.words) for step in first_week()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose the steps from the list"},
    )


class ReviewForm(ActionForm):
    """How far one responsibility is, in the words of its own levels."""

    level = forms.ChoiceField(
        label="Which of these is nearest?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose the level that is nearest",
            "invalid_choice": "Choose one of the levels",
        },
    )
    evidence = Words(
        label="What shows it?",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    link = forms.URLField(
        label="A link to it",
        help_text="To a page or a document of yours that colleagues may open",
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": NO_LINK, "max_length": NO_LINK},
    )
    reviewed_on = DayField(
        label="On which day did you look at it?", error_messages={"required": "Enter the day"}
    )

    def __init__(self, *args: Any, of: Responsibility, **options: Any) -> None:
        super().__init__(*args, **options)
        level = self.fields["level"]
        level.choices = list(LEVELS.items())  # type: ignore[attr-defined]
        level.hints = dict(of.levels)  # type: ignore[attr-defined]
        self.fields["evidence"].help_text = f"{of.evidence}. Name no child"

    def clean_link(self) -> str:
        link = str(self.cleaned_data["link"])
        if link and not link.startswith(("https://", "http://")):
            raise forms.ValidationError(NO_LINK)
        return link


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, role: SchoolRole) -> str:
        return f"{role.name}, {role.words}"


class TrainingForm(ActionForm):
    """A course, what came of it, and the grant if there was one."""

    person = PersonField(
        queryset=SchoolRole.objects.none(),
        label="Who was on it?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": "Choose who was on it",
            "invalid_choice": "Choose somebody of this school",
        },
    )
    course = Line(label="Course", missing="Enter the name of the course", max_length=200)
    course_provider = Line(label="Who gave it?", missing="Enter who gave the course", max_length=200)
    starts_on = DayField(label="First day", error_messages={"required": "Enter the first day of the course"})
    ended_on = DayField(label="Last day", required=False)
    certificate = Line(label="Reference of the certificate", required=False, max_length=100)
    certificate_on = DayField(label="Day of the certificate", required=False)
    outcomes = forms.MultipleChoiceField(
        label="Which learning outcomes did it cover?",
        required=False,
        choices=[(code.code, code.words) for code in codes.load("training_outcomes")],
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small"}),
        error_messages={"invalid_choice": "Choose from the 8 learning outcomes"},
    )
    grant_on = DayField(label="Day on which the grant was claimed", required=False)
    grant_pounds = forms.IntegerField(
        label="How much, in pounds?",
        required=False,
        min_value=1,
        max_value=5_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-5"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Enter whole pounds, from 1 to 5,000"
        ),
    )
    is_second_grant = forms.BooleanField(
        label="It was a second grant, because the lead before had left", required=False
    )

    def __init__(
        self, *args: Any, people: Sequence[int], grant_words: str, today: date, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        person = self.fields["person"]
        person.queryset = SchoolRole.objects.filter(pk__in=people)  # type: ignore[attr-defined]
        self.fields["outcomes"].hints = {  # type: ignore[attr-defined]
            code.code: code.plain for code in codes.load("training_outcomes")
        }
        self.fields["grant_on"].help_text = grant_words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (cleaned.get("grant_pounds") or cleaned.get("is_second_grant")) and not cleaned.get("grant_on"):
            self.add_error("grant_on", "Enter the day on which the grant was claimed")
        return cleaned

    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        yield (
            "Course",
            [self[name] for name in ("person", "course", "course_provider", "starts_on", "ended_on")],
        )
        yield "What came of it", [self[name] for name in ("certificate", "certificate_on", "outcomes")]
        yield "Grant, as a record", [self[name] for name in ("grant_on", "grant_pounds", "is_second_grant")]
