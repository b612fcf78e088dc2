"""A board, what belongs to it, and who sits on it."""

from datetime import date
from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import F, Q

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.domain.governance import sectors

Kept = TypeVar("Kept", bound="OfBoard", covariant=True)


class BoardQuerySet(VisibleQuerySet["Board"]):
    permission = Permission.SEE_GOVERNANCE

    def running(self) -> "BoardQuerySet":
        return self.filter(ended_on=None)

    def ended(self) -> "BoardQuerySet":
        return self.exclude(ended_on=None).order_by("-ended_on", "name", "pk")

    def scope_of_team(self, member: Membership) -> Q:
        """A team's own, and those of its whole provider."""
        return Q(team=member.organisation_id) | Q(team=None, provider=member.provider_id)


class Board(VisibleRecord, Versioned):
    """A governance board. Without a team it is that of the whole provider."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True)  # what it is for, and how often it meets
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=300, blank=True)

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_board_is_ended_with_a_reason", condition=Q(ended_on=None) | ~Q(ended_because="")
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ended(self) -> bool:
        return self.ended_on is not None


class OfBoardQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    permission = Permission.SEE_GOVERNANCE

    def scope(self, member: Membership) -> Q:
        return Q(board__in=Board.objects.visible_to(member))


class OfBoard(VisibleRecord):
    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    board = models.ForeignKey(Board, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class BoardMemberQuerySet(OfBoardQuerySet["BoardMember"]):
    def on(self, day: date) -> "BoardMemberQuerySet":
        return self.filter(Q(to_on=None) | Q(to_on__gte=day), from_on__lte=day)


class BoardMember(OfBoard, Versioned):
    """Somebody on a board from a day to a day. Who is under 18 is kept by first name or role only."""

    name = models.CharField(max_length=100, blank=True)
    job = models.CharField(max_length=120, blank=True)  # what they are: head teacher, parent, young adviser
    sector = models.CharField(max_length=16)  # a code of data/governance.toml
    organisation = models.CharField(max_length=150, blank=True)
    is_chair = models.BooleanField(default=False)
    is_under_18 = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    objects = BoardMemberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-is_chair", "sector", "name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_member_of_a_board_ends_after_they_began",
                condition=Q(to_on=None) | Q(to_on__gte=F("from_on")),
            ),
            models.CheckConstraint(
                name="a_member_of_a_board_has_a_name_or_a_job", condition=~Q(name="") | ~Q(job="")
            ),
        ]

    @property
    def called(self) -> str:
        return self.name or self.job

    @property
    def sector_words(self) -> str:
        known = sectors().get(self.sector)
        return known.words if known else ""
