"""The days agreed for a school in this term and what it has had of them: on the first page of its lead, where it reads
protected hours; and on the page of the school for the team itself, where they are as on *Time for schools*.
"""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Permission
from trailblazer.allocation.figures import OF_SCHOOL, agreed_hours, read
from trailblazer.allocation.given import of_one_school
from trailblazer.allocation.ledger import Ledger, with_all
from trailblazer.allocation.models import HoursRead, TimeAllocation
from trailblazer.domain.allocation_ledger import hours
from trailblazer.domain.hours_given import FEWEST
from trailblazer.domain.school_terms import term_of
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs


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


def time_of_team(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """What the member's own team agreed to and has given; nothing for a provider, whose teams each have their own."""
    if not member.is_staff or not member.may(Permission.SEE_ALLOCATION) or not is_theirs(member, school):
        return None
    if member.organisation.kind != Organisation.Kind.TEAM:
        return None
    term = term_of(today)
    found: Any = visible(TimeAllocation, member).filter(team=member.organisation_id, term=term.code)
    current = with_all(found.current()).first()
    agreed = Ledger(current).agreed if current is not None else None
    half_days = agreed.get(school.pk) if agreed is not None else None
    return {
        "term": term,
        "team": member.organisation.ref,
        "half_days": half_days,
        "against": of_one_school(school, member.organisation, term, today, half_days or 0),
    }


add_card(Card(16, "allocation/school_card.jinja", time_of_team))
add_card_of_our_school(Card(30, "allocation/own_card.jinja", our_time))
