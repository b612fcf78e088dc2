"""The form by which a school confirms its contacts without an account: one answer for each who has a role."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms

from trailblazer.school_leads.actions.confirming import CHANGED, LEFT, SAME, Said
from trailblazer.school_leads.forms.keeping import role_choices
from trailblazer.school_leads.models import SchoolRole
from trailblazer.ui.forms import ActionForm, DayField
from trailblazer.young_people.forms.fields import Words, email_field, name_field, telephone_field

ANSWERS = [(SAME, "Still right"), (CHANGED, "Something changed"), (LEFT, "Has left, or does this no more")]
A_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Block:
    """One person of the form: who it is, the answer, and what opens beneath it."""

    role: SchoolRole
    answer: forms.BoundField
    changed: Sequence[forms.BoundField]
    left: Sequence[forms.BoundField]


class ConfirmForm(ActionForm):
    add_role = forms.ChoiceField(label="Role", required=False)
    add_name = name_field("Name", "a name", required=False)
    add_email = email_field(help_text="At work")
    add_telephone = telephone_field(required=False)
    words = Words(
        label="Anything else the team should know?",
        help_text="For example a new designated safeguarding lead. Name no child",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    answered_by = name_field("Your name", "your name", missing="Enter your name")

    def __init__(self, *args: Any, held: Sequence[SchoolRole], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.held, self.today = held, today
        role = self.fields["add_role"]
        role.choices = [("", "Choose"), *role_choices()]  # type: ignore[attr-defined]
        for one in held:
            self._ask_about(one)

    def _ask_about(self, one: SchoolRole) -> None:
        self.fields[f"{one.ref}-answer"] = forms.ChoiceField(
            label=f"{one.name}, {one.words}",
            choices=ANSWERS,
            widget=forms.RadioSelect,
            error_messages={"required": f"Choose whether this is still right: {one.name}, {one.words}"},
        )
        for name, field in (
            ("name", name_field("Name", "a name", required=False)),
            ("email", email_field()),
            ("telephone", telephone_field(required=False)),
        ):
            field.initial = getattr(one, name)
            self.fields[f"{one.ref}-{name}"] = field
        self.fields[f"{one.ref}-last_day"] = DayField(label="Last day, if you know it", required=False)

    @property
    def blocks(self) -> list[Block]:
        return [
            Block(
                one,
                self[f"{one.ref}-answer"],
                [self[f"{one.ref}-{name}"] for name in ("name", "email", "telephone")],
                [self[f"{one.ref}-last_day"]],
            )
            for one in self.held
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for one in self.held:
            self._check(one, cleaned)
        added = any(cleaned.get(f"add_{name}") for name in ("role", "name", "email", "telephone"))
        if added and not cleaned.get("add_role"):
            self.add_error("add_role", "Choose the role of whoever is new")
        if added and not cleaned.get("add_name"):
            self.add_error("add_name", "Enter the name of whoever is new")
        return cleaned

    def _check(self, one: SchoolRole, cleaned: dict[str, Any]) -> None:
        answer, last_day = cleaned.get(f"{one.ref}-answer"), cleaned.get(f"{one.ref}-last_day")
        if answer == CHANGED and not cleaned.get(f"{one.ref}-name"):
            self.add_error(f"{one.ref}-name", "Enter the name")
        if answer == LEFT and last_day is not None:
            if last_day < one.starts_on:
                self.add_error(f"{one.ref}-last_day", "Enter a last day after the day on which they began")
            elif last_day > self.today + A_YEAR:
                self.add_error(f"{one.ref}-last_day", "Enter a last day within a year from now")

    @property
    def said(self) -> list[Said]:
        """What was answered of each, in the order of the page."""
        given = self.cleaned_data
        return [
            Said(
                one.ref,
                given[f"{one.ref}-answer"],
                given[f"{one.ref}-name"],
                str(given[f"{one.ref}-email"]).lower(),
                given[f"{one.ref}-telephone"],
                given[f"{one.ref}-last_day"],
            )
            for one in self.held
        ]

    @property
    def added(self) -> dict[str, str] | None:
        given = self.cleaned_data
        if not given.get("add_name"):
            return None
        named = {name: str(given[f"add_{name}"]) for name in ("role", "name", "email", "telephone")}
        return named | {"email": named["email"].lower()}
