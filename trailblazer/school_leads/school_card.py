"""Who leads, on the page of a school: for its team on the school's page, for the lead on their own first page."""

from datetime import date, timedelta
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.domain.lead_role import first_week
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.school_leads.models import LeadHandOver
from trailblazer.school_leads.reading import of_schools
from trailblazer.school_leads.review_of import review_of
from trailblazer.teams.of_school import is_theirs

FIRST_DAYS = timedelta(days=60)


def leads_of(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK) or not is_theirs(member, school):
        return None
    found = of_schools([school], member, today)[0]
    return {"found": found, "standing": found.contacts.standing(today), "urn": school.urn, "today": today}


def own_card(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """For the lead: whether who does what was confirmed, how far the review is, and a first week that is begun."""
    found = leads_of(school, member, today)
    if found is None:
        return None
    review = review_of(school, member, today)
    hand_over = visible(LeadHandOver, member).filter(school=school, follower__email__iexact=member.user.email)
    newest = hand_over.order_by("-last_day").first()
    steps = len(first_week())
    is_on = newest is not None and len(newest.done) < steps and today <= newest.last_day + FIRST_DAYS
    return found | {"review": review, "week": newest if is_on else None, "steps": steps}


add_card(Card(20, "school_leads/school_card.jinja", leads_of))
add_card_of_our_school(Card(40, "school_leads/own_card.jinja", own_card))
