"""The small forms: one button, one box, one choice."""

from typing import Any

from django import forms

from trailblazer.referrals.actions.adding import LONGEST
from trailblazer.referrals.actions.deciding import LONGEST_ANSWER
from trailblazer.ui.forms import ActionForm


class OneButton(ActionForm):
    """A button that does one thing, with its own key. Several may stand on a page, so its fields have no ids."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, auto_id=False, **options)


class MatchButton(OneButton):
    young_person = forms.CharField(max_length=16)


class CloseButton(OneButton):
    """With why, where something speaks against closing."""

    why = forms.CharField(max_length=300, required=False)


class TalkedForm(OneButton):
    """What a young child said when somebody of the team had talked with them."""

    school_may_know = forms.TypedChoiceField(
        choices=(("yes", "Yes, they agree that school knows"), ("no", "No, not school")),
        coerce=lambda value: value == "yes",
    )


class DoubtsForm(OneButton):
    words = forms.CharField(max_length=LONGEST)


class AnswerForm(ActionForm):
    words = forms.CharField(
        label="The answer, exactly as it will be sent",
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 16}),
        error_messages={"required": "Enter the answer"},
    )


class WordsForm(ActionForm):
    words = forms.CharField(
        label="What would you like to add?",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what you want to add"},
    )


class WithdrawForm(ActionForm):
    words = forms.CharField(
        label="Why, if you want to say",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
