"""What is typed to import the register of schools."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.domain.sheets import LARGEST
from trailblazer.places.register import day_in_name
from trailblazer.ui.forms import ActionForm, DayField

MB = 1024 * 1024


class RegisterField(forms.FileField):
    """A file of at most what may be unpacked; what is in it is read later, and elsewhere."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if file and file.size > LARGEST:
            raise ValidationError(f"Choose a file of at most {LARGEST // MB} MB")
        return file


class Upload(ActionForm):
    file = RegisterField(
        label="Register of schools",
        help_text="The file of all fields as published: .csv, .gz or .zip, at most 100 MB unpacked.",
        error_messages={
            "required": "Choose the register of schools",
            "empty": "Choose a file that is not empty",
        },
    )
    links = RegisterField(
        label="Links between schools (optional)",
        help_text="The file of links as published. It says which school came after which.",
        required=False,
        error_messages={"empty": "Choose a file that is not empty"},
    )
    as_at = DayField(
        label="Which day does it tell of?",
        help_text="Leave this empty if the name of the file holds its day, as in edubasealldata20260130.csv.",
        required=False,
        wrong="Enter the day of the register, for example 30 1 2026",
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean(self) -> dict[str, Any]:
        """The day typed, or else the day in the file's name. A register cannot tell of a day to come."""
        cleaned = super().clean()
        if self.errors:
            return cleaned
        day = cleaned.get("as_at") or day_in_name(cleaned["file"].name)
        if day is None:
            self.add_error("as_at", "Enter the day of the register. The name of the file does not hold it")
        elif day > self.today:
            self.add_error("as_at", "Enter a day that is not in the future")
        cleaned["as_at"] = day
        return cleaned


class Confirm(ActionForm):
    """A button that does one thing once."""
