"""Schools by what someone types: a part of the name, a town, a postcode or a URN."""

from dataclasses import dataclass

from django.db.models import Case, When

from trailblazer.places.models import School, SchoolQuerySet

SHOWN = 20
FEWEST_LETTERS = 3
MOST_LETTERS = 100
MOST_FIGURES = 4  # of the number of a page: more than there are pages of schools


@dataclass(frozen=True)
class Found:
    """What was typed, and one page of the schools that match; nothing is looked for until enough is typed."""

    typed: str
    is_enough: bool
    schools: list[School]
    has_more: bool
    page: int = 1

    @property
    def first(self) -> int:
        """Which of all that match the first one shown is."""
        return (self.page - 1) * SHOWN + 1

    @property
    def last(self) -> int:
        return self.first + len(self.schools) - 1


def page_asked(typed: str) -> int:
    """The page of an address; the first where it makes no sense."""
    return max(int(typed), 1) if typed.isdecimal() and len(typed) <= MOST_FIGURES else 1


def find_schools(among: SchoolQuerySet, typed: str, page: int = 1) -> Found:
    """First those whose name begins so, then those of a town of that name, then the rest, each by name."""
    printable = "".join(letter if letter.isprintable() else " " for letter in typed)
    typed = " ".join(printable.split())[:MOST_LETTERS]
    if sum(letter.isalnum() for letter in typed) < FEWEST_LETTERS:
        return Found(typed, False, [], False)
    rank = Case(When(name__istartswith=typed, then=0), When(town__iexact=typed, then=1), default=2)
    start = (page - 1) * SHOWN
    found = list(among.matching(typed).order_by(rank, "name", "urn")[start : start + SHOWN + 1])
    return Found(typed, True, found[:SHOWN], len(found) > SHOWN, page)
