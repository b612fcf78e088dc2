"""The secret link and the reference by which someone without an account reads where their request is.

A link is a key and grants little: never earlier answers, never a name. Only its hash is kept. Opening it changes
nothing, so a mail scanner cannot use it up; it is swapped into the session and leaves the address.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access import wall
from trailblazer.access.limits import Allowance
from trailblazer.access.references import unspoken
from trailblazer.access.today import now
from trailblazer.referrals.models import Referral, StatusLink

HELD_IN_SESSION = "request"
SECRET_BYTES = 24  # 192 bits

OPENINGS = Allowance("status link opened", 30, timedelta(hours=1))
# After five wrong months a reference no longer opens anything until the team gives a new link.
WRONG_MONTHS = Allowance("wrong birth month", 5, timedelta(days=3650))
LOOKUPS_FROM_ONE_ADDRESS = Allowance("look-up by reference", 200, timedelta(hours=1))


def new_secret() -> str:
    return secrets.token_urlsafe(SECRET_BYTES)


def secret_after(draft_secret: str) -> str:
    """The link's secret for a request just sent: the same however often the form is sent, and known only to its
    sender, who alone holds the secret of the draft."""
    return salted_hmac("trailblazer.status_link", draft_secret, algorithm="sha256").hexdigest()[:48]


def issue(referral: Referral, secret: str = "") -> str:
    """Gives this request a link, and its reference new tries. The secret is returned once and kept nowhere."""
    secret = secret or new_secret()
    StatusLink.objects.get_or_create(
        secret_hash=_hash(secret),
        defaults={"provider_id": referral.provider_id, "referral": referral, "made_at": now()},
    )
    WRONG_MONTHS.forget(referral.ref)
    return secret


def address_of(secret: str) -> str:
    """The whole address of a link, as it is shown once and sent in the receipt."""
    return f"{settings.ORIGIN}{reverse('referrals:status_open', args=[secret])}"


def by_secret(secret: str) -> Referral | None:
    """The request that this secret opens. Whose it is is only then known, so the wall is open for this one look-up."""
    with wall.within(wall.EVERYONE):
        link = StatusLink.objects.filter(secret_hash=_hash(secret)).select_related("referral").first()
    return link.referral if link else None


def by_reference(typed: str, month: int, year: int) -> Referral | None:
    """The request of this reference, if the birth month is right and not too many wrong ones were tried.

    A reference that does not exist is counted and answered in the same way as one that does.
    """
    ref = unspoken(typed)[:40]
    with wall.within(wall.EVERYONE):
        referral = Referral.objects.filter(ref=ref, born_on__isnull=False).first()
    is_spent = WRONG_MONTHS.is_spent(ref)
    born_on = referral.born_on if referral else None
    is_right = born_on is not None and (born_on.month, born_on.year) == (month, year)
    if is_right and not is_spent:
        return referral
    WRONG_MONTHS.take(ref)
    return None


def hold(request: HttpRequest, referral: Referral) -> None:
    """From here on this session, under a new key, reads this one request."""
    request.session.cycle_key()
    request.session[HELD_IN_SESSION] = referral.ref


def let_go(request: HttpRequest) -> None:
    request.session.pop(HELD_IN_SESSION, None)


def held_by(request: HttpRequest) -> Referral | None:
    """The request that this session may read. The wall then stands open for its provider alone."""
    if not (ref := request.session.get(HELD_IN_SESSION)):
        return None
    with wall.within(wall.EVERYONE):
        referral = Referral.objects.filter(ref=ref).first()
    if referral is not None:
        wall.set_to([referral.provider_id])
    return referral


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
