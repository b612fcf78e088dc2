"""Fields of a form about times."""

from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from trailblazer.domain.times import NotATimeOfDay, time_of_day
from trailblazer.ui.environment import clock_face


class TimeField(forms.CharField):
    """A time of day as people write it; it cleans to a `time`, or None where it was left empty."""

    def __init__(self, *, missing: str = "", **options: Any) -> None:
        options.setdefault("required", bool(missing))
        widget = forms.TextInput(attrs={"class": "nhsuk-input--width-5", "autocomplete": "off"})
        super().__init__(max_length=20, widget=widget, **options)
        self.error_messages |= {"required": missing}

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return time_of_day(typed)
        except NotATimeOfDay as reason:
            raise ValidationError(str(reason)) from None

    def prepare_value(self, value: Any) -> Any:
        return clock_face(value) if isinstance(value, time) else value
