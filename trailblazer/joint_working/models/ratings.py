"""What people of a cohort rate, and how they were reminded of it."""

from typing import ClassVar

from django.db import models
from django.utils import timezone

from trailblazer.access.records import Versioned
from trailblazer.domain.joint_working import Point
from trailblazer.joint_working.models.cohorts import OfCohort, OfCohortQuerySet, Participant

POINTS = [(point.value, point.words) for point in Point]


class RatingQuerySet(OfCohortQuerySet["Rating"]):
    pass


class Rating(OfCohort, Versioned):
    """What one person answered at one point. Only means of groups are shown to anyone."""

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="ratings")
    point = models.CharField(max_length=12, choices=POINTS)
    answers = models.JSONField(default=dict)
    rated_on = models.DateField()
    rated_at = models.DateTimeField(default=timezone.now)

    objects = RatingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["rated_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "point"], name="one_person_rates_once_at_each_point"
            )
        ]


class ReminderQuerySet(OfCohortQuerySet["Reminder"]):
    pass


class Reminder(OfCohort):
    """That somebody was told by message, on a day, that ratings are open, or asked how their actions go."""

    ACTIONS = "actions"

    participant = models.ForeignKey(Participant, models.PROTECT, related_name="reminders")
    what = models.CharField(max_length=12, choices=[*POINTS, (ACTIONS, "Actions")])
    is_first = models.BooleanField(default=False)  # the link itself, not a reminder of it
    sent_on = models.DateField()

    objects = ReminderQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["sent_on", "pk"]
