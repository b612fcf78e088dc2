"""The forms of decisions and escalations."""

from datetime import date
from typing import Any

from django import forms

from trailblazer.domain import governance as rule
from trailblazer.governance.forms.fields import LONGEST, NO_NAMES, day, text
from trailblazer.governance.forms.meetings import OfItem
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line


class DecisionForm(OfItem):
    text = text("What was decided?", NO_NAMES, missing="Enter what was decided", rows=3)
    owner = Line(
        label="Who does it? (optional)",
        max_length=120,
        help_text="Leave empty where there is nothing to do, such as a decision to agree to something",
    )
    due_on = day("By which day? (needed where somebody does it)")


class DoneForm(ActionForm):
    done_on = day("On which day was it done?", "Enter the day it was done")
    done_words = Line(label="In a few words (optional)", max_length=LONGEST)


class EscalateForm(ActionForm):
    what = Line(
        label="What is escalated, and what is asked for?",
        missing="Enter what is escalated",
        help_text=NO_NAMES,
        max_length=LONGEST,
    )
    from_level = forms.ChoiceField(
        label="From which level?", error_messages={"required": "Choose the level it comes from"}
    )
    to_level = forms.ChoiceField(
        label="To which level?", error_messages={"required": "Choose the level it goes to"}
    )
    to_whom = Line(label="To whom there? (optional)", max_length=120)
    raised_on = day("Since when?", "Enter the day it was raised")
    due_on = day("By when is an answer asked for?", "Enter the day an answer is asked for")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        known = {"raised_on": today, "due_on": rule.answer_due(today), "from_level": "board"}
        super().__init__(*args, initial=known, **options)
        for name in ("from_level", "to_level"):
            field: Any = self.fields[name]
            field.choices = [("", "Choose"), *rule.levels().items()]


class AnswerForm(ActionForm):
    answer = text("What is the answer?", NO_NAMES, missing="Enter the answer", rows=3)
    answered_on = day("On which day?", "Enter the day of the answer")

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"answered_on": today}, **options)


class CloseForm(ActionForm):
    closed_words = Line(
        label="Why is nothing more waited for?",
        missing="Enter why nothing more is waited for",
        max_length=LONGEST,
    )
