"""Words on public pages and in letters go through here. The pseudo-language makes them long and runs them right to
left, so that a test can see which words were left unmarked and which pages break."""

from typing import Any

from django.utils import translation
from django.utils.functional import lazystr

PSEUDO = "en-xa"
OPEN, CLOSE = "⟦", "⟧"
_ACCENTS = str.maketrans("aeiouyAEIOUYcnsz", "àéîöûýÀÉÎÖÛÝçñšž")


def pseudo(text: str) -> str:
    """The text as an invented language: a third longer, accented, in brackets. Placeholders stay."""
    parts, inside = [], False
    for part in _split(text):
        inside = part.startswith(("%", "{", "<"))
        parts.append(part if inside else part.translate(_ACCENTS))
    return f"{OPEN}{''.join(parts)}{'·' * (len(text) // 3)}{CLOSE}"


def _split(text: str) -> list[str]:
    import re

    return [part for part in re.split(r"(%\(\w+\)s|%s|\{\w*\}|<[^>]+>)", text) if part]


def gettext(text: str) -> str:
    if translation.get_language() == PSEUDO:
        return pseudo(text)
    return translation.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    if translation.get_language() == PSEUDO:
        return pseudo(one if count == 1 else many)
    return translation.ngettext(one, many, count)


class _Words:
    """Words looked up in the reader's language each time they are shown."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __str__(self) -> str:
        return gettext(self.text)


def marked(text: str) -> Any:
    """Words of a form or table, written once and shown in the reader's language."""
    return lazystr(_Words(text))


NOT_KNOWN = "not known"

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("CrOS", "Chromebook"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser(user_agent: str) -> str:
    """Chrome on Windows: what a person knows their browser by, from how it presents itself."""
    name = next((words for sign, words in _BROWSERS if sign in user_agent), "Another browser")
    system = next((words for sign, words in _SYSTEMS if sign in user_agent), "")
    return f"{name} on {system}" if system else name
