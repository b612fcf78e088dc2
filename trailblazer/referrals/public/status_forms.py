"""Forms of the status page."""

from typing import Any

from django import forms

from trailblazer.referrals.public.fields import LineField, WordsField
from trailblazer.referrals.public.forms import SKIP
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.words import gettext, marked


class NumberField(forms.IntegerField):
    """A whole number between two, typed by hand, with one sentence for whatever else is typed."""

    def __init__(self, *, least: int, most: int, wide: int, wrong: Any, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": f"nhsuk-input--width-{wide}"})
        super().__init__(min_value=least, max_value=most, widget=widget, **options)
        self.error_messages.update(dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong))


class LookUpForm(forms.Form):
    """By reference number and birth month."""

    typed = LineField(
        most=60,
        required=True,
        label=marked("Reference number"),
        help_text=marked("16 letters and numbers. You got it when you sent your request."),
    )
    month = NumberField(
        least=1,
        most=12,
        wide=2,
        label=marked("Month of birth"),
        help_text=marked("As a number, for example 3. Of the child or young person it is about."),
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
        self.fields["typed"].error_messages["required"] = marked("Enter your reference number.")

    def say_not_found(self) -> None:
        self.add_error(
            None,
            gettext(
                "We cannot show a request for this number and month. Check both. After 5 tries the number is "
                "closed: then ask the team for a new link."
            ),
        )


class AddForm(ActionForm):
    words = WordsField(
        required=True,
        rows=8,
        label=marked("What would you like to add?"),
        error_messages={
            "required": marked("Enter what you would like to add."),
        },
    )
    is_one_question = True


class WithdrawForm(ActionForm):
    words = WordsField(rows=3, most=500, label=marked("Anything you want to tell us?"), help_text=SKIP)
