"""A request for support that is begun from another page, with what was said there already filled in."""

from collections.abc import Sequence

from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.referrals.actions import keep_draft
from trailblazer.referrals.journeys import JOURNEYS, draft_of

ASK = "ask"


def begin_request(*, by: Membership, reasons: Sequence[str], year_group: str = "") -> str:
    """Begins an unsent request with these reasons, the main one first, and nothing else. Gives where it goes on.

    Risk is never filled in for anyone. Raises NotPossible where one is being written already: it is not written over.
    """
    journey = JOURNEYS[ASK]
    if draft_of(by, journey) is not None:
        raise NotPossible("You have a request that you did not send. Send or delete it first")
    if year_group:
        keep_draft(by=by, journey=ASK, step="who", answers={"year_group": [year_group]})
    answers = {"main_reason": list(reasons[:1]), "other_reasons": list(reasons[1:])}
    keep_draft(by=by, journey=ASK, step="need", answers=answers)
    return journey.start
