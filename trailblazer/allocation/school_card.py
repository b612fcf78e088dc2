"""The days agreed for a school in this term and what it has had of them, on the first page of its lead."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.allocation.figures import OF_SCHOOL, agreed_hours, read
from trailblazer.allocation.models import HoursRead
from trailblazer.domain.allocation_ledger import hours
from trailblazer.domain.hours_given import FEWEST
from trailblazer.domain.school_terms import term_of
from trailblazer.places.cards import Card, add_card_of_our_school
from trailblazer.places.models import School


def our_time(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return None
    term = term_of(today)
    agreed = agreed_hours(school, term)
    kept = visible(HoursRead, member).filter(school=school, term=term.code).first()
    of_school = agreed[OF_SCHOOL] if agreed else None
    return {
        "term": term,
        "half_days": round(sum(agreed.values()) / hours(1)) if agreed else None,
        "of_help": sum(agreed.values()) - of_school if agreed and of_school is not None else None,
        "of_school": of_school,
        "read": read(school, term, kept, today),
        "fewest": FEWEST,
    }


add_card_of_our_school(Card(30, "allocation/own_card.jinja", our_time))
