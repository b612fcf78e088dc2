"""What every record of whole-school work shares: which school it is about, and who may see it."""

from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import Q

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService

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
