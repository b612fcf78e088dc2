"""The forms of goals and their ratings."""

from typing import Any

from django import forms

from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line

RATING = dict.fromkeys(("required", "invalid", "min_value", "max_value"), "Enter a rating from 0 to 10")


def rating(label: str, **options: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "nhsuk-input--width-2"}),
        error_messages=RATING,
        **options,
    )


class GoalForm(ActionForm):
    words = Line(
        label="The goal, in their own words",
        missing="Enter the goal",
        max_length=200,
        help_text="What would you like to be different?",
    )
    rating = rating(
        "How near are they to it today?", required=False, help_text="0 is not at all, 10 is reached"
    )


class RateForm(ActionForm):
    rating = rating("How near are they to it?", help_text="0 is not at all, 10 is reached")


class EndGoalForm(ActionForm):
    why = Line(
        label="Why does it end?", help_text="Reached, or no longer theirs", required=False, max_length=200
    )
