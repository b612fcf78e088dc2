"""Advice on the first page of a school's lead: the next free time, and what was given this term."""

from datetime import date
from typing import Any

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
    first = school_year_of(today).first_day
    return {"next_free": next_free(member), "given": count_of(member, first, today)}


add_card_of_our_school(Card(20, "advice/school_card.jinja", own_card))
