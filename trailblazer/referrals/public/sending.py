"""Sending: what was written and confirmed becomes a request of the team, with its link."""

from datetime import timedelta
from typing import Any

from trailblazer.access import wall
from trailblazer.access.limits import Allowance
from trailblazer.access.records import Visitor
from trailblazer.referrals import actions
from trailblazer.referrals.models import Referral
from trailblazer.referrals.public.forms import CHANNELS
from trailblazer.referrals.public.receiving import Receiver
from trailblazer.referrals.public.told import Told, Voice

# A whole school may share one address; one phone sends few requests.
FROM_ONE_DEVICE = Allowance("requests from one device", 5, timedelta(hours=1))
FROM_ONE_ADDRESS = Allowance("requests from one address", 200, timedelta(hours=1))


def send(told: Told, receiver: Receiver, *, secret: str, submission_key: str) -> Referral:
    """Makes the request that was checked and confirmed, or finds it where it was sent before. Raises NotPossible.

    No young person is made or changed: the request waits to be matched.
    """
    assert receiver.team is not None, "the door is open"
    with wall.within([receiver.team.provider.pk]):
        received: Referral = actions.receive(
            by=Visitor(),
            source=told.voice.value,
            school=receiver.school,
            team=receiver.team,
            link_secret=secret,
            submission_key=submission_key,
            **values_of(told),
        )
    return received


def values_of(told: Told) -> dict[str, Any]:
    """The answers by the names that a request keeps them under."""
    words = told.of("words", "own_words")
    is_child = told.voice is Voice.CHILD
    return {
        "first_name": told.of("about", "first_name"),
        "last_name": told.of("about", "last_name"),
        "known_as": told.of("about", "known_as"),
        "born_on": told.born_on,
        "year_group": told.of("about", "year_group"),
        "nhs_number": told.of("about", "nhs_number"),
        "postcode": told.of("about", "postcode"),
        "school_as_told": told.of("place", "school_as_told"),
        "requester_name": told.of("contact", "requester_name"),
        "requester_relationship": told.of("contact", "relationship"),
        "requester_email": told.of("contact", "email"),
        "requester_telephone": told.of("contact", "telephone"),
        "reasons": told.reasons,
        "worry": words if is_child else "",
        "own_words": "" if is_child else words,
        "how_long": told.of("how-long", "how_long"),
        "school_at_risk": told.of("going-to-school", "school_at_risk", []),
        "tried": told.of("tried", "tried"),
        "already_helping": told.of("helpers", "already_helping", []),
        "risks": told.risks,
        "risk_words": told.of("safe", "risk_words"),
        "wishes": told.answers.get("wishes", {}),
        "consents": consents_of(told),
    }


def consents_of(told: Told) -> dict[str, str]:
    """What was agreed to, by purpose, as it was told. A wish that parents are not told is kept as that, no more."""
    purposes = ("tell_school", "tell_parent", "tell_gp")
    said = {purpose: told.of("tell", purpose) or "not_asked" for purpose in purposes}
    ticked = told.of("contact", "channels", [])
    was_asked = bool(ticked or told.of("contact", "email") or told.of("contact", "telephone"))
    unticked = "refused" if was_asked else "not_asked"
    given = {channel: "given" if channel in ticked else unticked for channel in CHANNELS}
    # Asking for oneself is asking for help; for a child, a parent says so in the question about it.
    agreed = "given" if told.voice is Voice.ME else told.of("tell", "help") or "not_asked"
    return {"help": agreed, **said, **given}
