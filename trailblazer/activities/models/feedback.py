"""What people said of an activity, without a name, and without anything that tells two devices apart."""

from typing import ClassVar

from django.db import models

from trailblazer.activities.models.held import SchoolActivity
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet


class FeedbackQuerySet(OfSchoolQuerySet["Feedback"]):
    pass


class Feedback(OfSchool):
    """One answer of one person. Only the day is kept, so that no order of answers tells who gave which."""

    activity = models.ForeignKey(SchoolActivity, models.PROTECT, related_name="feedback")
    marks = models.JSONField(default=dict)  # from 1 to 5, by the code of the question
    change = models.CharField(max_length=300, blank=True)  # one thing to change, in their words
    given_on = models.DateField()

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "feedback"
        ordering: ClassVar = ["activity", "pk"]
