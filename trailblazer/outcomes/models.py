"""Asking for a questionnaire: of whom, by which way, until when; and what came of it."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Score
from trailblazer.care.models.of_care import OfPerson, OfPersonQuerySet, OfTeam, OfTeamQuerySet
from trailblazer.domain.instruments.unsent import Said
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import Carer

MOST_WRONG_MONTHS = 5


class AskQuerySet(OfPersonQuerySet["Ask"]):
    def waiting(self) -> "AskQuerySet":
        """Asked for, and neither answered nor taken back; whether or not its time is over."""
        return self.filter(score=None, withdrawn_at=None)

    def overdue(self, today: date) -> "AskQuerySet":
        return self.waiting().filter(due_on__lt=today)


class Ask(OfPerson):
    """One questionnaire asked of one person about one young person. Half a form is kept in it until it is sent; nobody
    reads it, but for an answer that tells of risk.

    A link holds a secret of 32 bytes, of which only the SHA-256 is kept: see `links`.
    """

    class Rater(models.TextChoices):
        SELF = "self", "The young person"
        PARENT = "parent", "A parent or carer"
        TEACHER = "teacher", "A teacher"
        CLINICIAN = "clinician", "A practitioner"

    class Moment(models.TextChoices):
        BASELINE = "baseline", "At the beginning"
        SESSION = "session", "At a session"
        REVIEW = "review", "At a review"
        ENDING = "ending", "At the ending"
        FOLLOW_UP = "follow_up", "Some time after"
        ONCE = "once", "Once, for another reason"

    class How(models.TextChoices):
        LINK = "link", "By link or code"
        DEVICE = "device", "On this device"
        PAPER = "paper", "On paper"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="asks")
    instrument = models.CharField(max_length=32)  # an id of data/instruments
    rater = models.CharField(max_length=10, choices=Rater, default=Rater.SELF)
    carer = models.ForeignKey(Carer, models.PROTECT, null=True, blank=True, related_name="asks")
    moment = models.CharField(max_length=10, choices=Moment, default=Moment.ONCE)
    how = models.CharField(max_length=8, choices=How, default=How.LINK)
    language = models.CharField(max_length=12, default="en")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    expires_at = models.DateTimeField(default=timezone.now)
    secret_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    wrong_months = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True, blank=True)
    # As far as it is answered: by code a number, or nothing where they would rather not say.
    answers = models.JSONField(default=dict, blank=True)
    words = models.JSONField(default=dict, blank=True)
    # What was said to its question about risk before it was sent, once that told of some; and who was told.
    risk_said = models.JSONField(default=list, blank=True)
    risk_alert = models.OneToOneField(Alert, models.PROTECT, null=True, blank=True, related_name="+")
    score = models.OneToOneField(Score, models.PROTECT, null=True, blank=True, related_name="ask")
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        verbose_name = "questionnaire asked for"
        verbose_name_plural = "questionnaires asked for"
        ordering: ClassVar = ["-asked_on", "-pk"]
        indexes: ClassVar = [
            models.Index(fields=["team", "due_on"], name="ask_of_team_by_due_day"),
            models.Index(fields=["young_person", "-asked_on"], name="ask_of_person_by_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_form_that_is_answered_is_not_withdrawn",
                condition=Q(score=None) | Q(withdrawn_at=None),
            ),
        ]

    @property
    def is_locked(self) -> bool:
        """Too many wrong birth months: the link opens nothing any more."""
        return self.wrong_months >= MOST_WRONG_MONTHS

    @property
    def is_waiting(self) -> bool:
        return self.score_id is None and self.withdrawn_at is None

    @property
    def said_of_risk(self) -> tuple[Said, ...]:
        """The answers of `risk_said`, the first to the newest."""
        return tuple(Said(datetime.fromisoformat(at), answer, gone) for at, answer, gone in self.risk_said)

    @said_of_risk.setter
    def said_of_risk(self, said: tuple[Said, ...]) -> None:
        self.risk_said = [[one.at.isoformat(), one.answer, one.is_deleted] for one in said]

    def is_expired(self, now: datetime) -> bool:
        return self.expires_at <= now

    def can_be_opened(self, now: datetime) -> bool:
        """Whether its link still leads to the questions."""
        return self.is_waiting and not self.is_locked and not self.is_expired(now)


class YouSaidQuerySet(OfTeamQuerySet["YouSaid"]):
    pass


class YouSaid(OfTeam):
    """What young people and parents said of the help, in the team's words, and what the team did because of it."""

    said = models.CharField(max_length=200)
    did = models.CharField(max_length=400)
    done_on = models.DateField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = YouSaidQuerySet.as_manager()

    class Meta:
        verbose_name = "you said, we did"
        verbose_name_plural = "you said, we did"
        ordering: ClassVar = ["-done_on", "-pk"]
