"""Writing a letter: which, to whom and how; then its words."""

from collections.abc import Iterable
from typing import Any

from django import forms

from trailblazer.letters.catalogue import Kind
from trailblazer.letters.models import Letter
from trailblazer.letters.writing import Reach
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.forms.fields import Line, Words

LONGEST = 20_000


class ChooseLetter(forms.Form):
    """Asked by the address, so that the next page can be gone back to. It holds codes and references, and no names."""

    letter = forms.ChoiceField(
        label="Which letter?",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose a letter", "invalid_choice": "Choose a letter"},
    )
    to = forms.ChoiceField(
        label="To whom?",
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose to whom it goes", "invalid_choice": "Choose to whom it goes"},
    )
    channel = forms.ChoiceField(
        label="How?",
        choices=Letter.Channel.choices,
        widget=forms.RadioSelect(attrs={"class": "nhsuk-radios--small"}),
        error_messages={"required": "Choose how it goes", "invalid_choice": "Choose how it goes"},
    )

    def __init__(self, *args: Any, kinds: Iterable[Kind], reaches: Iterable[Reach], **options: Any) -> None:
        super().__init__(*args, **options)
        self.kinds = {kind.code: kind for kind in kinds}
        self.reaches = {reach.key: reach for reach in reaches}
        self.fields["letter"].choices = [(k.code, k.name) for k in self.kinds.values()]  # type: ignore[attr-defined]
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (r.key, f"{r.name}, {r.words}" if r.name else r.words) for r in self.reaches.values()
        ]

    def clean(self) -> dict[str, Any]:
        """Whether this letter is for them, and goes this way."""
        cleaned = super().clean() or self.cleaned_data
        kind, reach = self.kinds.get(cleaned.get("letter", "")), self.reaches.get(cleaned.get("to", ""))
        channel = cleaned.get("channel", "")
        if kind and reach and reach.kind not in kind.to:
            self.add_error("to", f"“{kind.name}” is not for them. Choose another letter or somebody else")
        if kind and channel and channel not in kind.channels:
            way = Letter.Channel(channel).label.lower()
            self.add_error("channel", f"“{kind.name}” does not go by {way}. Choose another way")
        return cleaned


class LetterForm(ActionForm):
    """The words of one letter; for somebody who is not on the record also who and where."""

    recipient_name = Line(label="Their name", missing="Enter who it goes to", max_length=100)
    address = Words(
        label="Their address",
        missing="Enter where it goes",
        max_length=254,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    subject = Line(label="Subject", help_text="It names nobody", missing="Enter a subject", max_length=200)
    words = Words(
        label="The words, exactly as they go",
        missing="Write what the letter says",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
    )

    def __init__(self, *args: Any, reach: Reach, channel: str, **options: Any) -> None:
        super().__init__(*args, **options)
        if not reach.is_typed:
            del self.fields["recipient_name"], self.fields["address"]
        else:
            ways = {"email": "Their email address", "text": "Their mobile number"}
            self.fields["address"].label = ways.get(channel, "Their postal address")
            if channel != "post":
                self.fields["address"].widget = forms.TextInput()
        if channel == Letter.Channel.TEXT:
            del self.fields["subject"]
            self.fields["words"].help_text = "At most 918 characters, without the young person’s name"
