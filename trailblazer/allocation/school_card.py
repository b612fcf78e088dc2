"""The days agreed for a school in this term and what it has had of them, on the first page of its lead."""

from datetime import date
from typing import Any

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.allocation.figures import agreed_and_given
from trailblazer.domain.allocation_ledger import hours
from trailblazer.domain.disclosure import Hidden
from trailblazer.domain.school_terms import term_of
from trailblazer.domain.time_by_function import NAMES
from trailblazer.places.cards import Card, add_card_of_our_school
from trailblazer.places.models import School


def our_time(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return None
    term = term_of(today)
    found = agreed_and_given(school, term)
    agreed = [one for _, one, _ in found if one is not None]
    return {
        "term": term,
        "half_days": round(sum(agreed) / hours(1)) if agreed else None,
        "rows": [
            {
                "name": f"{function} {NAMES[function]}",
                "agreed": is_agreed,
                "given": None if isinstance(given, Hidden) else f"{given:.0f}",
            }
            for function, is_agreed, given in found
        ],
    }


add_card_of_our_school(Card(30, "allocation/own_card.jinja", our_time))
