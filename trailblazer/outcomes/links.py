"""The secret link to one form: made from the reference and the service's own key, so that a reminder can say it again.

It is 32 bytes, and only its SHA-256 is kept. Opening it changes nothing, so a mail scanner cannot use it up: the birth
month swaps it into a session, and it leaves the address.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access import wall
from trailblazer.access.secret_keys import newest_first
from trailblazer.outcomes.models import Ask


def secret_of(ask: Ask) -> str:
    """The secret of its link. Where the service's key was turned over since, the one that was given out."""
    by_keys = [_secret(ask.ref, key) for key in newest_first()]
    return next((secret for secret in by_keys if fingerprint(secret) == ask.secret_hash), by_keys[0])


def can_be_said_again(ask: Ask) -> bool:
    """Whether the secret that was given out can still be made: not when the service's key went for good since."""
    return fingerprint(secret_of(ask)) == ask.secret_hash


def _secret(ref: str, key: str) -> str:
    made = salted_hmac("outcomes.ask", ref, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode("ascii").rstrip("=")


def fingerprint(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(ask: Ask) -> str:
    """The whole address of its link."""
    return f"{settings.ORIGIN}{reverse('outcomes:open', args=[secret_of(ask)])}"


def by_secret(secret: str) -> Ask | None:
    """What this secret opens. Whose it is is only then known, so the wall is open for this one look-up."""
    with wall.within(wall.EVERYONE):
        found = Ask.objects.filter(secret_hash=fingerprint(secret))
        return found.select_related("young_person").first()


def is_birth_month(ask: Ask, month: int, year: int) -> bool:
    """Whether the young person was born in it. A wrong one is counted; after five, nothing opens it any more."""
    with wall.within([ask.provider_id]), transaction.atomic():
        fresh = Ask.objects.select_for_update(of=("self",)).select_related("young_person").get(pk=ask.pk)
        if fresh.is_locked:
            return False
        born_on = fresh.young_person.born_on
        if (born_on.month, born_on.year) == (month, year):
            return True
        fresh.wrong_months += 1
        fresh.save(update_fields=["wrong_months"])
    return False
