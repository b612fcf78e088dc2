from django import forms
from django.conf import settings

from trailblazer.letters.models import Letter
from trailblazer.ui.filters import Filters

# State to its words and colour. In a demonstration nothing is sent, so what waits would have gone.
TAGS = {
    Letter.State.QUEUED: ("Would have gone" if settings.DEMO else "Waiting", "blue"),
    Letter.State.SENT: ("Sent", "white"),
    Letter.State.HELD: ("Held back", "orange"),
    Letter.State.FAILED: ("Could not be sent", "red"),
}
STATES = [("", "All"), *((state, words) for state, (words, _) in TAGS.items())]


class FindLetters(Filters):
    """What the list of letters is narrowed by."""

    q = forms.CharField(label="To whom, or what about", max_length=100)
    state = forms.ChoiceField(label="Status", choices=STATES)
    channel = forms.ChoiceField(label="Sent by", choices=[("", "All"), *Letter.Channel.choices])
