"""Long work that people can watch, and what the service does by the clock."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from trailblazer.access.models import Membership, RefField


class JobQuerySet(models.QuerySet["Job"]):
    def asked_for_by(self, member: Membership) -> "JobQuerySet":
        """Work that this member, or someone of the same organisation, asked for."""
        return self.filter(asked_by__organisation=member.organisation_id)


class Job(models.Model):
    """One piece of slow work: how far it is, what came out, and how often it was tried."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        RUNNING = "running", "In progress"
        DONE = "done", "Done"
        FAILED = "failed", "Failed"

    ref = RefField()
    name = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    heard_from_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True, blank=True)
    doing = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    result = models.JSONField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "heard_from_at"])]

    @property
    def is_over(self) -> bool:
        return self.state in (self.State.DONE, self.State.FAILED)

    @property
    def percent(self) -> int | None:
        return min(100, 100 * self.done // self.total) if self.total else None


class Appointment(models.Model):
    """When something of the schedule is to run next."""

    name = models.CharField(max_length=80, primary_key=True)
    next_at = models.DateTimeField()
