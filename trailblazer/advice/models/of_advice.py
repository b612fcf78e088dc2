"""Who sees what of advice: a school's staff what they asked themselves, their lead also what they let them see."""

from typing import Generic, Self, TypeVar

from django.db.models import Q

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Actor, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.teams.of_school import OfSchoolQuerySet

Kept = TypeVar("Kept", bound=VisibleRecord, covariant=True)


class OfSchoolsTooQuerySet(OfSchoolQuerySet[Kept], Generic[Kept]):
    """Seen by the team as it sees advice, and by whoever books advice at a school as far as `scope_of_school` says."""

    permission = Permission.SEE_ADVICE

    def visible_to(self, actor: Actor) -> Self:
        if isinstance(actor, Membership) and actor.organisation.kind == Organisation.Kind.SCHOOL:
            return (
                self.filter(self.scope_of_school(actor)) if actor.may(Permission.BOOK_ADVICE) else self.none()
            )
        return super().visible_to(actor)


class AskedForQuerySet(OfSchoolsTooQuerySet[Kept], Generic[Kept]):
    """What somebody asked: in confidence, unless they let their senior mental health lead see it."""

    def scope_of_team(self, member: Membership) -> Q:
        return Q(team=member.organisation_id) | super().scope_of_team(member)

    def scope_of_school(self, member: Membership) -> Q:
        own = Q(asked_by=member)
        if member.may(Permission.SEE_ADVICE):
            own |= Q(lead_may_see=True)
        return own & Q(school=member.organisation.urn)
