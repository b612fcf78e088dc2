"""Whose school it is: the schools whose whole-school work a member may see, and the team that a new record is of."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.today import today
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService
from trailblazer.teams.questions import service_of

TOP_OF_POSTGRESQL = 2**31 - 1


def schools_of(member: Membership) -> QuerySet[School]:
    """A school's own for its members; for a team or a provider those it serves now."""
    kind, served = member.organisation.kind, SchoolService.objects.open_on(today())
    if kind == Organisation.Kind.SCHOOL:
        return School.objects.filter(urn=member.school_id or 0)
    if kind == Organisation.Kind.TEAM:
        return School.objects.filter(
            urn__in=served.filter(team__organisation=member.organisation_id).values("school")
        )
    if kind == Organisation.Kind.PROVIDER:
        of_provider = served.filter(team__organisation__provider=member.organisation_id)
        return School.objects.filter(urn__in=of_provider.values("school"))
    return School.objects.none()


def school_for(member: Membership, urn: int) -> School:
    """Raises Http404 for a school that is not theirs."""
    found = schools_of(member).filter(urn=min(urn, TOP_OF_POSTGRESQL)).first()
    if found is None:
        raise Http404
    return found


def common_of(school: School, by: Actor) -> dict[str, Any]:
    """The columns that a new record about a school begins with. Raises NotPossible where no team serves it."""
    member = by.membership
    if member is None or not schools_of(member).filter(urn=school.urn).exists():
        raise PermissionDenied
    if member.organisation.kind == Organisation.Kind.TEAM:
        return {"school": school, "team": member.organisation, "provider_id": member.provider_id}
    service = service_of(school, today())
    if service is None:
        raise NotPossible("No team serves this school yet, so nothing can be kept here. Ask the programme")
    team = service.team.organisation
    return {"school": school, "team": team, "provider_id": team.provider_id}


def people_of(school: School, team: Organisation | None) -> QuerySet[Membership]:
    """Who has an account of the school or of the team that serves it."""
    of_either = Q(organisation__urn=school.urn)
    if team is not None:
        of_either |= Q(organisation=team)
    found = Membership.objects.current(today()).filter(of_either).select_related("user", "organisation")
    return found.order_by("organisation__kind", "user__name", "pk")
