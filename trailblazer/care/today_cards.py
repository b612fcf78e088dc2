"""What other parts bring to the page of the day: a card at its side, or something above the day's work."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.models import Membership

Given = Callable[[Membership, date], dict[str, Any] | None]


@dataclass(frozen=True)
class TodayCard:
    """A template and what it is given; None leaves it out. `where` is "above" or "side"; `place` orders them."""

    place: int
    where: str
    template: str
    given: Given


_CARDS: list[TodayCard] = []


def add_card(card: TodayCard) -> None:
    """Adds a card. Called from an app's `ready`. Its queries may not grow with what it shows."""
    if card not in _CARDS:
        _CARDS.append(card)


def cards_of(member: Membership, day: date, where: str) -> list[dict[str, Any]]:
    """The cards of one place, in order: the template of each, and what it is given."""
    in_order = sorted((card for card in _CARDS if card.where == where), key=lambda card: card.place)
    found = [(card.template, card.given(member, day)) for card in in_order]
    return [{"template": template, "given": given} for template, given in found if given is not None]
