"""Whom a letter goes to, and whether it may."""

from dataclasses import dataclass
from datetime import date

from trailblazer.domain import consent
from trailblazer.domain.consent import Allowed, Standing
from trailblazer.letters.models import Letter
from trailblazer.young_people.models import YoungPerson

SAFEGUARDING = "safeguarding"


@dataclass(frozen=True)
class Recipient:
    """One person or office. `kind` is one of domain.consent.Recipient; `address` an email, a number or a postal one."""

    kind: str
    name: str
    address: str


def standing_of(young_person: YoungPerson | None) -> Standing:
    """What this young person and their family agreed to, as it stands; nothing is known of someone without a record."""
    if young_person is None:
        return Standing()
    said = [
        consent.Said(row.purpose, consent.Answer(row.answer), row.happened_on, row.pk)
        for row in young_person.consents.all()
    ]
    return Standing(
        answers=consent.current(said),
        quiet=_quiet(young_person),
        is_location_protected=young_person.is_location_protected,
    )


def _quiet(young_person: YoungPerson) -> consent.Quiet:
    steps = list(young_person.quiet_mode_steps.order_by("-happened_on", "-pk")[:1])
    return consent.Quiet(is_on=bool(steps) and steps[0].step != "off", since=_day(steps))


def _day(steps: list) -> date | None:  # type: ignore[type-arg]
    return steps[0].happened_on if steps else None


def may_go(to: Recipient, channel: str, young_person: YoungPerson | None, purpose: str) -> Allowed:
    """Whether it may go now; when not, why, in a sentence that a colleague can act on."""
    allowed = consent.may_send(
        channel,
        consent.Recipient(to.kind),
        standing_of(young_person),
        is_safeguarding=purpose == SAFEGUARDING,
    )
    if not allowed:
        return allowed
    if not to.address.strip():
        return Allowed(False, f"No address for {Letter.Channel(channel).label.lower()} is known")
    if channel == Letter.Channel.TEXT:
        return Allowed(False, "Text messages cannot be sent from here yet. Ring instead")
    return allowed
