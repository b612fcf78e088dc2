"""What a board decided, and what it escalates."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.domain.governance import days_late, levels
from trailblazer.governance.models.boards import OfBoard, OfBoardQuerySet
from trailblazer.governance.models.meetings import AgendaItem, BoardMeeting


class BoardDecisionQuerySet(OfBoardQuerySet["BoardDecision"]):
    def open(self) -> "BoardDecisionQuerySet":
        """Those with somebody to do something, which is not done."""
        return self.exclude(owner="").filter(done_on=None)


class BoardDecision(OfBoard, Versioned):
    """What a board decided, numbered within the year; where somebody is to do it, by when, and when it was done."""

    board_meeting = models.ForeignKey(BoardMeeting, models.PROTECT, related_name="decisions")
    agenda_item = models.ForeignKey(
        AgendaItem, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    number = models.CharField(max_length=12)
    text = models.TextField()
    owner = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = BoardDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "decision of a board"
        ordering: ClassVar = ["-board_meeting__held_on", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["board", "number"], name="decisions_of_a_board_are_numbered")
        ]

    @property
    def is_open(self) -> bool:
        return bool(self.owner) and self.done_on is None

    def days_late(self, today: date) -> int:
        return days_late(self.due_on, self.done_on, today)


class EscalationQuerySet(OfBoardQuerySet["Escalation"]):
    def open(self) -> "EscalationQuerySet":
        return self.filter(closed_on=None)


class Escalation(OfBoard, Versioned):
    """Something that one level asks another to answer, since when and until when, until it is closed."""

    board_meeting = models.ForeignKey(
        BoardMeeting, models.PROTECT, null=True, blank=True, related_name="escalations"
    )
    what = models.CharField(max_length=300)
    from_level = models.CharField(max_length=16)  # codes of data/governance.toml
    to_level = models.CharField(max_length=16)
    to_whom = models.CharField(max_length=120, blank=True)
    raised_on = models.DateField()
    due_on = models.DateField()
    answer = models.TextField(blank=True)
    answered_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EscalationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_answered_escalation_has_its_answer", condition=Q(answered_on=None) | ~Q(answer="")
            ),
            models.CheckConstraint(
                name="an_escalation_is_closed_with_words", condition=Q(closed_on=None) | ~Q(closed_words="")
            ),
        ]

    @property
    def route(self) -> str:
        known = levels()
        return f"{known.get(self.from_level, '')} to {known.get(self.to_level, '').lower()}"

    def days_late(self, today: date) -> int:
        return days_late(self.due_on, self.answered_on or self.closed_on, today)
