"""What was written, for *Check and confirm*: each answer in words, with the step where it can be changed."""

from typing import Any

from django.forms.boundfield import BoundField

from trailblazer.referrals.forms.asking import StepForm
from trailblazer.referrals.journeys import Journey
from trailblazer.ui.environment import day
from trailblazer.ui.words import NOT_KNOWN


def summary_of(way: Journey, forms: dict[str, StepForm]) -> list[dict[str, Any]]:
    """Each step with its lines: question, answer, where to change it."""
    return [
        {
            "step": step,
            "lines": [
                {"key": field.label, "value": _words(field, forms[step.name])}
                for field in forms[step.name].visible_fields()
            ],
        }
        for step in way.steps
    ]


def _words(field: BoundField, form: StepForm) -> str:
    """An answer as people read it; what was left empty is said to be so, and never a blank."""
    value = form.cleaned_data.get(field.name)
    if value == []:
        return "None chosen"
    if value in (None, ""):
        return NOT_KNOWN
    if isinstance(value, bool):
        return "Yes" if value else "No"
    choices: dict[str, str] = {str(code): str(words) for code, words in getattr(field.field, "choices", [])}
    if isinstance(value, list):
        return ", ".join(choices.get(str(code), str(code)) for code in value)
    if hasattr(value, "year"):
        return day(value)
    return choices.get(str(getattr(value, "pk", value)), str(value))
