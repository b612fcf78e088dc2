"""What other apps bring to the page of a school, or to where its people start: a template, and what it is given."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.places.models import School

Given = Callable[[School, Membership, date], dict[str, Any] | None]
Waiting = Callable[[Membership, date], dict[str, Any] | None]


@dataclass(frozen=True)
class Told:
    """Who is told in a school that somebody is not safe. An empty `telephone` is not known."""

    name: str
    telephone: str


@dataclass(frozen=True)
class Card:
    """One card at the side of a school's page; None leaves it out. `place` orders them.

    A wide one stands in the main column.
    """

    place: int
    template: str
    given: Given
    is_wide: bool = False


_CARDS: list[Card] = []
_CARDS_OF_OUR_SCHOOL: list[Card] = []
_TOLD: list[Callable[[Membership, date], list[Told]]] = []
_WHAT_WAITS: list[tuple[str, Waiting]] = []


def add_card(card: Card) -> None:
    """Adds a card to the page of every school. Called from an app's `ready`."""
    if card not in _CARDS:
        _CARDS.append(card)


def cards_of(
    school: School, member: Membership, today: date, *, wide: bool = False
) -> list[tuple[str, dict[str, Any]]]:
    return _in_order([card for card in _CARDS if card.is_wide is wide], school, member, today)


def add_card_of_our_school(card: Card) -> None:
    """Adds a card to the first page of a school's own lead. Called from an app's `ready`."""
    if card not in _CARDS_OF_OUR_SCHOOL:
        _CARDS_OF_OUR_SCHOOL.append(card)


def cards_of_our_school(
    school: School, member: Membership, today: date, *, wide: bool = False
) -> list[tuple[str, dict[str, Any]]]:
    wanted = [card for card in _CARDS_OF_OUR_SCHOOL if card.is_wide is wide]
    return _in_order(wanted, school, member, today)


def figures_of(cards: list[tuple[str, dict[str, Any]]]) -> list[dict[str, Any]]:
    """What cards give to a strip of figures by the name "figures": counted once, for the card and the strip."""
    return [figure for _, given in cards for figure in given.get("figures", ())]


def add_what_waits(template: str, given: Waiting) -> None:
    """Adds to what is said first where somebody of a school starts; None where nothing waits. From an app's `ready`."""
    if (template, given) not in _WHAT_WAITS:
        _WHAT_WAITS.append((template, given))


def add_who_is_told(given: Callable[[Membership, date], list[Told]]) -> None:
    """Adds to whom pages name beside *Someone not safe?* in a member's own school. From an app's `ready`."""
    if given not in _TOLD:
        _TOLD.append(given)


def who_is_told(member: Membership, today: date) -> list[Told]:
    """The designated safeguarding lead of a member's own school, where somebody wrote them down."""
    return [one for given in _TOLD for one in given(member, today)] if member.school_id else []


def what_waits(member: Membership, today: date) -> list[tuple[str, dict[str, Any]]]:
    found = [(template, given(member, today)) for template, given in _WHAT_WAITS]
    return [(template, given) for template, given in found if given is not None]


def _in_order(
    cards: list[Card], school: School, member: Membership, today: date
) -> list[tuple[str, dict[str, Any]]]:
    in_order = sorted(cards, key=lambda card: card.place)
    found = [(card.template, card.given(school, member, today)) for card in in_order]
    return [(template, given) for template, given in found if given is not None]
