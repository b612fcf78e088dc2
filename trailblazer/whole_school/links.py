"""The secret link by which somebody without an account answers a review, made from its reference and the service's key.

It is 32 bytes, and only its SHA-256 is kept. Opening it changes nothing; a button puts the review into a session.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access import wall
from trailblazer.access.secret_keys import newest_first
from trailblazer.whole_school.models import Respondent

IN_SESSION = "review"


def secret_of(respondent: Respondent) -> str:
    """The secret of its link. Where the service's key was turned over since, the one that was given out."""
    by_keys = [_secret(respondent.ref, key) for key in newest_first()]
    return next((one for one in by_keys if fingerprint(one) == respondent.secret_hash), by_keys[0])


def _secret(ref: str, key: str) -> str:
    made = salted_hmac("whole_school.respondent", ref, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode("ascii").rstrip("=")


def fingerprint(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(respondent: Respondent) -> str:
    return f"{settings.ORIGIN}{reverse('whole_school:open', args=[secret_of(respondent)])}"


def by_secret(secret: str) -> Respondent | None:
    """Whom this secret is of. Only then is it known whose rows they are, so the wall is open for this one look-up."""
    with wall.within(wall.EVERYONE):
        found = Respondent.objects.filter(secret_hash=fingerprint(secret))
        return found.select_related("review", "school").first()


def hold(request: HttpRequest, respondent: Respondent) -> None:
    """From here on this session, under a new key, answers this one review."""
    request.session.cycle_key()
    request.session[IN_SESSION] = respondent.ref


def held_by(request: HttpRequest) -> Respondent | None:
    """Whose answers this session gives. The wall then stands open for their provider alone."""
    ref = request.session.get(IN_SESSION)
    if not ref:
        return None
    with wall.within(wall.EVERYONE):
        found = Respondent.objects.filter(ref=ref, member=None).select_related("review", "school").first()
    if found is not None:
        wall.set_to([found.provider_id])
    return found
