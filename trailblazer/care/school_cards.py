"""What help adds to the page of every school: its term, and who comes next."""

from datetime import date
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.calendars import terms_of_school
from trailblazer.care.models import Visit
from trailblazer.care.team_schools import serves
from trailblazer.places.cards import Card, add_card
from trailblazer.places.models import School


def term_and_visit(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """Whether it is term, and the next visit that this member may know of."""
    if not school.is_open:
        return None
    terms = terms_of_school(school)
    coming = visible(Visit, member).filter(school=school, day__gte=today).exclude(state="cancelled")
    sees = member.may(Permission.SEE_VISITS)
    return {
        "terms": terms,
        "why_closed": terms.why_closed(today),
        "stretch": terms.stretch_of(today),
        "next_stretch": terms.after(today),
        "sees_visits": sees,
        "may_plan": member.may(Permission.PLAN_VISITS) and serves(member, school, today),
        "visit": coming.select_related("member__user").order_by("starts_at").first() if sees else None,
    }


add_card(Card(10, "care/school_card.jinja", term_and_visit))
