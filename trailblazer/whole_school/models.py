"""What a school keeps about itself as a whole: reviews with their answers and evidence, the plan, and its policies."""

from datetime import date, datetime
from typing import ClassVar, Generic

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.access.roles import Permission
from trailblazer.domain.action_plans import Due, Status, due_of, status_of, term_by_code
from trailblazer.domain.terms import SchoolYear
from trailblazer.teams.of_school import Kept, OfSchool, OfSchoolQuerySet


class OwnTooQuerySet(OfSchoolQuerySet[Kept], Generic[Kept]):
    """Of the school's staff other than its lead, each sees only what is theirs."""

    permission = Permission.ANSWER_REVIEWS
    own: ClassVar[str]

    def scope(self, member: Membership) -> Q:
        mine = Q(**{self.own: member})
        return super().scope(member) | mine if member.may(Permission.SEE_SCHOOL_WORK) else mine


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


class PlannedActionQuerySet(OwnTooQuerySet["PlannedAction"]):
    own = "owner"

    def open(self) -> "PlannedActionQuerySet":
        return self.filter(done_on=None, dropped_on=None)


class PlannedAction(OfSchool, Versioned):
    """Something a school has decided to do about an item of its review: whose it is, by when, and how far it is."""

    review = models.ForeignKey(Review, models.PROTECT, null=True, blank=True, related_name="actions")
    year = (
        models.PositiveSmallIntegerField()
    )  # whose plan it belongs to: the school year, by the year it starts in
    item = models.CharField(max_length=32, blank=True)
    area_name = models.CharField(max_length=100, blank=True)  # as it was called when it was planned
    what = models.CharField(max_length=300)
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    owner_name = models.CharField(max_length=100, blank=True)
    by_on = models.DateField()
    review_term = models.CharField(max_length=6)  # a code of domain.action_plans.Term
    team_will = models.CharField(max_length=300, blank=True)
    planned_on = models.DateField()
    planned_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    begun_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_reason = models.CharField(max_length=300, blank=True)

    objects = PlannedActionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["by_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["school", "by_on"], name="action_of_school_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_action_has_an_owner", condition=Q(owner__isnull=False) | ~Q(owner_name="")
            ),
            models.CheckConstraint(
                name="an_action_is_not_both_done_and_dropped", condition=Q(done_on=None) | Q(dropped_on=None)
            ),
            models.CheckConstraint(
                name="an_action_is_dropped_with_a_reason",
                condition=Q(dropped_on=None) | ~Q(dropped_reason=""),
            ),
        ]

    @property
    def whose(self) -> str:
        return self.owner.user.name if self.owner else self.owner_name

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.dropped_on is None

    @property
    def term(self) -> str:
        return str(term_by_code(self.review_term))

    def status(self, today: date) -> Status:
        return status_of(
            by_on=self.by_on,
            today=today,
            begun=self.begun_on,
            done=self.done_on,
            dropped=self.dropped_on,
        )


class PlanLineQuerySet(OwnTooQuerySet["PlanLine"]):
    own = "action__owner"


class PlanLine(OfSchool):
    """One thing that happened to an action of a plan, in a line. Appended; together they are its history."""

    class Kind(models.TextChoices):
        PLANNED = "planned", "Planned"
        CHANGED = "changed", "Changed"
        BEGUN = "begun", "Begun"
        REVIEWED = "reviewed", "Looked at"
        DONE = "done", "Done"
        DROPPED = "dropped", "Dropped"

    action = models.ForeignKey(PlannedAction, models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.CharField(max_length=400, blank=True)
    by_on_was = models.DateField(null=True, blank=True)  # where the day was moved
    by_on = models.DateField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = PlanLineQuerySet.as_manager()

    class Meta:
        verbose_name = "line of a plan"
        ordering: ClassVar = ["at", "pk"]


class PolicyQuerySet(OfSchoolQuerySet["Policy"]):
    pass


class Policy(OfSchool, Versioned):
    """A policy of a school that bears on mental health: when it was last reviewed, and when it is due again."""

    class Kind(models.TextChoices):
        BEHAVIOUR = "behaviour", "Behaviour"
        MENTAL_HEALTH = "mental_health", "Mental health and wellbeing"
        ANTI_BULLYING = "anti_bullying", "Anti-bullying"
        SAFEGUARDING = "safeguarding", "Safeguarding and child protection"
        PSHE = "pshe", "Relationships, sex and health education (PSHE)"
        OWN = "own", "Another policy"

    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=100, blank=True)  # of another policy
    reviewed_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    where = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "policies"
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "kind", "name"],
                condition=Q(ended_on=None),
                name="a_policy_of_a_school_is_kept_once",
            ),
            models.CheckConstraint(name="another_policy_has_a_name", condition=~Q(kind="own") | ~Q(name="")),
        ]

    @property
    def called(self) -> str:
        return self.name or self.get_kind_display()

    def due(self, today: date) -> Due:
        return due_of(self.due_on, today)
