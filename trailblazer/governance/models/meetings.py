"""A meeting of a board: its agenda, its papers, and its minutes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.governance.models.boards import BoardMember, OfBoard, OfBoardQuerySet
from trailblazer.ui.environment import clock_face


class BoardMeetingQuerySet(OfBoardQuerySet["BoardMeeting"]):
    pass


class BoardMeeting(OfBoard, Versioned):
    """A meeting: planned with an agenda and papers, then held with minutes."""

    held_on = models.DateField()
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=150, blank=True)
    chair = models.CharField(max_length=120, blank=True)
    present = models.ManyToManyField(BoardMember, blank=True, related_name="meetings")
    others_present = models.CharField(max_length=300, blank=True)
    apologies = models.CharField(max_length=300, blank=True)
    minutes = models.TextField(blank=True)  # what was said that belongs to no one item
    agreed_on = models.DateField(null=True, blank=True)  # the minutes, by the next meeting

    objects = BoardMeetingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-held_on", "-pk"]

    @property
    def begins(self) -> str:
        """2pm; nothing where no time is known."""
        return clock_face(self.starts_at) if self.starts_at else ""

    @property
    def is_off(self) -> bool:
        """It was planned for a day after the board ended, so it does not take place."""
        return self.board.ended_on is not None and self.held_on > self.board.ended_on

    @property
    def is_agreed(self) -> bool:
        return self.agreed_on is not None


class AgendaItemQuerySet(OfBoardQuerySet["AgendaItem"]):
    pass


class AgendaItem(OfBoard, Versioned):
    """One thing of an agenda, and what the minutes say of it."""

    board_meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    whose = models.CharField(max_length=120, blank=True)  # who brings it
    length = models.PositiveSmallIntegerField(null=True, blank=True)  # minutes of time
    minute = models.TextField(blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        verbose_name = "item of an agenda"
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["board_meeting", "number"], name="items_of_an_agenda_are_numbered"
            )
        ]


class BoardPaperQuerySet(OfBoardQuerySet["BoardPaper"]):
    def kept(self) -> "BoardPaperQuerySet":
        return self.filter(deleted_at=None)


class BoardPaper(OfBoard):
    """A paper of a meeting. It lies in a private folder; once deleted, only this row stays."""

    board_meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="papers")
    agenda_item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="papers")
    title = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=100)  # a safe one, with the ending of what it is
    kind = models.CharField(max_length=8)  # an ending of domain.evidence_files
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    deleted_reason = models.CharField(max_length=300, blank=True)

    objects = BoardPaperQuerySet.as_manager()

    class Meta:
        verbose_name = "paper of a board"
        ordering: ClassVar = ["added_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_paper_is_deleted_with_a_reason", condition=Q(deleted_at=None) | ~Q(deleted_reason="")
            )
        ]

    @property
    def called(self) -> str:
        return self.title or self.name
