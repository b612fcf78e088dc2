"""Which teams serve a school. Places know nothing of teams but what their own schools are asked by name."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from trailblazer.places.models import School


def teams_of(school: School, day: date) -> list[Any]:
    """The services of this school on this day, by the team's name. Fetch `services__team__organisation` before."""
    services: Iterable[Any] = school.services.all()
    current = [
        service
        for service in services
        if service.starts_on <= day and (service.ends_on is None or service.ends_on > day)
    ]
    return sorted(current, key=lambda service: service.team.organisation.name)
