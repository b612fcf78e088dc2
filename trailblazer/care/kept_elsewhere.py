"""Other work that another part wrote down with more beside it: it is corrected there, so that both say the same."""

from collections.abc import Callable, Iterable, Mapping

from trailblazer.care.models import Activity

Places = Callable[[list[Activity]], Mapping[int, str]]
_PLACES: list[Places] = []


def add_places(places: Places) -> None:
    """Adds a part that gives the address of the page where each of its activities is corrected. One query or two."""
    if places not in _PLACES:
        _PLACES.append(places)


def kept_elsewhere(activities: Iterable[Activity]) -> dict[int, str]:
    """Where each is corrected, by its key; those that other work itself corrects are not among them."""
    asked = list(activities)
    found: dict[int, str] = {}
    for places in _PLACES:
        found.update(places(asked))
    return found
