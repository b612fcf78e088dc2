"""Who does what in a school, whether that was confirmed, and what its senior mental health lead reviews and learns."""

from datetime import date, datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.domain import codes
from trailblazer.domain.lead_role import LEVELS, height
from trailblazer.domain.school_roles import LEAD, REMIND_AFTER, Stretch
from trailblazer.referrals.rows import words_of
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet


class SchoolRoleQuerySet(OfSchoolQuerySet["SchoolRole"]):
    def held_on(self, day: date) -> "SchoolRoleQuerySet":
        return self.filter(Q(last_day=None) | Q(last_day__gte=day), starts_on__lte=day)

    def leads(self) -> "SchoolRoleQuerySet":
        return self.filter(role=LEAD)


class SchoolRole(OfSchool, Versioned):
    """One person in one role of a school, from a day to a day. A person may hold several, and several people one."""

    role = models.CharField(max_length=16)  # a code of "school_roles"
    name = models.CharField(max_length=100)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = SchoolRoleQuerySet.as_manager()

    class Meta:
        verbose_name = "role in a school"
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_role_in_a_school_ends_after_it_starts",
                condition=Q(last_day=None) | Q(last_day__gte=F("starts_on")),
            )
        ]

    @property
    def words(self) -> str:
        return words_of("school_roles", self.role)

    @property
    def stretch(self) -> Stretch:
        return Stretch(self.starts_on, self.last_day)

    @property
    def is_lead(self) -> bool:
        return self.role == LEAD

    def is_same_person(self, other: "SchoolRole") -> bool:
        """By the email address where both have one, else by the name."""
        if self.email and other.email:
            return self.email.lower() == other.email.lower()
        return self.name.casefold() == other.name.casefold()


class ConfirmationQuerySet(OfSchoolQuerySet["Confirmation"]):
    def open_at(self, now: datetime) -> "ConfirmationQuerySet":
        return self.filter(answered_at=None, withdrawn_at=None, expires_at__gt=now)

    def to_look_at(self) -> "ConfirmationQuerySet":
        """What a school changed or wrote, and nobody of the team has looked at yet."""
        return self.filter(answered_at__isnull=False, looked_at=None).exclude(changes=[], words="")


class Confirmation(OfSchool):
    """That a school was asked by a link to confirm its contacts, and what it answered."""

    school_year = models.PositiveSmallIntegerField()  # the year it starts in
    to_name = models.CharField(max_length=100)
    to_email = models.EmailField()
    secret_hash = models.CharField(max_length=64, unique=True)
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    reminders = models.PositiveSmallIntegerField(default=0)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=100, blank=True)
    words = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=list, blank=True)  # each: who, what, before, after
    looked_at = models.DateTimeField(null=True, blank=True)
    looked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = "confirmation of contacts"
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_school_is_reminded_so_often_at_most", condition=Q(reminders__lte=len(REMIND_AFTER))
            )
        ]

    def is_open(self, now: datetime) -> bool:
        return self.answered_at is None and self.withdrawn_at is None and self.expires_at > now

    def roles_to_confirm(self, today: date) -> list[SchoolRole]:
        """Who has a role there today, in the order of the list: what its link shows, and nothing else."""
        order = [code.code for code in codes.load("school_roles")]
        held = SchoolRole.objects.held_on(today).filter(provider=self.provider_id, school=self.school_id)
        return sorted(held, key=lambda one: order.index(one.role) if one.role in order else len(order))


class LeadHandOverQuerySet(OfSchoolQuerySet["LeadHandOver"]):
    pass


class LeadHandOver(OfSchool, Versioned):
    """That a lead leaves: the last day, who follows or nobody yet, and the first week of whoever follows."""

    leaving = models.ForeignKey(SchoolRole, models.PROTECT, related_name="hand_overs")
    follower = models.ForeignKey(SchoolRole, models.PROTECT, null=True, blank=True, related_name="followed")
    last_day = models.DateField()
    words = models.TextField(blank=True)  # what the one who follows should know
    done = models.JSONField(default=dict, blank=True)  # codes of the first week, each with its day
    invited_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = LeadHandOverQuerySet.as_manager()

    class Meta:
        verbose_name = "hand-over of a lead"
        ordering: ClassVar = ["-last_day", "-pk"]


class ResponsibilityReviewQuerySet(OfSchoolQuerySet["ResponsibilityReview"]):
    pass


class ResponsibilityReview(OfSchool, Versioned):
    """How far one of the six responsibilities is in one school year, as the school sees it, and what shows it."""

    school_year = models.PositiveSmallIntegerField()
    responsibility = models.CharField(max_length=20)  # a code of data/school_leads/responsibilities.toml
    level = models.CharField(max_length=12, choices=list(LEVELS.items()))
    evidence = models.TextField(blank=True)
    link = models.URLField(max_length=500, blank=True)
    reviewed_on = models.DateField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ResponsibilityReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "self-review of a responsibility"
        ordering: ClassVar = ["-school_year", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "school", "school_year", "responsibility"],
                name="a_responsibility_is_reviewed_once_a_school_year",
            )
        ]

    @property
    def height(self) -> int:
        return height(self.level) or 0

    @property
    def has_safe_link(self) -> bool:
        return self.link.startswith(("https://", "http://"))


class LeadTrainingQuerySet(OfSchoolQuerySet["LeadTraining"]):
    pass


class LeadTraining(OfSchool, Versioned):
    """A course of somebody who leads on mental health in a school."""

    person = models.ForeignKey(SchoolRole, models.PROTECT, related_name="trainings")
    course = models.CharField(max_length=200)
    course_provider = models.CharField(max_length=200)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    certificate = models.CharField(max_length=100, blank=True)  # its reference
    certificate_on = models.DateField(null=True, blank=True)
    outcomes = models.JSONField(default=list, blank=True)  # codes of "training_outcomes"
    grant_on = models.DateField(null=True, blank=True)
    grant_pounds = models.PositiveSmallIntegerField(null=True, blank=True)
    is_second_grant = models.BooleanField(default=False)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = LeadTrainingQuerySet.as_manager()

    class Meta:
        verbose_name = "training of a lead"
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_course_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")),
            )
        ]

    @property
    def is_certified(self) -> bool:
        return bool(self.certificate or self.certificate_on)

    @property
    def outcome_words(self) -> list[str]:
        return [words_of("training_outcomes", code) for code in self.outcomes]
