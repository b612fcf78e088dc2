"""What people of a cohort agreed to do, each time it was gone through, and the map they made."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from trailblazer.access.records import Versioned
from trailblazer.joint_working.models.cohorts import OfCohort, OfCohortQuerySet, Participant


class JointActionQuerySet(OfCohortQuerySet["JointAction"]):
    def open(self) -> "JointActionQuerySet":
        return self.filter(status__in=JointAction.OPEN)


class JointAction(OfCohort, Versioned):
    """Something that people of several services agreed to do, with owners and a day, until it is done or dropped."""

    class Status(models.TextChoices):
        OPEN = "open", "Not started"
        IN_PROGRESS = "in_progress", "In progress"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    OPEN: ClassVar = ("open", "in_progress")

    domain = models.CharField(max_length=20)  # the code of an area of the framework
    words = models.CharField(max_length=200)
    owners = models.ManyToManyField(Participant, through="ActionOwner", related_name="actions")
    by_day = models.DateField()
    agreed_on = models.DateField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was dropped

    objects = JointActionQuerySet.as_manager()

    class Meta:
        verbose_name = "joint action"
        ordering: ClassVar = ["by_day", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_joint_action_that_was_dropped_says_why",
                condition=~Q(status="dropped") | ~Q(reason=""),
            )
        ]

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_late(self, today: date) -> bool:
        return self.is_open and self.by_day < today

    @property
    def area_name(self) -> str:
        return self.cohort.framework.name_of(self.domain)


class ActionOwnerQuerySet(OfCohortQuerySet["ActionOwner"]):
    pass


class ActionOwner(OfCohort):
    joint_action = models.ForeignKey(JointAction, models.CASCADE, related_name="ownerships")
    participant = models.ForeignKey(Participant, models.PROTECT, related_name="ownerships")

    objects = ActionOwnerQuerySet.as_manager()

    class Meta:
        verbose_name = "owner of a joint action"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["joint_action", "participant"], name="an_owner_once_of_an_action")
        ]


class ActionLookQuerySet(OfCohortQuerySet["ActionLook"]):
    pass


class ActionLook(OfCohort):
    """That an action was gone through: by its owner's link, or together at day 2 or after ten months. Appended."""

    class When(models.TextChoices):
        BETWEEN = "between", "Between the days"
        DAY_2 = "day_2", "At day 2"
        TEN_MONTHS = "ten_months", "After ten months"

    joint_action = models.ForeignKey(JointAction, models.PROTECT, related_name="looks")
    when = models.CharField(max_length=12, choices=When.choices)
    status = models.CharField(max_length=12, choices=JointAction.Status.choices)
    words = models.CharField(max_length=300, blank=True)
    looked_on = models.DateField()
    said_by = models.CharField(max_length=100, blank=True)

    objects = ActionLookQuerySet.as_manager()

    class Meta:
        verbose_name = "look at a joint action"
        ordering: ClassVar = ["looked_on", "pk"]


class MapNoteQuerySet(OfCohortQuerySet["MapNote"]):
    pass


class MapNote(OfCohort, Versioned):
    """One line of the map made on day 1: who takes what, or how somebody is reached."""

    class Kind(models.TextChoices):
        TAKES = "takes", "Who takes what"
        CONTACT = "contact", "How they are reached"

    kind = models.CharField(max_length=8, choices=Kind.choices)
    heading = models.CharField(max_length=120)
    words = models.TextField()

    objects = MapNoteQuerySet.as_manager()

    class Meta:
        verbose_name = "note of the map"
        ordering: ClassVar = ["kind", "pk"]
