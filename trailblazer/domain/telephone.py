"""Telephone numbers as people type them, in the one shape they are kept in, and as the text service takes them.

Sources: Ofcom, National Telephone Numbering Plan (lengths and first digits of UK numbers); ITU-T E.164 (15 digits at
most). Numbers for drama and tests are Ofcom's own (07700 900000 to 900999, 020 7946 0000 to 0999).
"""

import re
import unicodedata
from dataclasses import dataclass

from trailblazer.domain.identity import NotValid

EXAMPLE = "for example 07700 900118"
LONGEST = 15  # digits with the code of the country, E.164
SHORTEST_ABROAD = 7
LONGEST_EXTENSION = 5
_UK = "44"
# How many digits a UK number has with its 0, by how it begins. Some areas under 01 have one digit fewer.
_LENGTHS = {"01": (10, 11), "02": (11,), "03": (11,), "05": (11,), "07": (11,), "08": (10, 11)}
_NOT_MOBILE = ("070", "076")  # personal numbers and pagers; 07624 is the Isle of Man's mobiles
_EXTENSION = re.compile(r"(?:\bext(?:ension|n)?\.?|\bx|(?<=\d)x|#)\s*:?\s*(\d+)\s*\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """One number: its digits with the code of the country, and an extension where there is one."""

    digits: str
    extension: str = ""

    @property
    def is_uk(self) -> bool:
        return self.digits.startswith(_UK)

    @property
    def shown(self) -> str:
        """As it is kept and read: 07700 900118, 020 7946 0101, 020 7946 0101 x12, +33 123456789."""
        end = f" x{self.extension}" if self.extension else ""
        return (_grouped("0" + self.digits[2:]) if self.is_uk else f"+{self.digits}") + end

    @property
    def for_texts(self) -> str:
        """As a text message is addressed: +447700900118. Raises NotValid for a number that takes none."""
        if self.extension:
            raise NotValid("A number with an extension takes no text messages. Ring instead")
        if not self.is_uk:
            raise NotValid("Text messages go to UK mobile numbers only. Ring instead")
        national = "0" + self.digits[2:]
        is_mobile = national.startswith("07") and not national.startswith(_NOT_MOBILE)
        if not is_mobile and not national.startswith("07624"):
            raise NotValid("This is not a mobile number: those begin 07. Ring instead")
        return f"+{self.digits}"


def number(typed: str) -> Number:
    """The number meant: 07…, +44 7… or 0044 7…, with spaces, brackets, hyphens, dots, an extension. Raises NotValid."""
    text = _plain(typed)
    extension = ""
    if found := _EXTENSION.search(text):
        text, extension = text[: found.start()].rstrip(" ,;"), found[1]
    if len(extension) > LONGEST_EXTENSION:
        raise NotValid("The extension of this telephone number is too long. Check it")
    if not re.fullmatch(r"\+?[0-9 ().\-/]+", text):
        raise NotValid(f"Enter a telephone number, {EXAMPLE}")
    digits = re.sub(r"[^0-9]", "", re.sub(r"\(\s*0\s*\)", "", text) if _is_abroad(text) else text)
    if _is_abroad(text):
        return _from_abroad(digits.removeprefix("00") if not text.startswith("+") else digits, extension)
    return _at_home(digits, extension)


def kept(typed: str) -> str:
    """The number in the shape it is kept in. Raises NotValid."""
    return number(typed).shown


def for_texts(typed: str) -> str:
    """The number as a text message is addressed. Raises NotValid."""
    return number(typed).for_texts


def _plain(typed: str) -> str:
    """Odd spaces and dashes as plain ones; marks of direction, which copied numbers bring along, left out."""
    text = unicodedata.normalize("NFKC", typed)
    seen = (one for one in text if unicodedata.category(one) != "Cf")
    return "".join(
        " " if one.isspace() else "-" if unicodedata.category(one) == "Pd" else one for one in seen
    ).strip()


def _is_abroad(text: str) -> bool:
    return text.startswith(("+", "00", "(+", "(00"))


def _from_abroad(digits: str, extension: str) -> Number:
    """A number with the code of its country, the UK's among them."""
    if digits.startswith(_UK):
        return _at_home(digits[2:] if digits[2:3] == "0" else "0" + digits[2:], extension)
    _check_length(digits, range(SHORTEST_ABROAD, LONGEST + 1), f"{SHORTEST_ABROAD} to {LONGEST}")
    return Number(digits, extension)


def _at_home(digits: str, extension: str) -> Number:
    if digits.startswith(_UK) and len(digits) == 12:
        digits = "0" + digits[2:]
    elif digits.startswith("7") and len(digits) == 10:  # a spreadsheet has eaten the 0
        digits = "0" + digits
    lengths = _LENGTHS.get(digits[:2])
    if lengths is None:
        raise NotValid(f"A UK telephone number begins 01, 02, 03, 07 or 08. Check it, {EXAMPLE}")
    _check_length(digits, lengths, " or ".join(map(str, lengths)))
    return Number(_UK + digits[1:], extension)


def _check_length(digits: str, lengths: range | tuple[int, ...], words: str) -> None:
    if len(digits) in lengths:
        return
    size = "short" if len(digits) < min(lengths) else "long"
    raise NotValid(f"This telephone number is too {size}: it has {len(digits)} digits, not {words}. Check it")


def _grouped(national: str) -> str:
    """Spaces where people pause: 020 7946 0101, 0113 496 0101, 07700 900118."""
    if national.startswith("02"):
        return f"{national[:3]} {national[3:7]} {national[7:]}"
    in_fours = national.startswith(("03", "08")) or national[:2] == "01" and "1" in national[2:4]
    return f"{national[:4]} {national[4:7]} {national[7:]}" if in_fours else f"{national[:5]} {national[5:]}"
