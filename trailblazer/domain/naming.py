"""Whether words that are kept for many hold a name of one: a group note goes on every member's record.

Names are compared without accents and case, word by word, so "Zoe's" and "ZOË" are found for Zoë. A name that is also
an ordinary word (Grace, Will, May) counts only where it is written as a name: with a capital, and not as the first
word of a sentence.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

SHORTEST = 3  # a name of fewer letters ("Li", "Bo") is compared letter by letter, with its capital
WORD = re.compile(r"[^\W\d_]+")
BEGINS_SENTENCE = re.compile(r"(?:\A|[.!?:;\n•*-])\s*\Z")


@cache
def ordinary_words() -> frozenset[str]:
    """Names that are also words of ordinary notes, in small letters."""
    source = files("trailblazer.data") / "ordinary_names.toml"
    return frozenset(tomllib.loads(source.read_text(encoding="utf-8"))["words"])


def name_in(text: str, names: Iterable[str]) -> str:
    """The first word of the text that is a part of one of these names, as it was typed; nothing if there is none.

    `names` are whole names in any form: "Dunya Al-Ashford" is found by Dunya and by Ashford.
    """
    wanted = {part for name in names for part in words_of(name)}
    plain = {_plain(part) for part in wanted if len(part) >= SHORTEST}
    short = {part for part in wanted if 1 < len(part) < SHORTEST and part[:1].isupper()}
    return next(_names_written(text, plain, short), "")


def _names_written(text: str, plain: set[str], short: set[str]) -> Iterator[str]:
    text = unicodedata.normalize("NFC", text)
    for found in WORD.finditer(text):
        word = found.group()
        if word in short or _plain(word) in plain and not _is_ordinary(word, text[: found.start()]):
            yield word


def _is_ordinary(word: str, before: str) -> bool:
    return _plain(word) in ordinary_words() and (
        not word[:1].isupper() or bool(BEGINS_SENTENCE.search(before))
    )


def words_of(text: str) -> list[str]:
    """The words of a text or the parts of a name, without figures and marks."""
    return WORD.findall(unicodedata.normalize("NFC", text))


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))
