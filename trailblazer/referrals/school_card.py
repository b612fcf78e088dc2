"""A school's requests that wait, by stage, on its page for its team. Numbers alone: the list names people."""

from datetime import date
from typing import Any

from django.db.models import Count, Min

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.places.cards import Card, add_card
from trailblazer.places.models import School
from trailblazer.referrals.models import Referral
from trailblazer.referrals.models.referral import WAITING_FOR_HELP, WATCHED
from trailblazer.referrals.stages import STAGES
from trailblazer.teams.of_school import is_theirs


def requests_of(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """Each stage with somebody in it; a request to match may stand in a second one, as in the list. One query."""
    if not (member.is_staff and member.may(Permission.SEE_REQUESTS) and is_theirs(member, school)):
        return None
    stages = [one for one in STAGES.values() if one.is_counted]
    found: Any = visible(Referral, member).filter(WATCHED, school=school).order_by()
    counted = found.aggregate(
        **{one.code: Count("pk", filter=one.holds) for one in stages},
        waits_since=Min("received_on", filter=WAITING_FOR_HELP),
    )
    since = counted["waits_since"]
    return {
        "urn": school.urn,
        "stages": [(one, counted[one.code]) for one in stages if counted[one.code]],
        "longest": (today - since).days if since else None,
    }


add_card(Card(12, "referrals/school_card.jinja", requests_of))
