"""Forms of the status page, and of the page where unsent answers are opened again."""

from typing import Any

from django import forms

from trailblazer.referrals.public.fields import LineField
from trailblazer.referrals.public.forms import SKIP
from trailblazer.ui.forms import ActionForm
from trailblazer.ui.public import BirthMonth, WordsField
from trailblazer.ui.words import gettext, marked


class LookUpForm(BirthMonth):
    """By reference number and birth month."""

    typed = LineField(
        most=60,
        required=True,
        label=marked("Reference number"),
        help_text=marked("16 letters and numbers. You got it when you sent your request."),
    )
    field_order = ("typed", "month", "year")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["typed"].error_messages["required"] = marked("Enter your reference number.")
        self.fields["month"].help_text = marked(
            "As a number, for example 3. Of the child or young person it is about."
        )

    def say_not_found(self) -> None:
        self.add_error(
            None,
            gettext(
                "We cannot show a request for this number and month. Check both. After 5 tries the number is "
                "closed: then ask the team for a new link."
            ),
        )


class CodeForm(forms.Form):
    """The code of answers that were not sent yet."""

    typed = LineField(
        most=60,
        required=True,
        label=marked("Your code"),
        help_text=marked("16 letters and numbers. You got it when you chose to finish later."),
        error_messages={"required": marked("Enter your code.")},
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **({"use_required_attribute": False} | options))

    def say_not_found(self) -> None:
        self.add_error(
            "typed",
            gettext(
                "Nothing is kept under this code. Check it. Answers that were sent, deleted or not touched for "
                "7 days are gone."
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
