"""What several apps bring to the report of a school's term, named here because they do not know of each other."""

from collections.abc import Iterator

from trailblazer.activities.figures import activities_of_term
from trailblazer.allocation.figures import agreed_hours
from trailblazer.domain.school_terms import Term
from trailblazer.domain.term_report import Held
from trailblazer.insight.sources import add_agreed, add_work
from trailblazer.places.models import School


def held(school: School, term: Term) -> Iterator[Held]:
    """Activities by kind. Those of the other functions stand in the sections of help and of advice."""
    for one in activities_of_term(school, term):
        if one.function == 2:
            yield Held(one.label, one.held, one.reached, one.minutes)


add_work(held)
add_agreed(agreed_hours)
