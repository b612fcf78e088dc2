"""What other apps bring to the page of an activity or an order: a template, and what it is given."""

from collections.abc import Callable
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.activities.models import Order, SchoolActivity

Given = Callable[[SchoolActivity | Order, Membership], dict[str, Any] | None]
_CARDS: list[tuple[str, Given]] = []


def add_card(template: str, given: Given) -> None:
    """None leaves it out. Called from an app's `ready`."""
    if (template, given) not in _CARDS:
        _CARDS.append((template, given))


def cards_of(work: SchoolActivity | Order, member: Membership) -> list[tuple[str, dict[str, Any]]]:
    found = [(template, given(work, member)) for template, given in _CARDS]
    return [(template, given) for template, given in found if given is not None]
