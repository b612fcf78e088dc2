"""Whether two records may be of one young person: what is alike, in words, so that a person can decide.

Nothing is merged by a rule. Two different NHS numbers are two people; twins share everything but the first name.
"""

from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import product

from trailblazer.domain.identity import match_key

LIKE = 0.8


@dataclass(frozen=True)
class Person:
    """What is known of someone for the comparison."""

    first_name: str
    last_name: str
    born_on: date | None = None
    postcode: str = ""
    nhs_number: str = ""
    known_as: str = ""


class Strength(IntEnum):
    """How much speaks for one person, weakest first."""

    TWIN = 1
    MAYBE = 2
    LIKELY = 3
    SAME_NUMBER = 4


@dataclass(frozen=True)
class Likeness:
    """That two records may be of one person, or of twins, with the reasons in words."""

    strength: Strength
    reasons: tuple[str, ...]

    @property
    def may_be_twin(self) -> bool:
        return self.strength is Strength.TWIN


def likeness(one: Person, other: Person) -> Likeness | None:
    """What speaks for one person behind two records; None where nothing does. It does not matter which comes first."""
    if one.nhs_number and other.nhs_number:
        if one.nhs_number == other.nhs_number:
            return Likeness(Strength.SAME_NUMBER, ("same NHS number", *_doubts_of_a_number(one, other)))
        return _twins(one, other)
    return _born_alike(one, other) or _twins(one, other) or _otherwise_alike(one, other)


def _doubts_of_a_number(one: Person, other: Person) -> tuple[str, ...]:
    """A number may stand on the wrong record: then nothing else is alike."""
    if (
        one.born_on == other.born_on
        or _first_names_alike(one, other)
        or _alike(one.last_name, other.last_name)
    ):
        return ()
    return ("name and date of birth are different: check the number",)


def _born_alike(one: Person, other: Person) -> Likeness | None:
    """One date of birth, and a name that is alike."""
    if one.born_on is None or one.born_on != other.born_on:
        return None
    same_postcode = _live_together(one, other)
    first, last = _first_names_alike(one, other), _alike(one.last_name, other.last_name)
    swapped = _alike(one.first_name, other.last_name) and _alike(one.last_name, other.first_name)
    if first and last or swapped:
        also = ("same postcode",) if same_postcode else ()
        if same_postcode and not swapped and not _share_a_first_name(one, other):
            also = (*also, "first names spelt differently: may be a twin")
        return Likeness(Strength.LIKELY, ("same date of birth", "like name", *also))
    if same_postcode and first:
        return Likeness(Strength.MAYBE, ("same date of birth", "same postcode", "like first name"))
    return None


def _otherwise_alike(one: Person, other: Person) -> Likeness | None:
    """A name that is alike, and a slip in the date of birth or the same postcode."""
    if not (_first_names_alike(one, other) and _alike(one.last_name, other.last_name)):
        return None
    if _days_swapped(one.born_on, other.born_on):
        return Likeness(Strength.MAYBE, ("day and month of birth changed round", "like name"))
    if _live_together(one, other) and one.born_on != other.born_on:
        is_known = one.born_on is not None and other.born_on is not None
        of_birth = "different date of birth" if is_known else "a date of birth is not known"
        return Likeness(Strength.MAYBE, ("same postcode", "like name", of_birth))
    return Likeness(Strength.MAYBE, ("same postcode", "like name")) if _live_together(one, other) else None


def _live_together(one: Person, other: Person) -> bool:
    return bool(_home(one)) and _home(one) == _home(other)


def _twins(one: Person, other: Person) -> Likeness | None:
    same_birth = one.born_on is not None and one.born_on == other.born_on
    if same_birth and _live_together(one, other) and _alike(one.last_name, other.last_name):
        return Likeness(
            Strength.TWIN, ("same date of birth, last name and postcode", "may be a twin: keep two records")
        )
    return None


def _first_names(person: Person) -> set[str]:
    return {name for name in (person.first_name, person.known_as) if name}


def _first_names_alike(one: Person, other: Person) -> bool:
    pairs = product(_first_names(one), _first_names(other))
    return any(_alike(a, b) or _is_short_for(a, b) for a, b in pairs)


def _share_a_first_name(one: Person, other: Person) -> bool:
    """The same name, not only one like it: twins may be called Ella and Bella."""
    pairs = product(_first_names(one), _first_names(other))
    return any(match_key(a) == match_key(b) or _is_short_for(a, b) for a, b in pairs)


def _is_short_for(one: str, other: str) -> bool:
    """Sam and Samira, Ben and Benjamin: one begins the other and has three letters or more."""
    short, long = sorted((match_key(one), match_key(other)), key=len)
    return len(short) >= 3 and long.startswith(short)


def _alike(one: str, other: str) -> bool:
    a, b = sorted((match_key(one), match_key(other)), key=lambda name: (len(name), name))
    if not a or not b:
        return a == b  # some people have one name only
    return a == b or a in b and len(a) >= 4 or SequenceMatcher(None, a, b, autojunk=False).ratio() >= LIKE


def _home(person: Person) -> str:
    """The postcode to compare; none for the codes that say 'no fixed home' or 'not known' (NHS Data Dictionary)."""
    bare = person.postcode.replace(" ", "").upper()
    return "" if bare.startswith("ZZ99") else bare


def _days_swapped(one: date | None, other: date | None) -> bool:
    if one is None or other is None or one == other:
        return False
    return (one.year, one.month, one.day) == (other.year, other.day, other.month)


def candidate_keys(person: Person) -> set[str]:
    """Keys for finding candidates in a database: any two people with a likeness share at least one.

    An NHS number, a date of birth whichever way round its day and month are, and a postcode.
    """
    keys = set()
    if person.nhs_number:
        keys.add(f"nhs:{person.nhs_number}")
    if person.born_on is not None:
        day, month = sorted((person.born_on.day, person.born_on.month))
        keys.add(f"born:{person.born_on.year}-{day}-{month}")
    if _home(person):
        keys.add(f"home:{_home(person)}")
    return keys
