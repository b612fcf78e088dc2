"""What stands around requests: one that is still being written, and a team's own rules of scope."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation, RefField
from trailblazer.domain.scope import Position, Rule
from trailblazer.places.models import School


class Draft(models.Model):
    """A request being written, kept on the server for seven days after the last word, then gone.

    Someone without an account comes back to it by its secret; a member (`by`) by signing in.
    """

    ref = RefField()
    by = models.ForeignKey(Membership, models.CASCADE, null=True, blank=True, related_name="drafts")
    journey = models.CharField(max_length=20, default="public")
    provider = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    source = models.CharField(max_length=32, blank=True)
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=timezone.now)
    goes_at = models.DateTimeField(db_index=True)


class ScopeRuleQuerySet(models.QuerySet["ScopeRule"]):
    def in_force(self, team_id: int | None, day: date) -> "ScopeRuleQuerySet":
        begun = self.filter(team=team_id, begins_on__lte=day)
        return begun.filter(Q(ends_on=None) | Q(ends_on__gte=day))


class ScopeRule(models.Model):
    """A team's own rule of scope from a day on. It stands before the common rule of the same number."""

    ref = RefField()
    team = models.ForeignKey(Organisation, models.CASCADE, related_name="scope_rules")
    number = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(
        choices=[(position.value, position.words) for position in Position]
    )
    words = models.CharField(max_length=120)
    because = models.CharField(max_length=300)
    reasons = models.JSONField(default=list, blank=True)
    risks = models.JSONField(default=list, blank=True)
    roles = models.JSONField(default=list, blank=True)  # none: every role
    age_from = models.PositiveSmallIntegerField(default=0)
    age_to = models.PositiveSmallIntegerField(default=25)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ScopeRuleQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number", "begins_on"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_scope_rule_is_for_ages_in_order", condition=Q(age_from__lte=F("age_to"))
            )
        ]

    def as_rule(self) -> Rule:
        """The rule as `domain.scope` reads it."""
        return Rule(
            number=self.number,
            position=Position(self.position),
            words=self.words,
            because=self.because,
            reasons=frozenset(self.reasons),
            risks=frozenset(self.risks),
            roles=frozenset(self.roles or ("any",)),
            age_from=self.age_from,
            age_to=self.age_to,
            begins_on=self.begins_on,
            ends_on=self.ends_on,
            source="This team",
        )
