"""What the lead of a school sees whole, and its other staff only as far as it is theirs."""

from typing import ClassVar, Generic

from django.db.models import Q

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.teams.of_school import Kept, OfSchoolQuerySet


class OwnTooQuerySet(OfSchoolQuerySet[Kept], Generic[Kept]):
    """Of the school's staff other than its lead, each sees only what is theirs."""

    permission = Permission.ANSWER_REVIEWS
    own: ClassVar[str]

    def scope(self, member: Membership) -> Q:
        mine = Q(**{self.own: member})
        return super().scope(member) | mine if member.may(Permission.SEE_SCHOOL_WORK) else mine
