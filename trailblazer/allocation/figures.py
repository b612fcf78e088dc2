"""What a school may know of a team's time: hours agreed and given. No other school's lines, and nobody's own hours.

Work for the whole school is known to the school. Help and advice are one figure: advice is in the school's log with its
minutes, so advice by itself, less the log, would be the calls about a pupil. How it moves on: `domain.hours_given`.
"""

from dataclasses import dataclass
from datetime import date, time, timedelta

from trailblazer.allocation.ledger import Ledger, with_all
from trailblazer.allocation.models import HoursRead, TimeAllocation
from trailblazer.care.models import Contact
from trailblazer.care.time_by_function import contacts_between, works_between
from trailblazer.domain import time_by_function
from trailblazer.domain.allocation_ledger import hours_by_function
from trailblazer.domain.contacts import moment
from trailblazer.domain.hours_given import fixed_day, may_move_on, whole_hours
from trailblazer.domain.school_terms import Term
from trailblazer.domain.time_by_function import FUNCTIONS
from trailblazer.places.models import School

OF_SCHOOL = 2
ONE_DAY = timedelta(days=1)


def agreed_hours(school: School, term: Term) -> dict[int, float] | None:
    """By function and by every team that shares its time with this school; None where no board has agreed to any."""
    of_school = TimeAllocation.objects.current().filter(term=term.code, allocationlines__school=school)
    found = [Ledger(one) for one in with_all(of_school)]
    balances = [(one.agreed, one.allocation.split) for one in found]
    kept = [hours_by_function(now.get(school.pk, 0), split) for now, split in balances if now is not None]
    return {n: sum(one[n] for one in kept) for n in FUNCTIONS} if kept else None


@dataclass(frozen=True)
class Read:
    """What a school reads of a term: hours for the whole school, and of help and advice where there are any to read."""

    up_to: date
    of_school: int
    of_help: int | None = None
    of_help_up_to: date | None = None


def read(school: School, term: Term, kept: HoursRead | None, today: date) -> Read | None:
    """`kept` is the newest that this school may read. None before the first Sunday of the term is over."""
    up_to = fixed_day(today)
    if up_to < term.first_day:
        return None
    of_school, _ = _minutes(school, term, up_to)
    help_up_to = kept.up_to if kept else None
    return Read(up_to, whole_hours(of_school), kept.hours if kept else None, help_up_to)


def hours_of_help(school: School, term: Term, up_to: date) -> int:
    """Of help and advice, as written down by now. Not to be shown: what a school reads is kept by `count_hours`."""
    _, of_help = _minutes(school, term, up_to)
    return whole_hours(of_help)


def _minutes(school: School, term: Term, up_to: date) -> tuple[int, int]:
    """For the whole school, and of help and advice: a contact with somebody is help, whatever it was put down to."""
    days = (term.first_day, up_to)
    every = time_by_function.split(works_between(*days, urn=school.pk, by_urn=True)).recorded
    contacts = time_by_function.split(contacts_between(*days, urn=school.pk)).recorded
    of_school = every.get(OF_SCHOOL, 0) - contacts.get(OF_SCHOOL, 0)
    return of_school, sum(every.values()) - of_school


def next_day(school: School, term: Term, today: date) -> date | None:
    """Up to which day the figure that a school reads may move on; None: it stands."""
    kept = HoursRead.objects.of_term(school, term).first()
    after, up_to = kept.up_to if kept else term.first_day - ONE_DAY, fixed_day(today)
    return up_to if after < up_to and may_move_on(_people_seen(school, after, up_to)) else None


def _people_seen(school: School, after: date, up_to: date) -> int:
    """How many different young people were seen in this school, alone or in a group, after a day and up to another."""
    first, end = (moment(day + ONE_DAY, time()) for day in (after, up_to))
    contacts = Contact.objects.attended().filter(school=school, starts_at__gte=first, starts_at__lt=end)
    return contacts.order_by().values("young_person").distinct().count()
