"""Who of a school and its team may be asked to rate, or own an action."""

from django.db.models import Q, QuerySet

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.today import today
from trailblazer.places.models import School


def people_of(school: School, team: Organisation | None) -> QuerySet[Membership]:
    """Who has an account of the school or of the team that serves it."""
    of_either = Q(organisation__urn=school.urn)
    if team is not None:
        of_either |= Q(organisation=team)
    found = Membership.objects.current(today()).filter(of_either).select_related("user", "organisation")
    return found.order_by("organisation__kind", "user__name", "pk")
