"""Small questions about safeguarding that pages and actions share."""

from typing import Any

from django.urls import reverse

from trailblazer.access.records import Actor
from trailblazer.safeguarding.models import SchoolRoute
from trailblazer.young_people.models import YoungPerson


def common_of(person: YoungPerson, by: Actor) -> dict[str, Any]:
    """What every row about a young person carries."""
    return {
        "provider_id": person.provider_id,
        "team_id": person.team_id,
        "young_person": person,
        "by": by.membership,
    }


def page_of(person: YoungPerson) -> str:
    return reverse("safeguarding:risk", args=[person.ref])


def route_of(person: YoungPerson) -> SchoolRoute | None:
    """How a concern about this young person reaches their school's safeguarding lead."""
    if person.school_id is None:
        return None
    return SchoolRoute.objects.filter(team=person.team_id, school=person.school_id).first()
