"""An activity in a school. What was held stands in its work, which time by function counts; people are only counted."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.activities.models.menu import AUDIENCES, Material, MenuItem
from trailblazer.care.models import Activity
from trailblazer.domain.activities import Audience, Kind, feedback_is_open, kinds, name_of
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet


class SchoolActivityQuerySet(OfSchoolQuerySet["SchoolActivity"]):
    def coming(self) -> "SchoolActivityQuerySet":
        """Planned, and neither held nor cancelled; those whose day has passed wait to be written down."""
        return self.filter(work=None, cancelled_on=None)

    def held(self) -> "SchoolActivityQuerySet":
        return self.filter(work__isnull=False)


class SchoolActivity(OfSchool, Versioned):
    """Something a team does for many in one school: an assembly, training, a workshop. Planned, then held or cancelled.

    `day` is the day planned and, once it was held, the day it was held on. How long it took and how many came stand in
    `work`, and how long it took to prepare in `preparation`: each counts once in the team's time.
    """

    kind = models.CharField(max_length=32)  # a code of domain.activities
    title = models.CharField(max_length=120)
    day = models.DateField()
    starts_at = models.DateTimeField(
        null=True, blank=True
    )  # as planned; nothing where it was written down later
    ends_at = models.DateTimeField(null=True, blank=True)
    room = models.CharField(max_length=60, blank=True)
    staff = models.ManyToManyField(Membership, related_name="school_activities")
    audience = models.CharField(max_length=10, choices=AUDIENCES)
    expected = models.PositiveSmallIntegerField(null=True, blank=True)
    materials = models.ManyToManyField(Material, blank=True, related_name="school_activities")
    menu_item = models.ForeignKey(
        MenuItem, models.PROTECT, null=True, blank=True, related_name="school_activities"
    )
    all_the_same = models.CharField(max_length=200, blank=True)  # why it was planned in spite of a warning
    planned_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    work = models.OneToOneField(
        Activity, models.PROTECT, null=True, blank=True, related_name="school_activity"
    )
    preparation = models.OneToOneField(
        Activity, models.PROTECT, null=True, blank=True, related_name="prepares"
    )
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_why = models.CharField(max_length=200, blank=True)
    secret_hash = models.CharField(
        max_length=64, null=True, blank=True, unique=True
    )  # of the link to feedback

    objects = SchoolActivityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "school activities"
        ordering: ClassVar = ["day", "pk"]
        indexes: ClassVar = [models.Index(fields=["school", "day"], name="activity_in_school_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_activity_is_not_both_held_and_cancelled",
                condition=Q(work=None) | Q(cancelled_on=None),
            ),
            models.CheckConstraint(
                name="an_activity_is_cancelled_with_a_reason",
                condition=Q(cancelled_on=None) | ~Q(cancelled_why=""),
            ),
        ]

    @property
    def kind_name(self) -> str:
        return name_of(self.kind)

    @property
    def of_kind(self) -> Kind | None:
        return kinds().get(self.kind)

    @property
    def for_whom(self) -> str:
        return Audience(self.audience).words

    @property
    def is_coming(self) -> bool:
        return self.work_id is None and self.cancelled_on is None

    @property
    def minutes(self) -> int:
        """How long it took, or is to take; 0 where it was planned without an end."""
        if self.work is not None:
            return self.work.minutes
        if self.starts_at is None or self.ends_at is None:
            return 0
        return int((self.ends_at - self.starts_at).total_seconds() // 60)

    @property
    def people(self) -> int | None:
        return self.work.people if self.work is not None else None

    def is_to_write_down(self, today: date) -> bool:
        return self.is_coming and self.day < today

    def takes_feedback(self, today: date) -> bool:
        return self.cancelled_on is None and feedback_is_open(self.day, today)
