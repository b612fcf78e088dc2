"""One cell of a published file: what it says, or in a sentence why it says nothing that can be kept."""

import re
import unicodedata
from collections.abc import Callable, Collection
from datetime import date
from decimal import Decimal
from typing import Any

from trailblazer.domain import identity

Reader = Callable[[str], Any]
LENGTH_SHOWN = 40
HUNDREDTH = Decimal("0.01")


class CellFault(ValueError):
    """A cell that cannot be kept, and why."""


def text(width: int) -> Reader:
    """Words with single spaces, composed, at most this many characters long."""

    def read(cell: str) -> str:
        words = " ".join(cell.split())
        if not words.isascii():
            words = unicodedata.normalize("NFC", words)
        if not words.isprintable():
            words = _without_invisible(words)
        if len(words) > width:
            raise CellFault(f"This has {len(words):,} characters; at most {width} can be kept")
        return words

    return read


def _without_invisible(words: str) -> str:
    """A soft hyphen is dropped; a control character or a byte that is no letter is refused."""
    kept = "".join(letter for letter in words if unicodedata.category(letter) != "Cf")
    if not kept.isprintable():
        raise CellFault("This holds a character that is not a letter, a figure or a sign")
    return kept


def code(width: int, *, of: str = r"[0-9]+") -> Reader:
    """A code of figures, with the leading noughts that a spreadsheet may have taken off. Empty where not known."""
    shape = re.compile(of)

    def read(cell: str) -> str:
        figures = cell.strip()
        if not figures:
            return ""
        if len(figures) > width or not shape.fullmatch(figures):
            raise CellFault(f"{shown(figures)} is not a code of {width} figures")
        return figures.zfill(width)

    return read


def short_code(width: int) -> Reader:
    """A code of figures that is not filled up with noughts. Empty where not known."""

    def read(cell: str) -> str:
        figures = cell.strip()
        if figures and not re.fullmatch(rf"[0-9]{{1,{width}}}", figures):
            raise CellFault(f"{shown(figures)} is not a code of at most {width} figures")
        return figures

    return read


def one_of(codes: Collection[str]) -> Reader:
    """A code that must be one of these."""

    def read(cell: str) -> str:
        found = cell.strip()
        if found not in codes:
            raise CellFault(f"{shown(found)} is not one of {', '.join(codes)}")
        return found

    return read


def whole(largest: int) -> Reader:
    """A whole number from 0; None where not known, which is not nought."""

    def read(cell: str) -> int | None:
        figures = cell.strip()
        if not figures:
            return None
        if not re.fullmatch(r"[0-9]{1,9}", figures) or int(figures) > largest:
            raise CellFault(f"{shown(figures)} is not a whole number from 0 to {largest:,}")
        return int(figures)

    return read


def metres(largest: int) -> Reader:
    """A grid reference in metres. Nought, which lies in the Atlantic, is how the register writes 'not known'."""
    number = whole(largest)
    return lambda cell: number(cell) or None


def percent(cell: str) -> Decimal | None:
    """A percentage to two decimals; None where not known."""
    figures = cell.strip()
    if not figures:
        return None
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,12})?", figures) or Decimal(figures) > 100:
        raise CellFault(f"{shown(figures)} is not a percentage from 0 to 100")
    return Decimal(figures).quantize(HUNDREDTH)


def day(cell: str) -> date | None:
    """A day written dd-mm-yyyy; None where not known."""
    written = cell.strip()
    if not written:
        return None
    if not (found := re.fullmatch(r"([0-9]{2})-([0-9]{2})-([0-9]{4})", written)):
        raise CellFault(f"{shown(written)} is not a date written dd-mm-yyyy")
    try:
        return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError as reason:
        raise CellFault(f"There is no such day as {written}") from reason


def urn(cell: str) -> int:
    """The six figures that name a school. Longer numbers are ours, for invented schools."""
    if not re.fullmatch(r"[1-9][0-9]{5}", cell.strip()):
        raise CellFault(f"{shown(cell.strip())} is not a URN of 6 figures")
    return int(cell)


def postcode(cell: str) -> str:
    """A postcode with its capitals and its space. Schools abroad write theirs as they do."""
    written: str = _eight(cell)
    try:
        return identity.postcode(written) if written else ""
    except identity.NotValid:
        return written


def required(read: Reader) -> Reader:
    """As the reader, but the cell may not be empty."""

    def read_filled(cell: str) -> Any:
        if not cell or cell.isspace():
            raise CellFault("This cell is empty")
        return read(cell)

    return read_filled


def shown(cell: str) -> str:
    """The start of a cell, as a sentence may show it."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in cell[:LENGTH_SHOWN])
    return f"'{plain}…'" if len(cell) > LENGTH_SHOWN else f"'{plain}'"


_eight = text(8)
