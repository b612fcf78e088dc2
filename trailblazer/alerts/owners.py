"""Who looks at an alert first, and who hears when nobody did."""

from datetime import date

from django.db import models

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Role
from trailblazer.access.today import today

FIRST = (Role.SUPERVISOR, Role.TEAM_LEAD, Role.THERAPIST, Role.PSYCHOLOGIST)
GOES_UP_TO = (Role.TEAM_LEAD, Role.ADMINISTRATOR)


def owner_for(team: Organisation | None, on: date | None = None) -> Membership | None:
    """The team's supervisor on duty: its first supervisor, else its lead, else someone who decides requests."""
    if team is None:
        return None
    here = _current(on).filter(organisation=team, role__in=FIRST)
    return min(here, key=lambda member: (FIRST.index(Role(member.role)), member.pk), default=None)


def who_hears(team: Organisation | None, provider: Organisation, on: date | None = None) -> list[Membership]:
    """The leads of the team; where it has none, the leads and then the administrators of the provider."""
    for place in (team, provider):
        for role in GOES_UP_TO:
            found = list(_current(on).filter(organisation=place, role=role)) if place is not None else []
            if found:
                return found
    return []


def _current(on: date | None) -> models.QuerySet[Membership]:
    return Membership.objects.current(on or today()).select_related("user", "organisation").order_by("pk")
