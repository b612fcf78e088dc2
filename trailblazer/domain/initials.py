"""Initials: what a list on paper calls somebody whom it may not name."""

import unicodedata


def initials(*names: str) -> str:
    """The first letter of each part of a name, joined names among them: Mary-Ann O’Neil is M-A O."""
    letters = [
        "-".join(_first(part) for part in word.split("-") if _first(part)) for word in " ".join(names).split()
    ]
    return " ".join(letter for letter in letters if letter)


def _first(word: str) -> str:
    """The first letter as it is read, with the marks that belong to it; nothing where there is no letter."""
    composed = unicodedata.normalize("NFC", word)
    return next((letter.upper() for letter in composed if letter.isalpha()), "")
