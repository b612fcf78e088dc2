"""What several apps bring to the report of a school's term, named here because they do not know of each other."""

from collections.abc import Iterator

from trailblazer.activities.figures import activities_of_term
from trailblazer.allocation.figures import agreed_and_given
from trailblazer.domain.school_terms import Term
from trailblazer.domain.term_report import Held
from trailblazer.insight.sources import add_agreed, add_work
from trailblazer.places.models import School


def held(school: School, term: Term) -> Iterator[Held]:
    """Activities by kind. Those of the other functions stand in the sections of help and of advice."""
    for one in activities_of_term(school, term):
        if one.function == 2:
            yield Held(one.label, one.held, one.reached, one.minutes)


def agreed(school: School, term: Term) -> dict[int, float] | None:
    """Hours by function that the board agreed for this school; None where it has not agreed to any."""
    hours = {function: hours for function, hours, _ in agreed_and_given(school, term) if hours is not None}
    return hours or None


add_work(held)
add_agreed(agreed)
