"""Fields and forms that several public pages share: plain, marked words, and what was typed stays."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from trailblazer.ui.words import gettext, marked

LONGEST_WORDS = 5_000  # characters


class WordsField(forms.CharField):
    """A few lines in someone's own words. Any script and any sign is welcome, up to a length."""

    def __init__(self, *, rows: int = 6, most: int = LONGEST_WORDS, **options: Any) -> None:
        self.most = most
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **({"required": False} | options))

    def clean(self, value: Any) -> str:
        text = str(value or "").replace("\x00", "").replace("\r\n", "\n")
        if len(text) > self.most:
            raise ValidationError(
                gettext("Use %(most)s letters or fewer. You have %(typed)s. Your words are still here.")
                % {"most": f"{self.most:,}", "typed": f"{len(text):,}"}
            )
        return str(super().clean(text))


class NumberField(forms.IntegerField):
    """A whole number between two, typed by hand, with one sentence for whatever else is typed."""

    def __init__(self, *, least: int, most: int, wide: int, wrong: Any, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": f"nhsuk-input--width-{wide}"})
        super().__init__(min_value=least, max_value=most, widget=widget, **options)
        self.error_messages.update(dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong))


class BirthMonth(forms.Form):
    """The month and year in which the young person was born."""

    month = NumberField(
        least=1,
        most=12,
        wide=2,
        label=marked("Month of birth"),
        help_text=marked("As a number, for example 3."),
        wrong=marked("Enter a month from 1 to 12."),
    )
    year = NumberField(
        least=1990,
        most=2100,
        wide=4,
        label=marked("Year of birth"),
        wrong=marked("Enter a year, for example 2012."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"use_required_attribute": False} | options))


def posted(request: HttpRequest) -> Any:
    """What was sent, be it empty; nothing where the page is only looked at."""
    return request.POST if request.method == "POST" else None
