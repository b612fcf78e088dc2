"""A school's reviews of itself: who was asked, what was agreed, and the evidence for it."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.domain.terms import SchoolYear
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet
from trailblazer.whole_school.models.own import OwnTooQuerySet


class ReviewQuerySet(OfSchoolQuerySet["Review"]):
    def finished(self) -> "ReviewQuerySet":
        return self.filter(agreed_on__isnull=False)


class Review(OfSchool, Versioned):
    """A school's review of itself with one tool in one school year; read-only from the day it is agreed."""

    tool = models.CharField(max_length=32)  # an id of data/review_tools, or of a file of the site
    year = models.PositiveSmallIntegerField()  # the school year, by the year it starts in
    begun_on = models.DateField()
    begun_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_on = models.DateField(null=True, blank=True)
    agreed_with = models.CharField(max_length=300, blank=True)
    agreed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "tool", "year"], name="one_review_of_a_school_a_year_with_a_tool"
            )
        ]

    @property
    def is_finished(self) -> bool:
        return self.agreed_on is not None

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear(self.year)


class RespondentQuerySet(OwnTooQuerySet["Respondent"]):
    own = "member"

    def answered(self) -> "RespondentQuerySet":
        return self.filter(answered_at__isnull=False)

    def waiting_for(self, member: Membership) -> "RespondentQuerySet":
        """What this member is asked to rate and has not sent, in reviews that are still open."""
        return self.filter(member=member, answered_at=None, taken_out_at=None, review__agreed_on=None)


class Respondent(OfSchool):
    """Somebody asked to rate: a member, or someone by a secret link. Answers are kept area by area, and sent once."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="respondents")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=100)  # who it is, or in which role they answer
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    secret_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    ratings = models.JSONField(default=dict, blank=True)  # by id of item
    notes = models.JSONField(default=dict, blank=True)
    seen = models.JSONField(default=list, blank=True)  # ids of the areas that were saved
    answered_at = models.DateTimeField(null=True, blank=True)
    taken_out_at = models.DateTimeField(null=True, blank=True)

    objects = RespondentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["asked_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["review", "member"],
                condition=Q(taken_out_at=None),
                name="a_member_answers_a_review_once",
            ),
            models.CheckConstraint(
                name="who_answered_is_not_taken_out", condition=Q(answered_at=None) | Q(taken_out_at=None)
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None and self.taken_out_at is None

    def can_be_opened(self, now: datetime) -> bool:
        return self.is_waiting and self.expires_at is not None and self.expires_at > now


class AgreedQuerySet(OfSchoolQuerySet["Agreed"]):
    pass


class Agreed(OfSchool):
    """The rating that colleagues agreed on for one item, and why where they differed."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="agreed")
    item = models.CharField(max_length=32)
    rating = models.PositiveSmallIntegerField()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    agreed_at = models.DateTimeField(default=timezone.now)

    objects = AgreedQuerySet.as_manager()

    class Meta:
        verbose_name = "agreed rating"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "item"], name="one_agreed_rating_of_an_item")
        ]


class ReopeningQuerySet(OfSchoolQuerySet["Reopening"]):
    pass


class Reopening(OfSchool):
    """That a finished review was opened again, and why. Appended."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="reopenings")
    reason = models.CharField(max_length=300)
    was_agreed_on = models.DateField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_at = models.DateTimeField(default=timezone.now)

    objects = ReopeningQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["reopened_at", "pk"]


class EvidenceQuerySet(OfSchoolQuerySet["Evidence"]):
    def kept(self) -> "EvidenceQuerySet":
        return self.filter(deleted_at=None)


class Evidence(OfSchool):
    """A file that shows why an item was rated so. It lies in a private folder; once deleted, only this row stays."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="evidence")
    item = models.CharField(max_length=32, blank=True)  # nothing: of the whole review
    name = models.CharField(max_length=100)  # a safe one, with the ending of what it is
    kind = models.CharField(max_length=8)  # an ending of domain.evidence_files
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    shows = models.CharField(max_length=200, blank=True)
    added_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    deleted_reason = models.CharField(max_length=300, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"
        ordering: ClassVar = ["-added_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="evidence_is_deleted_with_a_reason",
                condition=Q(deleted_at=None) | ~Q(deleted_reason=""),
            )
        ]
