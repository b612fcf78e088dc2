"""Decisions of a board that an allocation may name. Who keeps boards brings them; this app knows of none by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.models import Membership, Organisation


@dataclass(frozen=True)
class Minuted:
    """A decision of a board: its reference, what it is called, and the page it stands on."""

    ref: str
    number: str
    words: str
    decided_on: date
    address: str


Offer = Callable[[Membership, Organisation], list[Minuted]]
_OFFERS: list[Offer] = []


def add_offer(offer: Offer) -> None:
    """Adds decisions that can be named. Called from an app's `ready`."""
    if offer not in _OFFERS:
        _OFFERS.append(offer)


def minuted_for(member: Membership, team: Organisation) -> list[Minuted]:
    """The newest first."""
    found = [one for offer in _OFFERS for one in offer(member, team)]
    return sorted(found, key=lambda one: one.decided_on, reverse=True)
