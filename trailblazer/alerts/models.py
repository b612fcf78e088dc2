"""Something a person must look at by a time: it has an owner, and it goes up when nobody does."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord, with_nobody
from trailblazer.access.roles import Permission
from trailblazer.alerts.kinds import kept_from, kind_of
from trailblazer.domain.terms import london_day
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson


class AlertQuerySet(VisibleQuerySet["Alert"]):
    permission = Permission.SEE_ALERTS

    def scope(self, member: Membership) -> Q:
        return super().scope(member) & ~Q(kind__in=kept_from(member))

    def open(self) -> "AlertQuerySet":
        return self.filter(closed_at=None)

    def late(self, now: datetime) -> "AlertQuerySet":
        return self.open().filter(due_at__lt=now)

    def neglected(self, now: datetime) -> "AlertQuerySet":
        """Open, with nobody to look at it or its time over, and not yet gone up."""
        nobodys = with_nobody(london_day(now))
        return self.open().filter(nobodys | Q(due_at__lt=now), escalated_at=None)


class Alert(VisibleRecord, Versioned):
    """One alert, from the moment it was raised until somebody says what was done."""

    PATH_TO_YOUNG_PERSON = "young_person"

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    young_person = models.ForeignKey(
        YoungPerson, models.PROTECT, null=True, blank=True, related_name="alerts"
    )
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=16, blank=True, db_index=True)
    about_address = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=300)
    raised_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField()
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="alerts")
    escalated_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    what_was_done = models.TextField(blank=True)

    objects = AlertQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_at", "pk"]
        indexes: ClassVar = [
            models.Index(
                fields=["provider", "team", "closed_at", "due_at"], name="alert_of_team_by_due_time"
            ),
            models.Index(fields=["closed_at", "escalated_at", "due_at"], name="alert_that_may_go_up"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_closed_alert_says_what_was_done",
                condition=Q(closed_at=None) | ~Q(what_was_done=""),
            )
        ]

    @property
    def kind_words(self) -> str:
        return kind_of(self.kind).words

    def is_late(self, now: datetime) -> bool:
        return self.closed_at is None and self.due_at < now
