"""Roles that another app keeps, shown here and not typed twice: such as whom a safeguarding concern reaches."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.models import Membership
from trailblazer.places.models import School


@dataclass(frozen=True)
class KeptElsewhere:
    """Somebody in a role that another app keeps. `address` is the page where it is changed, for who may."""

    role: str
    name: str
    email: str = ""
    telephone: str = ""
    checked_on: date | None = None
    address: str = ""


Asks = Callable[[School, Membership, date], list[KeptElsewhere]]
_ASKS: list[Asks] = []


def add_kept_elsewhere(asks: Asks) -> None:
    if asks not in _ASKS:
        _ASKS.append(asks)


def kept_elsewhere(school: School, member: Membership, today: date) -> list[KeptElsewhere]:
    return [one for asks in _ASKS for one in asks(school, member, today)]
