"""Pages of other apps about the same pupil, named beside a request as its school reads it."""

from django.urls import reverse

_PAGES: dict[str, str] = {}


def add_page_beside(name: str, words: str) -> None:
    """Adds a page by the name of its address, which takes a request's reference. Called from an app's `ready`."""
    _PAGES[name] = words


def pages_beside(ref: str) -> list[tuple[str, str]]:
    """The words and the address of each."""
    return [(words, reverse(name, args=[ref])) for name, words in _PAGES.items()]
