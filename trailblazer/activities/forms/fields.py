"""Fields that the forms of activities share."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.access.models import Membership
from trailblazer.activities.models import Material
from trailblazer.domain.activities import LONGEST, MOST_PEOPLE, Audience, kinds

SMALL = {"class": "nhsuk-radios--small"}
SMALL_BOXES = {"class": "nhsuk-checkboxes--small"}


def audience_field(label: str = "Whom is it for?") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[(one.value, one.words) for one in Audience],
        widget=forms.RadioSelect(attrs=SMALL),
        error_messages={"required": "Choose whom it is for", "invalid_choice": "Choose one of the answers"},
    )


def kind_field(*, empty: str = "") -> forms.ChoiceField:
    first = [("", empty)] if empty else []
    return forms.ChoiceField(
        label="What kind of activity?",
        choices=[*first, *((one.code, one.name) for one in kinds().values())],
        required=not empty,
        widget=forms.Select if empty else forms.RadioSelect(attrs=SMALL),
        error_messages={
            "required": "Choose what kind of activity it is",
            "invalid_choice": "Choose one of the kinds",
        },
    )


def number_field(label: str, least: int, most: int, wrong: str, **options: Any) -> forms.IntegerField:
    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "autocomplete": "off", "class": "nhsuk-input--width-4"}
    )
    faults = dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong)
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, widget=widget, error_messages=faults, **options
    )


def people_field(label: str, *, least: int, **options: Any) -> forms.IntegerField:
    return number_field(
        label, least, MOST_PEOPLE, f"Enter a number from {least} to {MOST_PEOPLE:,}", **options
    )


def minutes_field(label: str = "How many minutes?", *, least: int = 1, **options: Any) -> forms.IntegerField:
    return number_field(label, least, LONGEST, f"Enter minutes from {least} to {LONGEST}", **options)


def staff_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Who of your team?",
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        error_messages={
            "required": "Choose who of your team does it",
            "invalid_choice": "Choose people of your team",
        },
    )


def materials_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Materials from the library",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=SMALL_BOXES),
        error_messages={"invalid_choice": "Choose materials of your library"},
    )


def offer_people(form: Any, people: Iterable[Membership]) -> None:
    """Gives the form its colleagues, by their reference."""
    form.people_here = {one.ref: one for one in people}
    form.fields["staff"].choices = [(ref, one.user.name) for ref, one in form.people_here.items()]


def offer_materials(form: Any, materials: Iterable[Material]) -> None:
    form.library = {one.ref: one for one in materials}
    form.fields["materials"].choices = [(ref, one.title) for ref, one in form.library.items()]
    if not form.library:
        del form.fields["materials"]


def chosen(form: Any, cleaned: dict[str, Any]) -> None:
    """Puts the colleagues and materials themselves in the place of their references."""
    if "staff" in cleaned:
        cleaned["staff"] = [form.people_here[ref] for ref in cleaned["staff"]]
    if hasattr(form, "library"):
        cleaned["materials"] = [form.library[ref] for ref in cleaned.get("materials", [])]
