"""Advice on the first page of a school's lead: the next free time, and what was given this term."""

from datetime import date
from typing import Any

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.advice.offers import next_free
from trailblazer.advice.school_log import count_of
from trailblazer.domain.terms import school_year_of
from trailblazer.places.cards import Card, add_card_of_our_school
from trailblazer.places.models import School


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


add_card_of_our_school(Card(20, "advice/school_card.jinja", own_card))
