"""The secret link by which a school confirms its contacts: made from the reference and the service's own key.

Only its SHA-256 is kept. Opening it changes nothing, so a mail scanner cannot use it up; a button puts it into the
session, and the secret leaves the address.
"""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access import wall
from trailblazer.access.limits import Allowance
from trailblazer.access.secret_keys import newest_first
from trailblazer.school_leads.models import Confirmation

IN_SESSION = "school_contacts"
WRONG_LINKS = Allowance("unknown links of contacts from one place", 20, timedelta(hours=1))
ANSWERS = Allowance("answers to one link of contacts", 20, timedelta(hours=1))


def secret_of(one: Confirmation) -> str:
    """The secret of its link. Where the service's key was turned over since, the one that was given out."""
    by_keys = [_secret(one.ref, key) for key in newest_first()]
    return next((secret for secret in by_keys if fingerprint(secret) == one.secret_hash), by_keys[0])


def _secret(ref: str, key: str) -> str:
    made = salted_hmac("school_leads.confirmation", ref, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode("ascii").rstrip("=")


def fingerprint(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(one: Confirmation) -> str:
    return f"{settings.ORIGIN}{reverse('school_leads:confirm_open', args=[secret_of(one)])}"


def by_secret(secret: str) -> Confirmation | None:
    """What this secret opens. Whose it is is only then known, so the wall is open for this one look-up."""
    with wall.within(wall.EVERYONE):
        found = Confirmation.objects.filter(secret_hash=fingerprint(secret))
        return found.select_related("school", "team", "provider").first()


def hold(request: HttpRequest, one: Confirmation) -> None:
    request.session.cycle_key()
    request.session[IN_SESSION] = one.ref


def held_by(request: HttpRequest) -> Confirmation | None:
    """What this session may confirm. The wall then stands open for its provider alone."""
    ref = request.session.get(IN_SESSION)
    if not ref:
        return None
    with wall.within(wall.EVERYONE):
        found = Confirmation.objects.filter(ref=ref)
        one = found.select_related("school", "team", "provider").first()
    if one is not None:
        wall.set_to([one.provider_id])
    return one
