"""What became of messages that GOV.UK Notify took: one that did not arrive has failed, and somebody hears of it."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from trailblazer.letters import by_notify, sending
from trailblazer.letters.faults import ServerAway
from trailblazer.letters.models import Letter

KEPT_FOR = timedelta(days=7)  # by Notify
WORDS = {
    "permanent-failure": "There is no such number or address, or it takes no messages",
    "temporary-failure": "The telephone or the mailbox did not take it: switched off, full, or out of reach",
    "technical-failure": "It was lost on the way",
}


def mark_what_did_not_arrive() -> int:
    """Marks those of the last week that did not arrive. Gives how many."""
    if settings.DEMO or not settings.NOTIFY_API_KEY:
        return 0
    try:
        failed = by_notify.client().failed()
    except ServerAway:
        return 0
    since = timezone.now() - KEPT_FOR
    letters = list(Letter.objects.filter(ref__in=failed, state=Letter.State.SENT, sent_at__gte=since))
    for letter in letters:
        sending.fail(letter, WORDS[failed[letter.ref]])
    return len(letters)
