"""What every record of help shares: whose it is, which team's, and who may see it."""

from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import Q

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.young_people.models import YoungPerson

Kept = TypeVar("Kept", bound=VisibleRecord, covariant=True)


class OfPersonQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    """Records about one young person. They go where the young person goes: to the team that has them now."""

    permission = Permission.SEE_CARE

    def scope_of_team(self, member: Membership) -> Q:
        return Q(young_person__team=member.organisation_id)


class OfTeamQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    """Records of a team's own work, whoever it was for."""

    permission = Permission.SEE_CARE


class OfPerson(VisibleRecord):
    """Something about one young person. `team` is the team whose work it was, and stays so."""

    PATH_TO_YOUNG_PERSON = "young_person"

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class OfTeam(VisibleRecord):
    """A team's own work, about no one young person."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        abstract = True
