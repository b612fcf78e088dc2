"""Whether words look as though they hold somebody's full name.

It reads the words alone, and asks no record: an answer that depended on whom the team knows would tell whoever writes.
Names written in small letters pass, and so does a first name by itself; a capital word of the school's own that stands
beside another may be taken for a name, and the sentence says what to write instead.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files

PAIR = re.compile(r"\b([^\W\d_][\w’'-]+)[ \t]+(?=([^\W\d_][\w’'-]+))")
OWNS = re.compile(r"[’']s\Z")
BEGINS_SENTENCE = re.compile(r"(?:\A|[.!?:;\n•*])\s*\Z")


@cache
def _file() -> dict[str, list[str]]:
    source = files("trailblazer.data") / "capital_words.toml"
    return tomllib.loads(source.read_text(encoding="utf-8"))


@cache
def _ordinary() -> frozenset[str]:
    """Words that are written with a capital and are nobody's name, in small letters."""
    return frozenset(_file()["words"])


@cache
def _beginnings() -> frozenset[str]:
    """Words with which a sentence begins before a first name."""
    return frozenset(_file()["beginnings"])


def full_name_in(text: str) -> str:
    """The first two words that look like a first and a last name, as they were typed; nothing if there are none."""
    for found in PAIR.finditer(text):
        first, second = found.group(1), found.group(2)
        begins = BEGINS_SENTENCE.search(text[: found.start()])
        if begins and first.casefold() in _beginnings():
            continue
        if _is_a_name(first) and _is_a_name(second):
            return f"{first} {OWNS.split(second)[0]}"
    return ""


def _is_a_name(word: str) -> bool:
    plain = OWNS.split(word)[0]
    return word[:1].isupper() and not plain.isupper() and plain.casefold() not in _ordinary()
