"""From a form's field to the options of the design system's component."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from trailblazer.ui.forms import DayWidget
from trailblazer.ui.words import gettext

LABEL = "nhsuk-label--s"
LEGEND = "nhsuk-fieldset__legend--s"


def field_options(field: BoundField) -> dict[str, Any]:
    """What kind of component shows this field, with the component's options."""
    kind = _kind_of(field.field.widget)
    error = str(field.errors[0]) if field.errors else ""
    options = _common(field, error) | _OPTIONS[kind](field)
    if kind in ("radios", "checkboxes"):
        del options["id"]  # the first answer has it: an error leads there, and its label needs it alone
    return {"kind": kind, "options": options, "error": error}


def _kind_of(widget: forms.Widget) -> str:
    kinds = (
        (DayWidget, "day"),
        (forms.FileInput, "file"),
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.CheckboxInput, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.Select, "select"),
        (forms.Textarea, "textarea"),
    )
    return next((kind for cls, kind in kinds if isinstance(widget, cls)), "input")


def _common(field: BoundField, error: str) -> dict[str, Any]:
    options: dict[str, Any] = {"id": field.id_for_label or field.auto_id, "name": field.html_name}
    if field.help_text:
        options["hint"] = {"text": field.help_text}
    if error:
        options["errorMessage"] = {"text": error, "visuallyHiddenText": gettext("Error")}
    return options


def _is_heading(field: BoundField) -> bool:
    """Whether this field is the question of its page, so that its label is the page's heading.

    `is_one_question` of a form is true where it has one field, or the name of the field that is the question.
    """
    question = getattr(field.form, "is_one_question", False)
    return question is True or question == field.name


def _label(field: BoundField) -> dict[str, Any]:
    if _is_heading(field):
        return {"label": {"text": field.label, "classes": "nhsuk-label--l", "isPageHeading": True}}
    return {"label": {"text": field.label, "classes": LABEL}}


def _fieldset(field: BoundField) -> dict[str, Any]:
    legend: dict[str, Any] = {"text": field.label, "classes": LEGEND}
    if _is_heading(field):
        legend = {"text": field.label, "classes": "nhsuk-fieldset__legend--l", "isPageHeading": True}
    return {"fieldset": {"legend": legend}}


def _text(field: BoundField) -> dict[str, Any]:
    widget = field.field.widget
    shown: dict[str, Any] = {
        "value": _value(field),
        "type": getattr(widget, "input_type", "text"),
        "attributes": {},
    }
    attributes = dict(widget.attrs)
    for name in ("inputmode", "autocomplete"):
        if name in attributes:
            shown[name] = attributes.pop(name)
    shown["classes"] = attributes.pop("class", "")
    shown["attributes"] = {name: str(value) for name, value in attributes.items()}
    if _needs_spellcheck_off(field):
        shown["spellcheck"] = False
    return _label(field) | shown


def _needs_spellcheck_off(field: BoundField) -> bool:
    return isinstance(field.field, forms.EmailField) or "name" in field.name or "number" in field.name


def _textarea(field: BoundField) -> dict[str, Any]:
    rows = field.field.widget.attrs.get("rows", 4)
    return _label(field) | {"value": _value(field), "rows": str(rows)}


def _value(field: BoundField) -> str:
    """What was typed stays, but for a password."""
    value = "" if isinstance(field.field.widget, forms.PasswordInput) else field.value()
    return "" if value is None else str(value)


def _items(field: BoundField, chosen_key: str) -> list[dict[str, Any]]:
    chosen = field.value()
    chosen_values = {str(value) for value in (chosen if isinstance(chosen, list | tuple) else [chosen])}
    hints = getattr(field.field, "hints", {})
    dividers = getattr(field.field, "dividers", {})  # words before an answer that stands apart: "or"
    items = []
    for number, (value, label) in enumerate(getattr(field.field, "choices", [])):
        base = field.id_for_label or field.auto_id
        if str(value) in dividers:
            items.append({"divider": str(dividers[str(value)])})
        item: dict[str, Any] = {
            "value": str(value),
            "text": str(label),
            chosen_key: str(value) in chosen_values,
        }
        item["id"] = base if number == 0 else f"{base}-{number + 1}"
        if str(value) in hints:
            item["hint"] = {"text": hints[str(value)]}
        items.append(item)
    return items


def _radios(field: BoundField) -> dict[str, Any]:
    classes = field.field.widget.attrs.get("class", "")
    return _fieldset(field) | {
        "items": _items(field, "checked"),
        "classes": classes,
        "idPrefix": field.auto_id,
    }


def _checkboxes(field: BoundField) -> dict[str, Any]:
    classes = field.field.widget.attrs.get("class", "")
    if isinstance(field.field.widget, forms.CheckboxInput):
        item = {"value": "on", "text": str(field.label), "checked": bool(field.value()), "id": field.auto_id}
        return {"items": [item], "classes": classes, "idPrefix": field.auto_id, "hint": None}
    return _fieldset(field) | {
        "items": _items(field, "checked"),
        "classes": classes,
        "idPrefix": field.auto_id,
    }


def _select(field: BoundField) -> dict[str, Any]:
    return _label(field) | {"items": _items(field, "selected")}


def _day(field: BoundField) -> dict[str, Any]:
    value = field.value()
    parts = value if isinstance(value, list) else field.field.widget.decompress(value)
    wrong = " nhsuk-input--error" if field.errors else ""
    # The names of the boxes are those that DayWidget reads.
    boxes = (("day", gettext("Day"), 2), ("month", gettext("Month"), 2), ("year", gettext("Year"), 4))
    items = [
        {
            "name": f"{field.html_name}_{part}",
            "label": words,
            "id": field.auto_id if part == "day" else f"{field.auto_id}_{part}",
            "value": "" if typed is None else str(typed),
            "classes": f"nhsuk-input--width-{width}{wrong}",
            "inputmode": "numeric",
        }
        for (part, words, width), typed in zip(boxes, parts, strict=True)
    ]
    return _fieldset(field) | {"id": f"{field.auto_id}-day", "namePrefix": "", "items": items}


_OPTIONS = {
    "input": _text,
    "file": _text,
    "textarea": _textarea,
    "select": _select,
    "radios": _radios,
    "checkboxes": _checkboxes,
    "day": _day,
}
