"""What is kept about a request: its one list of events, its decisions, its answers, and what was added."""

from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.domain import clock
from trailblazer.letters.models import Letter
from trailblazer.referrals.models.referral import Referral, school_may_know

Kept = TypeVar("Kept", bound="OfReferral", covariant=True)


class OfReferralQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    permission = Permission.SEE_REQUESTS

    def scope_of_team(self, member: Membership) -> Q:
        return Q(referral__team=member.organisation_id)

    def scope_of_school(self, member: Membership) -> Q:
        own = Q(referral__school=member.organisation.urn)
        return own & (Q(referral__source__in=Referral.SCHOOL_SOURCES) | school_may_know("referral__"))


class OfReferral(VisibleRecord):
    PATH_TO_YOUNG_PERSON = "referral__young_person"

    class Meta:
        abstract = True


class EventQuerySet(OfReferralQuerySet["Event"]):
    pass


class Event(OfReferral):
    """Something that happened on a day (domain.clock.Kind). Appended; a correction supersedes the one it names."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="events")
    kind = models.CharField(max_length=32)
    happened_on = models.DateField()
    counts = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    source_model = models.CharField(max_length=60, blank=True)
    source_ref = models.CharField(max_length=16, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["happened_on", "pk"]

    @property
    def words(self) -> str:
        return clock.Kind(self.kind).name.replace("_", " ").capitalize()

    def as_rule(self) -> clock.Event:
        """The event as the clock reads it."""
        superseded = str(self.supersedes_id) if self.supersedes_id else None
        return clock.Event(
            clock.Kind(self.kind), self.happened_on, self.counts, str(self.pk), superseded, self.recorded_at
        )


class DecisionQuerySet(OfReferralQuerySet["Decision"]):
    pass


class Decision(OfReferral):
    """What was decided, beside what the scope rules advised, with the reason where they differ."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="decisions")
    outcome = models.CharField(max_length=32)  # a code of "outcome"
    role = models.CharField(max_length=32, blank=True)  # a code of "staff_roles": who will help
    advice = models.JSONField(default=dict)
    is_override = models.BooleanField(default=False)
    reason = models.TextField(blank=True)
    declined_reason = models.CharField(max_length=32, blank=True)
    advice_given = models.TextField(blank=True)
    destination = models.CharField(max_length=200, blank=True)  # a code of "destinations", or a service
    next_step = models.CharField(max_length=200, blank=True)
    next_step_due_on = models.DateField(null=True, blank=True)
    who_was_asked = models.TextField(blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    duplicate_of = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_override_gives_its_reason", condition=Q(is_override=False) | ~Q(reason="")
            ),
            models.CheckConstraint(
                name="missing_middle_has_a_destination",
                condition=~Q(outcome="missing_middle") | ~Q(destination=""),
            ),
        ]


class AnswerQuerySet(OfReferralQuerySet["Answer"]):
    pass


class Answer(OfReferral):
    """A message a person sent to whoever asked, in the very words, as the status page shows it."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="answers")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="answers")
    words = models.TextField()
    sent_on = models.DateField()
    sent_at = models.DateTimeField(default=timezone.now)
    sent_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    letter = models.ForeignKey(Letter, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-sent_at", "-pk"]


class AdditionQuerySet(OfReferralQuerySet["Addition"]):
    pass


class Addition(OfReferral):
    """Something the requester added after sending."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="additions")
    words = models.TextField()
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AdditionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]


class StatusLink(models.Model):
    """The secret by which someone without an account reads where their request is. Only its hash is kept."""

    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    referral = models.ForeignKey(Referral, models.CASCADE, related_name="status_links")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
