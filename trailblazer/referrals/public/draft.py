"""What someone without an account has written so far: kept on the server, found by a code.

The code stands in their session. Whoever wishes to finish another day, or on another phone, is shown it and types it
there, or opens it as a link. Only its hash is kept beside the answers.
"""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from trailblazer.access import wall
from trailblazer.access.limits import Allowance
from trailblazer.access.references import new_ref, unspoken
from trailblazer.access.today import now
from trailblazer.referrals.actions.drafting import KEPT_FOR
from trailblazer.referrals.models import Draft

SECRET_IN_SESSION = "draft"  # noqa: S105 - the name of a place, not a secret
JOURNEY = "public"
SENT = "sent"
SENT_KEPT_FOR = timedelta(hours=1)
CODES_FROM_ONE_ADDRESS = Allowance("code of unsent answers", 200, timedelta(hours=1))

Answers = dict[str, dict[str, Any]]  # by the name of the question, as JSON


def secret_of(request: HttpRequest) -> str:
    """The code of the draft being written, as a reference; nothing where there is none."""
    return str(request.session.get(SECRET_IN_SESSION, ""))


def of(request: HttpRequest) -> Draft | None:
    """The draft this visitor is writing, while it is kept."""
    secret = secret_of(request)
    return _kept(secret) if secret else None


def carry_on(request: HttpRequest, typed: str) -> bool:
    """From here on this session, under a new key, writes the unsent answers of this code, if they are still kept."""
    secret = unspoken(typed)
    draft = _kept(secret)
    if draft is None or SENT in draft.answers:
        return False
    request.session.cycle_key()
    request.session[SECRET_IN_SESSION] = secret
    return True


def answers_of(request: HttpRequest) -> Answers:
    """What this visitor answered so far, by question; nothing once it is sent."""
    draft = of(request)
    return draft.answers if draft and SENT not in draft.answers else {}


def sent_of(request: HttpRequest) -> dict[str, Any] | None:
    """What the page after sending says, for an hour."""
    draft = of(request)
    return draft.answers.get(SENT) if draft else None


def keep(request: HttpRequest, answers: Mapping[str, dict[str, Any]]) -> Draft:
    """Keep the answers to these questions beside the others, for seven days from now. Begins the draft if need be."""
    with wall.within(wall.EVERYONE), transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).filter(secret_hash=_hash(secret_of(request)))
        kept = draft.filter(by=None, goes_at__gt=now()).exclude(answers__has_key=SENT).first() or _begun(
            request
        )
        kept.answers = kept.answers | dict(answers)
        kept.goes_at = now() + KEPT_FOR
        kept.save()
    return kept


def mark_sent(request: HttpRequest, said: dict[str, Any]) -> None:
    """The answers are with the team now; only what the page after sending says stays, for an hour."""
    with wall.within(wall.EVERYONE):
        Draft.objects.filter(secret_hash=_hash(secret_of(request)), by=None).update(
            answers={SENT: said}, goes_at=now() + SENT_KEPT_FOR
        )


def submission_key(request: HttpRequest) -> str:
    """One draft makes one request, however often and from however many pages it is sent."""
    return sha256(f"send {secret_of(request)}".encode()).hexdigest()[:32]


def delete(request: HttpRequest) -> None:
    """Forget what was written, here and in the session."""
    if secret := request.session.pop(SECRET_IN_SESSION, ""):
        with wall.within(wall.EVERYONE):
            Draft.objects.filter(secret_hash=_hash(secret), by=None).delete()


def _begun(request: HttpRequest) -> Draft:
    secret = new_ref()
    request.session[SECRET_IN_SESSION] = secret
    return Draft(secret_hash=_hash(secret), journey=JOURNEY, started_at=now())


def _kept(secret: str) -> Draft | None:
    with wall.within(wall.EVERYONE):
        return Draft.objects.filter(
            secret_hash=_hash(secret), by=None, journey=JOURNEY, goes_at__gt=now()
        ).first()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
