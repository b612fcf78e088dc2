from django import forms

from trailblazer.ui.forms import ActionForm


class Close(ActionForm):
    """What was done about an alert."""

    what_was_done = forms.CharField(
        label="What was done",
        help_text="Whom you spoke to, what you agreed, and what happens next",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Enter what was done"},
    )
