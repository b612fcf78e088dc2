"""What was held in a school in a term, as it is given out: by kind, with who came protected, on page and in files.

The report of a term counts groups too and is protected by itself: the two are not audited against each other.
"""

from collections import Counter
from collections.abc import Sequence

from trailblazer.activities.figures import ActivityFigure
from trailblazer.domain.disclosure import Figure, Hidden, Level, Place, Table, protect_line
from trailblazer.domain.school_terms import Term
from trailblazer.places.models import School
from trailblazer.statistics.publications import Publication

PEOPLE, HELD, HOURS, ALL = "People who came", "Held", "Hours", "All"


def held_by_kind(school: School, term: Term, figures: Sequence[ActivityFigure]) -> Publication | None:
    """`figures` as `activities_of_term` counts them. None where nothing was held."""
    if not figures:
        return None
    table = _protected(figures)
    return Publication(
        f"Held by kind, {term}",
        table,
        f"{school.name}, {term}: activities of the team, and other work of the same kinds, as written down. "
        "People are counted each time they come. Hours are to the nearest half, without preparing.",
        "Kind",
        chart_of=PEOPLE
        if any(_is_drawn(table, row.name) for row in table.rows if row.place is Place.ROW)
        else "",
    )


def people_who_came(figures: Sequence[ActivityFigure]) -> Figure | None:
    """All of them together, as the table has them."""
    return _protected(figures).figure(ALL, PEOPLE) if figures else None


def people_of(figures: Sequence[ActivityFigure], *kinds: str) -> int | None:
    """Those who came to activities of these kinds, added up from what the table shows of each.

    None where it hides one of them: nothing is worked out here that a reader of the table could not.
    """
    labels = {one.label for one in figures if one.key in kinds}
    table = _protected(figures) if labels else None
    shown = [table.figure(label, PEOPLE).value for label in sorted(labels)] if table else []
    known = [int(value) for value in shown if not isinstance(value, Hidden)]
    return sum(known) if len(known) == len(shown) else None


def _protected(figures: Sequence[ActivityFigure]) -> Table:
    people, held, minutes = Counter[str](), Counter[str](), Counter[str]()
    for one in figures:
        people[one.label] += one.reached
        held[one.label] += one.held
        minutes[one.label] += one.minutes
    made = protect_line(people, heading=PEOPLE, total=ALL, level=Level.SCHOOL)
    made = made.with_numbers(HELD, {**held, ALL: held.total()}, of=PEOPLE)
    hours = {label: _to_a_half(count) for label, count in {**minutes, ALL: minutes.total()}.items()}
    return made.with_numbers(HOURS, hours, of=PEOPLE)


def _to_a_half(minutes: int) -> float:
    return int(minutes / 30 + 0.5) / 2


def _is_drawn(table: Table, name: str) -> bool:
    figure = table.figure(name, PEOPLE)
    return not figure.is_hidden and figure.value != 0
