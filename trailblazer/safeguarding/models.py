"""Risk and safety plans, and safeguarding concerns. Never shown to family or school by a page of theirs."""

from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson

Kept = TypeVar("Kept", bound="OfSafety", covariant=True)


class OfSafetyQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    permission = Permission.SEE_SAFEGUARDING

    def scope_of_team(self, member: Membership) -> Q:
        return Q(young_person__team=member.organisation_id)


class OfSafety(VisibleRecord):
    PATH_TO_YOUNG_PERSON = "young_person"

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class RiskAssessmentQuerySet(OfSafetyQuerySet["RiskAssessment"]):
    pass


class RiskAssessment(OfSafety):
    """How safe a young person is on a day, and when to look again. Appended; the newest is the one that holds."""

    class Level(models.TextChoices):
        NONE = "none", "No risk known"
        LOW = "low", "Low"
        MEDIUM = "medium", "Medium"
        HIGH = "high", "High"

    level = models.CharField(max_length=8, choices=Level.choices)
    risks = models.JSONField(default=list, blank=True)  # codes of "risks"
    told_on = models.DateField()
    what = models.TextField()  # what was seen and said
    keeps_safe = models.TextField(blank=True)
    headline = models.CharField(max_length=120, blank=True)  # what the flag says
    lead_knows = models.BooleanField(default=False)  # the school's designated safeguarding lead
    review_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = RiskAssessmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_risk_is_looked_at_again_on_a_day",
                condition=Q(level="none") | Q(review_on__isnull=False),
            ),
        ]


class SafetyPlanQuerySet(OfSafetyQuerySet["SafetyPlan"]):
    pass


class SafetyPlan(OfSafety, Versioned):
    """What a young person does, and whom they turn to, when it gets bad; agreed with them."""

    warning_signs = models.TextField(blank=True)
    what_i_can_do = models.TextField(blank=True)
    people_and_places = models.TextField(blank=True)
    who_to_ask = models.TextField(blank=True)
    making_it_safe = models.TextField(blank=True)
    agreed_with = models.JSONField(default=list, blank=True)  # codes of "who_agreed"
    agreed_on = models.DateField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = SafetyPlanQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["young_person"], condition=Q(ended_on=None), name="one_safety_plan_at_a_time"
            )
        ]


class Decision(models.TextChoices):
    SHARE = "share", "Share it"
    NOT_SHARE = "not_share", "Not share it"


class ConcernQuerySet(OfSafetyQuerySet["Concern"]):
    def open(self) -> "ConcernQuerySet":
        return self.filter(closed_on=None)

    def shared(self) -> "ConcernQuerySet":
        """Those of which the newest decision is to share them."""
        newest = DecidedAnew.objects.filter(concern=OuterRef("pk")).order_by("-recorded_at", "-pk")
        stands = Coalesce(Subquery(newest.values("decision")[:1]), F("decision"))
        return self.alias(decision_now=stands).filter(decision_now=Decision.SHARE)


class Concern(OfSafety):
    """A safeguarding concern: what was seen and said, and the first decision to share it or not, with its reason."""

    seen_on = models.DateField()
    seen_and_said = models.TextField()
    kinds = models.JSONField(default=list, blank=True)  # codes of "concerns"
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    closed_on = models.DateField(null=True, blank=True)
    closed_words = models.CharField(max_length=300, blank=True)

    objects = ConcernQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_concern_gives_its_reason", condition=~Q(reason="")),
        ]

    @property
    def decisions(self) -> list["Concern | DecidedAnew"]:
        """Every decision about it, the one that stands first."""
        return [*reversed(self.decided_anew.all()), self]

    @property
    def is_shared(self) -> bool:
        return self.decisions[0].decision == Decision.SHARE


class DecidedAnewQuerySet(OfSafetyQuerySet["DecidedAnew"]):
    pass


class DecidedAnew(OfSafety):
    """A later decision to share a concern or not, with its reason. Appended; the newest stands."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="decided_anew")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    reason = models.TextField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = DecidedAnewQuerySet.as_manager()

    class Meta:
        verbose_name = "later decision about a concern"
        ordering: ClassVar = ["recorded_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_later_decision_gives_its_reason", condition=~Q(reason="")),
        ]


class ToldQuerySet(OfSafetyQuerySet["Told"]):
    pass


class Told(OfSafety):
    """Whom a concern was told to, when and how, and what came back. Appended; the receipt is added once."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="told")
    whom = models.CharField(max_length=32)  # a code of "told_whom"
    name = models.CharField(max_length=100, blank=True)
    how = models.CharField(max_length=32, blank=True)  # a code of "told_how"
    told_at = models.DateTimeField(default=timezone.now)
    receipt_at = models.DateTimeField(null=True, blank=True)
    receipt_words = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ToldQuerySet.as_manager()

    class Meta:
        verbose_name = "telling of a concern"
        ordering: ClassVar = ["told_at", "pk"]


class SchoolRouteQuerySet(VisibleQuerySet["SchoolRoute"]):
    permission = Permission.SEE_SCHOOLS

    def scope_of_school(self, member: Membership) -> Q:
        return Q(school=member.organisation.urn)


class SchoolRoute(VisibleRecord, Versioned):
    """How a concern reaches the designated safeguarding lead of one school, as the team agreed with it."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    school = models.ForeignKey(School, models.PROTECT, related_name="safeguarding_routes")
    lead_name = models.CharField(max_length=100, blank=True)
    lead_email = models.EmailField(blank=True)
    lead_telephone = models.CharField(max_length=40, blank=True)
    deputy = models.CharField(max_length=200, blank=True)
    how = models.CharField(max_length=300, blank=True)  # "ring first, then the form of their own system"
    checked_on = models.DateField(null=True, blank=True)

    objects = SchoolRouteQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "school"], name="one_safeguarding_route_of_a_team_to_a_school"
            )
        ]
