"""What a school may know of a team's time: hours agreed and given, by function. No other school's lines."""

from datetime import time, timedelta

from trailblazer.allocation.ledger import Ledger, with_all
from trailblazer.allocation.models import TimeAllocation
from trailblazer.care.models import Contact
from trailblazer.care.time_by_function import works_between
from trailblazer.domain import time_by_function
from trailblazer.domain.allocation_ledger import hours_by_function
from trailblazer.domain.contacts import ATTENDED, moment
from trailblazer.domain.disclosure import HIDDEN, Hidden, Rule
from trailblazer.domain.school_terms import Term
from trailblazer.domain.time_by_function import FUNCTIONS
from trailblazer.places.models import School

HELP = 1


def agreed_and_given(school: School, term: Term) -> list[tuple[int, float | None, float | Hidden]]:
    """Hours of each of the three functions: as the board agreed (None: it has not), and as written down.

    Given hours are whole. Those of help (function 1) are `HIDDEN` where fewer than 8 young people were seen in the
    school in this term, none among them: otherwise they would say that somebody has help of whom the school does not
    know. Never add the three up where one is hidden.
    """
    agreed = _agreed(school, term)
    works = works_between(term.first_day, term.last_day, urn=school.pk, by_urn=True)
    given = time_by_function.split(works).recorded
    shown: list[tuple[int, float | None, float | Hidden]] = []
    for function in FUNCTIONS:
        hours: float | Hidden = float(round(given.get(function, 0) / 60))
        if function == HELP and _seen(school, term) < Rule.OURS.smallest_shown:
            hours = HIDDEN
        shown.append((function, None if agreed is None else agreed[function], hours))
    return shown


def _agreed(school: School, term: Term) -> dict[int, float] | None:
    """By every team that shares its time with this school; None where no board has agreed to any."""
    of_school = TimeAllocation.objects.current().filter(term=term.code, allocationlines__school=school)
    found = [Ledger(one) for one in with_all(of_school)]
    balances = [(one.agreed, one.allocation.split) for one in found]
    kept = [hours_by_function(now.get(school.pk, 0), split) for now, split in balances if now is not None]
    return {n: sum(one[n] for one in kept) for n in FUNCTIONS} if kept else None


def _seen(school: School, term: Term) -> int:
    """How many young people were seen in this school, alone or in a group."""
    contacts = Contact.objects.filter(school=school, is_in_error=False, attendance__in=ATTENDED)
    first, after = (moment(day, time()) for day in (term.first_day, term.last_day + timedelta(days=1)))
    in_term = contacts.filter(starts_at__gte=first, starts_at__lt=after)
    return in_term.order_by().values("young_person").distinct().count()
