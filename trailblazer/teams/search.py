"""Schools by what someone types: a part of the name, a town, a postcode or a URN."""

from dataclasses import dataclass

from django.db.models import Case, When

from trailblazer.places.models import School, SchoolQuerySet

SHOWN = 20
FEWEST_LETTERS = 3
MOST_LETTERS = 100


@dataclass(frozen=True)
class Found:
    """What was typed, and the first schools that match; nothing is looked for until enough is typed."""

    typed: str
    is_enough: bool
    schools: list[School]
    has_more: bool


def find_schools(among: SchoolQuerySet, typed: str) -> Found:
    """First those whose name begins so, then those of a town of that name, then the rest, each by name."""
    printable = "".join(letter if letter.isprintable() else " " for letter in typed)
    typed = " ".join(printable.split())[:MOST_LETTERS]
    if sum(letter.isalnum() for letter in typed) < FEWEST_LETTERS:
        return Found(typed, False, [], False)
    rank = Case(When(name__istartswith=typed, then=0), When(town__iexact=typed, then=1), default=2)
    found = list(among.matching(typed).order_by(rank, "name", "urn")[: SHOWN + 1])
    return Found(typed, True, found[:SHOWN], len(found) > SHOWN)
