"""What somebody still holds, to be said before their role ends. Apps further up add theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.models import Membership


@dataclass(frozen=True)
class Holding:
    """What a member holds, in words, and the page from which it is given to others; none for who may not give it."""

    words: str
    address: str = ""


Asks = Callable[[Membership, Membership, date], Holding | None]
_HOLDINGS: list[Asks] = []


def add_holding(asks: Asks) -> None:
    """Called from an app's `ready`, with what says how much a member holds, for somebody who asks."""
    if asks not in _HOLDINGS:
        _HOLDINGS.append(asks)


def holdings_of(member: Membership, by: Membership, today: date) -> list[Holding]:
    return [found for asks in _HOLDINGS if (found := asks(member, by, today)) is not None]
