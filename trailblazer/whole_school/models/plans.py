"""What a school has decided to do, and when its policies are due."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.domain.action_plans import Due, Status, due_of, status_of
from trailblazer.domain.school_terms import term_by_code
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet
from trailblazer.whole_school.models.own import OwnTooQuerySet
from trailblazer.whole_school.models.reviews import Review


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
    review_term = models.CharField(max_length=6)  # a code of domain.school_terms.Term
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
