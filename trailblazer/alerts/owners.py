"""Who looks at an alert first, and who hears when nobody did."""

from datetime import date
from itertools import product

from django.db import models

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.roles import Permission, Role
from trailblazer.access.today import today

FIRST = (Role.SUPERVISOR, Role.TEAM_LEAD, Role.THERAPIST, Role.PSYCHOLOGIST)
GOES_UP_TO = (Role.TEAM_LEAD, Role.ADMINISTRATOR)


def owner_for(team: Organisation | None, on: date | None = None) -> Membership | None:
    """The team's supervisor on duty: its first supervisor, else its lead, else someone who decides requests."""
    if team is None:
        return None
    here = _current(on).filter(organisation=team, role__in=FIRST)
    return min(here, key=lambda member: (FIRST.index(Role(member.role)), member.pk), default=None)


def who_hears(
    team: Organisation | None,
    provider: Organisation,
    on: date | None = None,
    *,
    may: Permission = Permission.SEE_ALERTS,
) -> list[Membership]:
    """The leads of the team, then its administrators, then those of the provider; at last whoever decides requests.

    Only those who hold `may` are told: an alert of safeguarding goes past the administrators.
    """
    for roles in (GOES_UP_TO, FIRST):
        for place, role in product((team, provider), roles):
            here = _current(on).filter(organisation=place, role=role) if place is not None else ()
            if found := [member for member in here if member.may(may)]:
                return found
    return []


def _current(on: date | None) -> models.QuerySet[Membership]:
    return Membership.objects.current(on or today()).select_related("user", "organisation").order_by("pk")
