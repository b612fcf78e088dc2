"""Names, numbers and dates that say who someone is: their checks and their shapes.

Each function gives the value as it is kept, or raises NotValid with a sentence that says what is wrong and what to do.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

NAME_LIMIT = 100
YOUNGEST, OLDEST = 5, 25
LAST_YEAR_GROUP = 13
LINE_ENDS = "\t\n\r"
JOINERS = "\u200c\u200d"
# Letters that no decomposition takes apart, as they are written without their strokes.
WITHOUT_STROKES = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)


class NotValid(ValueError):
    """What was typed cannot be kept, in a sentence for the person at the screen."""


def nhs_number(text: str) -> str:
    """Ten digits with their check digit (modulus 11, NHS Data Dictionary). Spaces and dashes are let pass."""
    digits = re.sub(r"[\s\-\u2010-\u2015]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise NotValid("Enter an NHS number of 10 digits, for example 999 000 0018, or leave it empty")
    if _check_digit(digits[:9]) != int(digits[9]) or not int(digits):
        raise NotValid("This is not an NHS number: one of its digits is wrong. Check it, or leave it empty")
    return digits


def _check_digit(stem: str) -> int:
    """0 to 9; 10 where no number with this stem exists."""
    total = sum(int(digit) * weight for digit, weight in zip(stem, range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11


def test_nhs_number(index: int) -> str | None:
    """The number of this place (0 to 999,999) in the range kept for tests, or None where it has no check digit."""
    stem = f"999{index:06}"
    check = _check_digit(stem)
    return None if check == 10 else f"{stem}{check}"


def show_nhs_number(digits: str) -> str:
    """999 000 0018"""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}"


def urn(text: str) -> int:
    """A school's unique reference number: six or seven digits."""
    if not re.fullmatch(r"[0-9]{6,7}", text.strip()):
        raise NotValid("Enter a URN of 6 digits")
    return int(text)


def ukprn(text: str) -> str:
    """A provider reference number: eight digits beginning with 1."""
    if not re.fullmatch(r"1[0-9]{7}", text.strip()):
        raise NotValid("Enter a UKPRN of 8 digits, beginning with 1")
    return text.strip()


def ods_code(text: str) -> str:
    """The code of a health organisation: three to eight letters and digits, in capitals."""
    code = text.strip().upper()
    if not re.fullmatch(r"[A-Z0-9]{3,8}", code):
        raise NotValid("Enter an ODS code of 3 to 8 letters and digits, for example RQY")
    return code


def postcode(text: str) -> str:
    """A postcode with its one space: SM5 3PT."""
    letters = re.sub(r"\s", "", text).upper()
    if not re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}", letters):
        raise NotValid("Enter a full postcode, for example SM5 3PT, or leave it empty")
    return f"{letters[:-3]} {letters[-3:]}"


def person_name(text: str, what: str = "name") -> str:
    """A name as it is written: composed, with single spaces, without marks that cannot be seen or that turn text round.

    The joiners of Persian and of the scripts of India are kept: they are part of how a name is spelt.
    """
    if len(text) > NAME_LIMIT:
        raise NotValid(f"Enter a {what} of at most {NAME_LIMIT} characters. This one has {len(text):,}")
    if any(unicodedata.category(letter) in ("Cc", "Co", "Cs") and letter not in LINE_ENDS for letter in text):
        raise NotValid(f"Enter the {what} without control characters: type it again instead of pasting it")
    seen = "".join(letter for letter in text if unicodedata.category(letter) != "Cf" or letter in JOINERS)
    name = " ".join(unicodedata.normalize("NFC", seen).split()).strip(" " + JOINERS)
    if text.strip() and not any(unicodedata.category(letter).startswith("L") for letter in name):
        raise NotValid(f"Enter a {what} with letters")
    if len(name) > NAME_LIMIT:  # a few letters are longer once composed
        raise NotValid(f"Enter a {what} of at most {NAME_LIMIT} characters")
    return name


def match_key(text: str) -> str:
    """A name as it is compared: without case, accents, punctuation and spaces. The length is bounded first.

    Vowel signs that are letters of their own (in Hindi or Thai) stay; accents and optional vowels (in Arabic) go.
    Letters that only look alike, such as a Latin and a Cyrillic "a", stay two.
    """
    folded = unicodedata.normalize("NFKD", text[: 4 * NAME_LIMIT]).casefold()
    folded = unicodedata.normalize("NFKD", folded).translate(WITHOUT_STROKES)
    return "".join(letter for letter in folded if letter.isalnum() or _is_vowel_sign(letter))


def _is_vowel_sign(letter: str) -> bool:
    is_mark = unicodedata.category(letter) in ("Mn", "Mc") and unicodedata.combining(letter) == 0
    return is_mark and not 0xFE00 <= ord(letter) <= 0xFE0F  # those only choose how an emoji is drawn


def age_on(born_on: date, day: date) -> int:
    """Whole years. Someone born on 29 February has their birthday on 1 March in other years."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def birth_date(born_on: date, today: date) -> date:
    """A birth date of a child or young person who may be helped at all: not to come, and at most 25 years old."""
    if born_on > today:
        raise NotValid("Enter a date of birth in the past. This one is still to come")
    if age_on(born_on, today) > OLDEST:
        raise NotValid(f"Enter the date of birth of someone aged {YOUNGEST} to {OLDEST}. Check the year")
    return born_on


@dataclass(frozen=True)
class AgeFinding:
    """That an age is outside what a team helps: refused, or only a warning."""

    is_refused: bool
    words: str


def age_finding(
    born_on: date, today: date, youngest: int = YOUNGEST, oldest: int = OLDEST
) -> AgeFinding | None:
    """What is to be said of an age against a team's range; nothing where it is within. Four in Reception only warns."""
    age = age_on(born_on, today)
    if youngest <= age <= oldest:
        return None
    if school_year_group(born_on, today) == "Reception" and age < youngest <= YOUNGEST:
        return AgeFinding(
            False, "This child is 4. Children in Reception may be helped: check the date of birth"
        )
    return AgeFinding(
        True, f"Enter the date of birth of someone aged {youngest} to {oldest}. This person is {age}"
    )


def school_year_group(born_on: date, today: date) -> str:
    """The usual year group: Reception, Year 1 to Year 13, or nothing outside school age. Years begin on 1 September."""
    starts_in = today.year if today.month >= 9 else today.year - 1
    number = age_on(born_on, date(starts_in, 8, 31)) - 4
    if number == 0:
        return "Reception"
    return f"Year {number}" if 1 <= number <= LAST_YEAR_GROUP else ""
