"""The codes with which a survey is answered, made from their reference and the service's key (decision 0014).

A code is twelve letters and figures, 60 bits, and only its SHA-256 is kept. It belongs to a year group and to nobody in
it; which answer was given with it is written nowhere.
"""

from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access import wall
from trailblazer.access.references import ALPHABET, new_ref, unspoken
from trailblazer.access.secret_keys import newest_first
from trailblazer.surveys.models import Survey, WayIn

LETTERS = 12


def made_for(survey: Survey, group: str, *, is_slip: bool) -> WayIn:
    """A way in that is not saved yet."""
    ref = new_ref()
    common = {"provider_id": survey.provider_id, "team_id": survey.team_id, "school_id": survey.school_id}
    hash_ = fingerprint(_code(ref, newest_first()[0]))
    return WayIn(**common, ref=ref, survey=survey, group=group, secret_hash=hash_, is_slip=is_slip)


def code_of(way: WayIn) -> str:
    """Where the service's key was turned over since, the one that was given out."""
    by_keys = [_code(way.ref, key) for key in newest_first()]
    return next((one for one in by_keys if fingerprint(one) == way.secret_hash), by_keys[0])


def _code(ref: str, key: str) -> str:
    made = salted_hmac("surveys.way_in", ref, secret=key, algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in made[:LETTERS])


def fingerprint(code: str) -> str:
    return sha256(code.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(way: WayIn) -> str:
    return f"{settings.ORIGIN}{reverse('surveys:answer', args=[code_of(way)])}"


def enter_address() -> str:
    """Where a code is typed."""
    return f"{settings.ORIGIN}{reverse('surveys:enter')}"


def by_code(typed: str) -> WayIn | None:
    """What this code opens, however it was typed. Whose it is is only then known, so the wall is open for this look-up;
    from here on it stands open for that provider alone.
    """
    with wall.within(wall.EVERYONE):
        kept = WayIn.objects.filter(secret_hash=fingerprint(unspoken(typed)))
        found = kept.select_related("survey__school", "survey__responder__user").first()
    if found is not None:
        wall.set_to([found.provider_id])
    return found
