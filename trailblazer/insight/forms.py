"""The forms of a report: publish it, and say why it is withdrawn or corrected."""

from django import forms

from trailblazer.insight.models import LONGEST_REASON
from trailblazer.ui.forms import ActionForm


class Publish(ActionForm):
    """Nothing to fill in: what is published stands on the page above it."""


class Why(ActionForm):
    reason = forms.CharField(
        label="Why?",
        help_text="The school reads this. Name nobody, and no figure that is hidden.",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Enter why, in a sentence that the school reads"},
    )
