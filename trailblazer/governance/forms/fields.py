"""Fields that the forms of a board share."""

from django import forms

from trailblazer.ui.forms import DayField
from trailblazer.young_people.forms.fields import Words

LONGEST = 300
NO_NAMES = "Name no child or young person"
SMALL_RADIOS = {"class": "nhsuk-radios--small"}


def text(label: str, hint: str = "", *, missing: str = "", rows: int = 4) -> Words:
    return Words(
        label=label,
        help_text=hint,
        missing=missing,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def day(label: str, missing: str = "", hint: str = "") -> DayField:
    found = DayField(label=label, help_text=hint, required=bool(missing))
    found.error_messages["required"] = missing
    return found
