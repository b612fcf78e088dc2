"""A letter that could not be sent is somebody's to look at: whoever waits for it does not know that it failed."""

from typing import Any

from django.urls import reverse

from trailblazer.access.records import Service
from trailblazer.alerts.actions import raise_alert
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import SAFEGUARDING, Letter

KINDS = {SAFEGUARDING: "safeguarding_letter_failed"}
ANY_OTHER = "letter_failed"


def say_so(letter: Letter, **_: Any) -> None:
    """Raises an alert for the team, in the transaction that marks the letter. Its words name nobody.

    While an alert about this letter is open there is no second one; a letter that fails again after somebody closed
    the alert is looked at again.
    """
    kind = KINDS.get(letter.purpose, ANY_OTHER)
    if Alert.objects.open().filter(kind=kind, about=letter.ref).exists():
        return
    raise_alert(
        kind,
        words=f"{letter.get_channel_display()}: whoever it is for has not had it",
        provider=letter.provider,
        team=letter.team,
        young_person=letter.young_person,
        by=Service(),
        about=letter.ref,
        about_address=reverse("letters:letter", args=[letter.ref]),
    )
