"""What a school's own help adds to the report of a term: services by their names, and nobody's."""

from django.db.models import F

from trailblazer.domain.school_terms import Term
from trailblazer.noticing.models import SchoolSupport
from trailblazer.places.models import School


def support_added_and_stopped(school: School, term: Term) -> tuple[list[str], list[str]]:
    """The names of what began in this term, and of what the school was first without in it. In the order of the day.

    What began and stopped in one term is in both; what never had a day is in neither. One query.
    """
    kept = SchoolSupport.objects.filter(school=school).exclude(ends_on=F("starts_on"))
    rows = list(kept.values_list("name", "starts_on", "ends_on"))
    added = sorted((starts_on, name) for name, starts_on, _ in rows if starts_on in term)
    stopped = sorted((ends_on, name) for name, _, ends_on in rows if ends_on is not None and ends_on in term)
    return [name for _, name in added], [name for _, name in stopped]
