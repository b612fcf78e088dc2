"""How a team's time is shared between its schools: the proposal, its adjustments, and what the board decided."""

from functools import cached_property
from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.domain.allocation import Weights, phases
from trailblazer.domain.allocation_ledger import OUTCOMES, Move, Ruling, Split
from trailblazer.domain.school_terms import Term, term_by_code
from trailblazer.places.models import School
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet

Kept = TypeVar("Kept", bound="OfAllocation", covariant=True)


class TimeAllocationQuerySet(VisibleQuerySet["TimeAllocation"]):
    permission = Permission.SEE_ALLOCATION

    def current(self) -> "TimeAllocationQuerySet":
        """One for each team and term: those that were replaced by a newer proposal are left out."""
        return self.filter(replaced_on=None)


class TimeAllocation(VisibleRecord, Versioned):
    """A proposal for one team and term, frozen with the weights and the capacity it was made with."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    term = models.CharField(max_length=6)  # a code of domain.school_terms.Term
    weights = models.JSONField(default=dict)  # as domain.allocation.Weights keeps them
    whole_time = models.DecimalField(max_digits=5, decimal_places=2, default=0)  # in post, for schools
    weeks = models.PositiveSmallIntegerField(default=0)
    kept = models.PositiveSmallIntegerField(default=0)  # per cent
    half_days = models.PositiveSmallIntegerField(default=0)  # all that is shared
    one = models.PositiveSmallIntegerField(default=0)  # per cent of each function
    two = models.PositiveSmallIntegerField(default=0)
    three = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    replaced_on = models.DateField(null=True, blank=True)

    objects = TimeAllocationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-term", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "term"],
                condition=Q(replaced_on=None),
                name="one_allocation_of_a_team_in_a_term",
            )
        ]

    @property
    def of_term(self) -> Term:
        return term_by_code(self.term)

    @property
    def split(self) -> Split:
        return (self.one, self.two, self.three)

    @cached_property
    def of_weights(self) -> Weights:
        return Weights.read(self.weights)


class OfAllocationQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    permission = Permission.SEE_ALLOCATION

    def scope_of_team(self, member: Membership) -> Q:
        return Q(allocation__team=member.organisation_id)


class OfAllocation(VisibleRecord):
    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    allocation = models.ForeignKey(TimeAllocation, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class AllocationLineQuerySet(OfAllocationQuerySet["AllocationLine"]):
    pass


class AllocationLine(OfAllocation):
    """What was proposed for one school, with what the formula knew of it. Written once."""

    school = models.ForeignKey(School, models.PROTECT, related_name="+")
    pupils = models.PositiveIntegerField(null=True, blank=True)
    meals = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)  # per cent
    phase = models.CharField(max_length=16)  # a code of data/allocation.toml
    part = models.DecimalField(max_digits=7, decimal_places=6, default=0)  # of all, by the weights
    half_days = models.PositiveSmallIntegerField(default=0)

    objects = AllocationLineQuerySet.as_manager()

    class Meta:
        verbose_name = "line of an allocation"
        ordering: ClassVar = ["school__name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["allocation", "school"], name="a_school_once_in_an_allocation")
        ]

    @property
    def phase_words(self) -> str:
        known = phases().get(self.phase)
        return known.words if known else ""


class AllocationChangeQuerySet(OfAllocationQuerySet["AllocationChange"]):
    pass


class AllocationChange(OfAllocation):
    """An adjustment: half-days from a school to a school, and why. No school: what is held back. Written once."""

    number = models.PositiveSmallIntegerField()
    from_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    to_school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    half_days = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    objects = AllocationChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "adjustment of an allocation"
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["allocation", "number"], name="adjustments_are_numbered"),
            models.CheckConstraint(name="an_adjustment_says_why", condition=~Q(reason="")),
            models.CheckConstraint(name="an_adjustment_moves_something", condition=Q(half_days__gt=0)),
        ]

    @property
    def move(self) -> Move:
        return Move(self.number, self.from_school_id, self.to_school_id, self.half_days)


class AllocationDecisionQuerySet(OfAllocationQuerySet["AllocationDecision"]):
    pass


class AllocationDecision(OfAllocation):
    """What the board decided: the first about the proposal, later ones about the adjustments since. Written once."""

    outcome = models.CharField(max_length=20, choices=list(OUTCOMES.items()))
    covers = models.PositiveSmallIntegerField(default=0)  # the newest adjustment it is about
    decided_on = models.DateField()
    minute = models.CharField(max_length=100)
    words = models.CharField(max_length=300, blank=True)
    board_decision = models.CharField(max_length=16, blank=True)  # the reference of a decision of the board
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    objects = AllocationDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "decision about an allocation"
        ordering: ClassVar = ["written_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_decision_names_its_minute", condition=~Q(minute=""))
        ]

    @property
    def ruling(self) -> Ruling:
        return Ruling(self.outcome, self.covers)


class HoursReadQuerySet(OfSchoolQuerySet["HoursRead"]):
    def of_term(self, school: School, term: Term) -> "HoursReadQuerySet":
        return self.filter(school=school, term=term.code)


class HoursRead(OfSchool):
    """Hours of help and advice that a school reads, up to a Sunday. Written once: it stands until the next one."""

    term = models.CharField(max_length=6)
    up_to = models.DateField()
    hours = models.PositiveSmallIntegerField()
    counted_on = models.DateField()

    objects = HoursReadQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "hours read"
        ordering: ClassVar = ["-up_to", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "term", "up_to"], name="a_school_reads_one_figure_up_to_a_day"
            )
        ]
