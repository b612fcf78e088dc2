"""The board of a team or provider: its members, meetings with papers, decisions, and what it escalates."""

from datetime import date
from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.domain.governance import days_late, levels, sectors
from trailblazer.ui.environment import clock_face

Kept = TypeVar("Kept", bound="OfBoard", covariant=True)


class BoardQuerySet(VisibleQuerySet["Board"]):
    permission = Permission.SEE_GOVERNANCE

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

    objects = BoardQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


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
