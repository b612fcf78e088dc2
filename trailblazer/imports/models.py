"""Files that people give us: what they were, what they would change, what they did change, and taking it back."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from trailblazer.access.models import Membership, RefField
from trailblazer.tasks.models import Job


class Import(models.Model):
    """One file, from its preview to its effect, with its hash, so that every fact can say where it came from."""

    class State(models.TextChoices):
        CHECKING = "checking", "Checking"
        REFUSED = "refused", "File refused"
        PREVIEW = "preview", "Check before you send"
        APPLYING = "applying", "In progress"
        DONE = "done", "Done"
        UNDOING = "undoing", "In progress"
        UNDONE = "undone", "Taken back"
        FAILED = "failed", "Failed"
        LAPSED = "lapsed", "Not confirmed in time"

    ref = RefField()
    kind = models.CharField(max_length=40)
    file_name = models.CharField(max_length=200)
    path = models.CharField(max_length=300, blank=True)
    extra_path = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    as_at = models.DateField()
    day_was_said = models.BooleanField(default=True)  # else it is the day of the import
    state = models.CharField(max_length=10, choices=State.choices, default=State.CHECKING)
    uploaded_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    applied_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    summary = models.JSONField(null=True, blank=True)
    fault = models.CharField(max_length=500, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "-pk"]

    UNDER_WAY = (State.CHECKING, State.APPLYING, State.UNDOING)

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY and not self.has_failed

    @property
    def has_failed(self) -> bool:
        """Whether the work on it was tried as often as it may be, without success."""
        return self.state in self.UNDER_WAY and self.job is not None and self.job.state == Job.State.FAILED
