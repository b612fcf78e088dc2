"""Activities on the first page of a school's lead: what is coming, what was held this term, and the menu."""

from datetime import date
from typing import Any

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.activities.figures import ActivityFigure, activities_of_term
from trailblazer.activities.published import people_of, people_who_came
from trailblazer.activities.reading import of_school
from trailblazer.domain.activities import STAFF_TRAINING, for_pupils
from trailblazer.domain.school_terms import Term, term_of
from trailblazer.places.cards import Card, add_card, add_card_of_our_school
from trailblazer.places.models import School
from trailblazer.teams.of_school import is_theirs

SHOWN = 3


def own_card(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return None
    term = term_of(today)
    found = of_school(school, member, today, term)
    held = activities_of_term(school, term)  # as the page that is linked counts them
    return {
        "school": school,
        "term": term,
        "coming": found.coming[:SHOWN],
        "more": len(found.coming) - SHOWN,
        "held": sum(one.held for one in held),
        "reached": people_who_came(held),
        "figures": _figures(held, term),
        "waiting": sum(one.is_waiting for one in found.orders),
        "may_order": member.may(Permission.KEEP_SCHOOL_WORK),
    }


def _figures(held: list[ActivityFigure], term: Term) -> list[dict[str, Any]]:
    """Whom activities of this term reached, out of the protected table of the page that the card leads to."""
    found = (
        ("Children and young people reached", people_of(held, *for_pupils()), "children-reached"),
        ("Staff trained", people_of(held, STAFF_TRAINING), "staff-trained"),
    )
    definitions = reverse("desk:definitions")
    return [
        {
            "label": label,
            "figure": "Not shown" if people is None else people,
            "note": "few, or a few could be told from it" if people is None else f"{term}, to the nearest 5",
            "href": f"{definitions}#{anchor}",
        }
        for label, people, anchor in found
    ]


def card_of_team(school: School, member: Membership, today: date) -> dict[str, Any] | None:
    """On the page of a school, for the team that serves it."""
    if not member.may(Permission.PLAN_VISITS) or not is_theirs(member, school):
        return None
    found = own_card(school, member, today)
    return found and found | {"may_order": False}


add_card_of_our_school(Card(15, "activities/own_card.jinja", own_card, is_wide=True))
add_card(Card(20, "activities/own_card.jinja", card_of_team, is_wide=True))
