"""A request while it is being written."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.referrals.models import Draft

KEPT_FOR = timedelta(days=7)


@action(Permission.ADD_TO_REQUEST, logged_as="draft kept")
def keep_draft(*, by: Membership, journey: str, step: str, answers: dict[str, Any]) -> Draft:
    """Keeps the answers of one step of a member's unsent request, for seven days from now."""
    draft = Draft.objects.filter(by=by, journey=journey).first() or Draft(
        by=by,
        journey=journey,
        secret_hash=sha256(secrets.token_bytes(32)).hexdigest(),
        started_at=now(),
    )
    draft.provider_id = _provider_of(by)
    draft.answers = draft.answers | {step: answers}
    draft.goes_at = now() + KEPT_FOR
    draft.save()
    return draft


@action(Permission.ADD_TO_REQUEST, logged_as="draft deleted")
def drop_draft(*, by: Membership, journey: str) -> None:
    """Stops an unsent request and deletes what was written."""
    Draft.objects.filter(by=by, journey=journey).delete()


def _provider_of(by: Membership) -> int:
    if by.provider_id is not None:
        return by.provider_id
    served = by.organisation.served_by.first()
    if served is None:
        raise NotPossible("No team serves your school yet")
    return served.pk
