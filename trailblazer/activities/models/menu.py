"""What a team offers to its schools, the materials of its library, and what a school ordered."""

from datetime import date
from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.domain.activities import Audience, name_of
from trailblazer.domain.school_terms import term_by_code
from trailblazer.teams.models import SchoolService
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet

AUDIENCES = [(one.value, one.words) for one in Audience]
Kept = TypeVar("Kept", bound=VisibleRecord, covariant=True)


class OfTeamsMenuQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    """What a team keeps for its schools: the lead of each school it serves now sees it too."""

    permission = Permission.SEE_SCHOOL_WORK

    def scope_of_school(self, member: Membership) -> Q:
        serving = SchoolService.objects.open_on(today()).filter(school=member.organisation.urn)
        return Q(team__in=serving.values("team"))


class MaterialQuerySet(OfTeamsMenuQuerySet["Material"]):
    def kept(self) -> "MaterialQuerySet":
        return self.filter(withdrawn_on=None)


class Material(VisibleRecord, Versioned):
    """A file or a link in a team's library. A file lies in a private folder, under its reference."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=32, blank=True)  # a kind of activity; nothing: for any
    audience = models.CharField(max_length=10, choices=AUDIENCES)
    link = models.CharField(max_length=300, blank=True)
    name = models.CharField(
        max_length=100, blank=True
    )  # of the file: a safe one, with the ending of what it is
    ending = models.CharField(max_length=8, blank=True)  # of domain.evidence_files
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    added_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    added_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "pk"]

    @property
    def is_file(self) -> bool:
        return not self.link


class MenuItemQuerySet(OfTeamsMenuQuerySet["MenuItem"]):
    def offered(self) -> "MenuItemQuerySet":
        return self.filter(withdrawn_on=None)


class MenuItem(VisibleRecord, Versioned):
    """One thing a team offers to its schools."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=32)  # a code of domain.activities
    audience = models.CharField(max_length=10, choices=AUDIENCES)
    minutes = models.PositiveSmallIntegerField()
    outcomes = models.TextField(max_length=1000, blank=True)  # what people can do afterwards, one in a line
    year_groups = models.CharField(max_length=100, blank=True)
    materials = models.ManyToManyField(Material, blank=True, related_name="menu_items")
    offered_on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = MenuItemQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["title", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="what_is_offered_takes_1_to_720_minutes", condition=Q(minutes__range=(1, 720))
            ),
        ]

    @property
    def kind_name(self) -> str:
        return name_of(self.kind)

    @property
    def outcome_lines(self) -> list[str]:
        return [line for line in self.outcomes.splitlines() if line.strip()]


class OrderQuerySet(OfSchoolQuerySet["Order"]):
    def waiting(self) -> "OrderQuerySet":
        return self.filter(activity=None, declined_on=None, withdrawn_on=None)

    def over(self) -> "OrderQuerySet":
        """Answered, or withdrawn by the school."""
        return self.exclude(activity=None, declined_on=None, withdrawn_on=None)


class Order(OfSchool, Versioned):
    """That a school asks for something of the menu, whose it is to answer and by when, and what came of it."""

    menu_item = models.ForeignKey(MenuItem, models.PROTECT, related_name="orders")
    term = models.CharField(max_length=6)  # a code of domain.school_terms.Term
    weeks = models.CharField(max_length=100, blank=True)
    audience = models.CharField(max_length=10, choices=AUDIENCES)
    expected = models.PositiveSmallIntegerField()
    note = models.CharField(max_length=300, blank=True)
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    owner = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField()
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.OneToOneField(
        "SchoolActivity", models.PROTECT, null=True, blank=True, related_name="order"
    )
    declined_on = models.DateField(null=True, blank=True)
    declined_why = models.CharField(max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["due_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_order_is_declined_with_a_reason",
                condition=Q(declined_on=None) | ~Q(declined_why=""),
            ),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.activity_id is None and self.declined_on is None and self.withdrawn_on is None

    def is_late(self, today: date) -> bool:
        return self.is_waiting and self.due_on < today

    @property
    def term_name(self) -> str:
        return str(term_by_code(self.term))

    @property
    def state(self) -> str:
        """In words, as the school and the team read it."""
        if self.activity_id is not None:
            return "Planned"
        if self.withdrawn_on is not None:
            return "Withdrawn"
        return "Not now" if self.declined_on is not None else "Waiting for an answer"
