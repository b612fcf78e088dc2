"""Forms as the NHS design system draws them, with what every change carries: its key and the version it was made on."""

import secrets
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import Jinja2
from django.utils.functional import cached_property


class Renderer(Jinja2):
    """Renders fields by `ui/field.jinja`."""

    form_template_name = "ui/form.jinja"
    field_template_name = "ui/field.jinja"

    @cached_property
    def engine(self) -> Any:
        from django.template import engines

        return engines["jinja2"]


def errors_of(form: forms.BaseForm) -> list[dict[str, str]]:
    """For the error summary of any form, also one that a library made: each error with the field it is about."""
    return [
        {"text": str(message), "href": _place_of(form, name)}
        for name, messages in form.errors.items()
        for message in messages
    ]


def _place_of(form: forms.BaseForm, name: str) -> str:
    """Where an error leads: to its field, and one of the whole form to the field that the form says it asks for."""
    name = name if name in form.fields else getattr(form, "asked_by_all", "")
    return f"#{form[name].id_for_label or form[name].auto_id}" if name in form.fields else "#main"


def new_submission_key() -> str:
    return secrets.token_hex(16)


class ActionForm(forms.Form):
    """A form whose values go to one action. `cleaned_data` carries `submission_key` and `version` with them."""

    submission_key = forms.RegexField(r"\A[0-9a-f]{32}\Z", widget=forms.HiddenInput)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, record: Any = None, **options: Any) -> None:
        initial = {"submission_key": new_submission_key(), "version": getattr(record, "version", None)}
        options["initial"] = initial | (options.get("initial") or {})
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        """Leaves out the version where the form has none."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("version") is None:
            cleaned.pop("version", None)
        return cleaned

    @property
    def error_list(self) -> list[dict[str, str]]:
        """For the error summary: each error with the field it is about."""
        return errors_of(self)


class DayWidget(forms.MultiWidget):
    """A day as three boxes."""

    def __init__(self, attrs: Any = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]]
        boxes = {part: forms.TextInput(attrs={"inputmode": "numeric"}) for part in ("day", "month", "year")}
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if value else [None, None, None]


class DayField(forms.MultiValueField):
    """A day typed as day, month and year."""

    widget = DayWidget

    def __init__(self, *, wrong: str = "Enter a real date, for example 27 3 2026", **options: Any) -> None:
        self.wrong = wrong
        parts = [forms.CharField(required=False, max_length=4) for _ in range(3)]
        super().__init__(fields=parts, require_all_fields=False, **options)

    def compress(self, values: list[str]) -> Any:
        if not any(values or []):
            return None
        try:
            day, month, year = (int(value) for value in values)
            if year < 1900:
                raise ValueError
            return date(year, month, day)
        except (ValueError, OverflowError):
            raise ValidationError(self.wrong) from None
