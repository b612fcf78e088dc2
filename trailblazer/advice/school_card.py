"""Advice on the first page of a school's lead: the next free time, and what was given this school year; and on the page
of a school, for the team that serves it.
"""

from datetime import date
from typing import Any

from django.db.models import Count, Max
from django.urls import reverse

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.advice.models import Advice, AdviceBooking
from trailblazer.advice.offers import next_free
from trailblazer.advice.school_log import count_of
from trailblazer.domain.terms import school_year_of
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs


def own_card(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.BOOK_ADVICE):
        return None
    card: dict[str, Any] = {"next_free": next_free(member), "sees_log": member.may(Permission.SEE_ADVICE)}
    if card["sees_log"]:
        card["figures"] = [_given(count_of(member, school_year_of(today).first_day, today))]
    return card


def _given(count: int) -> dict[str, Any]:
    """What the school's own advice log holds: no pupil is named in it, so it is as it is."""
    return {
        "label": "Advice given to staff",
        "figure": count,
        "note": "this school year, no pupil named",
        "href": f"{reverse('desk:definitions')}#advice-given",
    }


def card_of_team(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """How much was given this school year, and what is booked: no topic, and nobody who asked."""
    if not (member.is_staff and member.may(Permission.SEE_ADVICE) and is_theirs(member, school)):
        return None
    given: Any = visible(Advice, member)
    of_year = given.standing().filter(
        school=school, activity__happened_on__range=(school_year_of(today).first_day, today)
    )
    counted = of_year.order_by().aggregate(count=Count("pk"), last=Max("activity__happened_on"))
    booked: Any = visible(AdviceBooking, member)
    return counted | {"urn": school.urn, "booked": booked.to_come(now()).filter(school=school).count()}


add_card(Card(14, "advice/team_card.jinja", card_of_team))
add_card_of_our_school(Card(20, "advice/school_card.jinja", own_card))
