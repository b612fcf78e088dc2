"""The forms of joint working, on pages of members and on pages opened by a link."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from trailblazer.domain.joint_working import Asked, Framework
from trailblazer.joint_working.models import ActionLook, JointAction, MapNote, Participant
from trailblazer.teams.models import Team
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Line, Words

SMALL = {"class": "nhsuk-radios--small"}
EMAIL = "Enter an email address, for example name@example.org"
NOT_SAID = ("", "I cannot say")


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="Email",
        help_text="Their own link goes there",
        error_messages={"required": EMAIL, "invalid": EMAIL},
    )


def _words(label: str, hint: str = "", *, missing: str = "", rows: int = 3, most: int = 2_000) -> Words:
    return Words(
        label=label,
        help_text=hint,
        missing=missing,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def _choice(label: str, choices: Any, missing: str, **options: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={"required": missing, "invalid_choice": missing},
        **options,
    )


class CohortForm(ActionForm):
    """What a cohort is, and its days."""

    name = Line(
        label="Name",
        help_text="For example: Sutton and Merton, autumn 2026",
        missing="Enter a name",
        max_length=120,
    )
    day_1 = DayField(label="Day 1", error_messages={"required": "Enter day 1"})
    day_2 = DayField(
        label="Day 2",
        help_text="About six weeks later, so that what was agreed can be done",
        error_messages={"required": "Enter day 2"},
    )
    is_online = forms.BooleanField(label="Both days are online", required=False)
    place = Line(
        label="Place", help_text="Town or building, where you meet in person", required=False, max_length=200
    )
    first_wave_on = DayField(
        label="First invitations go out on",
        help_text="By themselves, on that day. Leave empty to send them by hand",
        required=False,
    )
    second_wave_on = DayField(label="Second invitations go out on", required=False)
    cover_note = _words(
        "Cover costs", "Who pays for cover while a lead is away, how much, and how it is claimed"
    )

    def sections(self) -> list[tuple[str, list[Any]]]:
        names = [
            ("", ["host", "name"]),
            ("Days", ["day_1", "day_2", "is_online", "place"]),
            ("Invitations", ["first_wave_on", "second_wave_on", "cover_note"]),
        ]
        return [(heading, [self[name] for name in found if name in self.fields]) for heading, found in names]


class NewCohort(CohortForm):
    """Also which team hosts it: its provider keeps what is written, and its area says which schools can come."""

    host = forms.ModelChoiceField(
        Team.objects.none(),
        label="Which team hosts it?",
        help_text="Its area says which schools can take part, and its provider keeps the record",
        empty_label="Choose a team",
        error_messages={
            "required": "Choose the team that hosts it",
            "invalid_choice": "Choose a team of the list",
        },
    )

    def __init__(self, *args: Any, hosts: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["host"]
        field.queryset = hosts


class PersonForm(ActionForm):
    name = Line(label="Name", missing="Enter their name", max_length=100)
    job = Line(
        label="What they do",
        help_text="For example: senior mental health lead",
        required=False,
        max_length=100,
    )
    email = _email()


class WithWave(PersonForm):
    wave = forms.TypedChoiceField(
        label="When are they invited?",
        choices=[(1, "With the first invitations"), (2, "With the second")],
        coerce=int,
        initial=1,
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={"required": "Choose when they are invited"},
    )


class SchoolLead(WithWave):
    """The one lead of a school."""

    waits = forms.BooleanField(
        label="Put the school on the waiting list",
        help_text="It is invited, in the order of the list, when somebody says no or does not answer",
        required=False,
    )


class Partner(WithWave):
    kind = _choice(
        "Where are they from?",
        [one for one in Participant.Kind.choices if one[0] != "school"],
        "Choose where they are from",
    )
    organisation = Line(label="Organisation", missing="Enter their organisation", max_length=150)
    field_order = ("kind", "organisation", "name", "job", "email", "wave")


class Attendance(ActionForm):
    """Who came, one answer for each person."""

    def __init__(self, *args: Any, people: Iterable[Participant], which: int, **options: Any) -> None:
        super().__init__(*args, **options)
        self.people = list(people)
        for one in self.people:
            self.fields[one.ref] = forms.ChoiceField(
                label=f"{one.name}, {one.from_where}",
                choices=Participant.Came.choices,
                initial=getattr(one, f"came_day_{which}"),
                required=False,
                error_messages={"invalid_choice": "Choose one of the answers"},
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        return {name: value for name, value in cleaned.items() if name == "submission_key"} | {
            "came": {one.ref: cleaned.get(one.ref, "") for one in self.people}
        }


class ActionFields(ActionForm):
    """What was agreed, by whom, and by when."""

    words = Line(label="What is to be done?", missing="Enter what is to be done", max_length=200)
    owners = forms.ModelMultipleChoiceField(
        Participant.objects.none(),
        label="Who sees to it?",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "nhsuk-checkboxes--small tb-two"}),
        error_messages={
            "required": "Choose who sees to it",
            "invalid_choice": "Choose people of this cohort",
            "invalid_pk_value": "Choose people of this cohort",
        },
    )
    by_day = DayField(label="By which day?", error_messages={"required": "Enter the day"})

    def __init__(self, *args: Any, people: Any, of: Framework, **options: Any) -> None:
        super().__init__(*args, **options)
        owners: Any = self.fields["owners"]
        owners.queryset = people
        owners.label_from_instance = lambda one: f"{one.name}, {one.from_where}"
        areas = [(area.code, area.name) for area in of.areas]
        self.fields = {"domain": _choice("Which area is it for?", areas, "Choose an area")} | self.fields


class NewAction(ActionFields):
    agreed_on = DayField(label="When was it agreed?", error_messages={"required": "Enter the day"})


class LookForm(ActionForm):
    """How one action stands, where it is gone through."""

    status = _choice("How does it stand?", JointAction.Status.choices, "Choose how it stands")
    words = Line(label="In a few words", help_text="Where it is dropped: why", required=False, max_length=300)
    when = _choice("When was it said?", ActionLook.When.choices, "Choose when it was said")


class NoteForm(ActionForm):
    kind = _choice("What is it?", MapNote.Kind.choices, "Choose what it is")
    heading = Line(
        label="Of whom or what",
        help_text="For example: school refusal; or a service",
        missing="Enter of whom or what",
        max_length=120,
    )
    words = _words("In words", "Who takes it; or whom to ring, when, and a number", missing="Enter the words")


class AnswerInvitation(ActionForm):
    comes = forms.TypedChoiceField(
        choices=[("yes", "Yes"), ("no", "No")],
        coerce=lambda value: value == "yes",
        error_messages={"required": "Choose yes or no", "invalid_choice": "Choose yes or no"},
    )


class SayOfAction(ActionForm):
    """Done or not yet, by an owner."""

    status = forms.ChoiceField(
        label="How does it stand?",
        choices=[("done", "Done"), ("in_progress", "Not yet")],
        widget=forms.RadioSelect,  # nothing is chosen for anybody
        error_messages={"required": "Choose done or not yet", "invalid_choice": "Choose done or not yet"},
    )
    words = Line(label="In a few words, if you like", required=False, max_length=300)


class RatingForm(ActionForm):
    """All that is rated, on one page: seven areas and four measures. Any may be left out."""

    def __init__(
        self, *args: Any, of: Framework, given: Mapping[str, int] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.of, given = of, given or {}
        for one in (*of.areas, *of.measures):
            self.fields[one.code] = self._field(one, given.get(one.code, ""))

    def _field(self, one: Asked, given: int | str) -> forms.ChoiceField:
        lowest = self.of.lowest if self.of.area(one.code) else 1
        steps = [(str(lowest + place), words) for place, words in enumerate(one.levels)]
        outside = f"Choose an answer from {lowest} to {lowest + len(steps) - 1} to “{one.name}”"
        return forms.ChoiceField(
            label=one.question,
            choices=[*((value, f"{value}. {words}") for value, words in steps), NOT_SAID],
            initial=str(given),
            required=False,
            widget=forms.RadioSelect(attrs=SMALL),
            error_messages={"invalid_choice": outside},
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        codes = [one.code for one in (*self.of.areas, *self.of.measures)]
        return {name: value for name, value in cleaned.items() if name == "submission_key"} | {
            "answers": {code: cleaned.get(code, "") for code in codes}
        }

    def areas(self) -> list[tuple[Asked, Any]]:
        return [(one, self[one.code]) for one in self.of.areas]

    def measures(self) -> list[tuple[Asked, Any]]:
        return [(one, self[one.code]) for one in self.of.measures]
