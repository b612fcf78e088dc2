"""What every record of whole-school work shares: which school it is about, who may see it, and whose it is."""

from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import Q, QuerySet
from django.http import Http404

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor, NotPossible, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission, Role
from trailblazer.access.today import today
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService
from trailblazer.teams.questions import service_of

TOP_OF_POSTGRESQL = 2**31 - 1

Kept = TypeVar("Kept", bound=VisibleRecord, covariant=True)


class OfSchoolQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    """Records about one school: seen by the school, and by the team of the same provider that serves it now."""

    permission = Permission.SEE_SCHOOL_WORK

    def scope_of_team(self, member: Membership) -> Q:
        served = SchoolService.objects.open_on(today()).filter(team__organisation=member.organisation_id)
        return Q(provider=member.provider_id, school__in=served.values("school"))

    def scope_of_school(self, member: Membership) -> Q:
        return Q(school=member.organisation.urn)


class OfSchool(VisibleRecord):
    """Something about one school and no one young person. `team` served the school when it was made."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


def schools_of(member: Membership) -> QuerySet[School]:
    """A school's own for its members; for a team or a provider those it serves now."""
    kind, served = member.organisation.kind, SchoolService.objects.open_on(today())
    if kind == Organisation.Kind.SCHOOL:
        return School.objects.filter(urn=member.school_id or 0)
    of_team: dict[str, str] = {
        Organisation.Kind.TEAM: "team__organisation",
        Organisation.Kind.PROVIDER: "team__organisation__provider",
    }
    if kind not in of_team:
        return School.objects.none()
    return School.objects.filter(
        urn__in=served.filter(**{of_team[kind]: member.organisation_id}).values("school")
    )


def is_theirs(by: Actor, school: School) -> bool:
    """The member's own school, or one that their team serves. The service itself keeps what it must for any."""
    member = by.membership
    if member is None:
        return by.role == Role.SERVICE
    if member.organisation.kind == Organisation.Kind.SCHOOL:
        return member.school_id == school.pk
    return schools_of(member).filter(pk=school.pk).exists()


def school_for(member: Membership, urn: int) -> School:
    """Raises Http404 for a school that is not theirs."""
    found = schools_of(member).select_related("authority").filter(urn=min(urn, TOP_OF_POSTGRESQL)).first()
    if found is None:
        raise Http404
    return found


def may_keep(member: Membership, school: School) -> bool:
    return member.may(Permission.KEEP_SCHOOL_WORK) and is_theirs(member, school)


def common_of(school: School, by: Actor) -> dict[str, Any]:
    """The columns that a new record about a school begins with: what a school makes is of the team that serves it.

    Raises NotPossible where it is not theirs, or where no team serves the school.
    """
    if not is_theirs(by, school):
        raise NotPossible("Somebody of the school, or of the team that serves it, keeps this")
    service = _service_for(school, by.membership)
    if service is None:
        raise NotPossible("No team serves this school yet, so nothing can be kept here. Ask the programme")
    team = service.team.organisation
    return {"school": school, "team": team, "provider_id": team.provider_id}


def _service_for(school: School, member: Membership | None) -> SchoolService | None:
    """The service of the member's own team or provider, where they have one; else the one that the school asks."""
    if member is None or member.provider_id is None:
        return service_of(school, today())
    own = SchoolService.objects.open_on(today()).filter(
        school=school, team__organisation__provider=member.provider_id
    )
    if member.organisation.kind == Organisation.Kind.TEAM:
        own = own.filter(team__organisation=member.organisation_id)
    return own.select_related("team__organisation").order_by("pk").first()
