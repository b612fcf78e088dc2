"""Help that a school has of its own, and the pupils that its lead is thinking about."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned
from trailblazer.access.roles import Permission, Role
from trailblazer.domain import codes
from trailblazer.domain.who_could_help import Offer
from trailblazer.teams.models import open_on
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet


class SchoolSupportQuerySet(OfSchoolQuerySet["SchoolSupport"]):
    """Names no pupil: whoever may see the school may see what it has."""

    permission = Permission.SEE_SCHOOLS

    def open_on(self, day: date) -> "SchoolSupportQuerySet":
        return self.filter(open_on(day))


class SchoolSupport(OfSchool, Versioned):
    """One kind of help that a school has besides the team: its counsellor, its nurse, a charity."""

    kind = models.CharField(max_length=32)  # a code of "school_support_kinds"
    name = models.CharField(max_length=100)  # as the school calls it
    given_by = models.CharField(max_length=100, blank=True)
    days = models.CharField(max_length=100, blank=True)
    helps_with = models.JSONField(default=list, blank=True)  # codes of "reasons"; none: with anything
    age_from = models.PositiveSmallIntegerField(default=4)
    age_to = models.PositiveSmallIntegerField(default=19)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    taken = models.PositiveSmallIntegerField(null=True, blank=True)
    wait_weeks = models.PositiveSmallIntegerField(null=True, blank=True)
    how_to_ask = models.CharField(max_length=200, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ends_because = models.CharField(max_length=200, blank=True)
    checked_on = models.DateField()

    objects = SchoolSupportQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["kind", "name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="school_support_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="school_support_is_for_an_age", condition=Q(age_to__gte=F("age_from"))
            ),
        ]

    @property
    def kind_words(self) -> str:
        return codes.load("school_support_kinds").words(self.kind)

    @property
    def helps_with_words(self) -> str:
        reasons = codes.load("reasons")
        return ", ".join(reasons.words(code) for code in self.helps_with) or "Anything"

    @property
    def offer(self) -> Offer:
        """As the rules of who could help look at it."""
        return Offer(
            name=self.name,
            helps_with=frozenset(self.helps_with),
            age_from=self.age_from,
            age_to=self.age_to,
            places=self.places,
            taken=self.taken or 0,
            wait_weeks=self.wait_weeks,
        )


class ThoughtQuerySet(OfSchoolQuerySet["Thought"]):
    """Kept by the school's lead for themselves: neither the team nor other staff of the school see it."""

    def scope(self, member: Membership) -> Q:
        is_lead = member.role == Role.SENIOR_MENTAL_HEALTH_LEAD
        if is_lead and member.organisation.kind == Organisation.Kind.SCHOOL:
            return self.scope_of_school(member)
        return Q(pk__in=())

    def still_open(self) -> "ThoughtQuerySet":
        """Something was to be done, and nobody has said that it was."""
        return self.filter(done_on=None).exclude(ends_in="nothing")


class Thought(OfSchool, Versioned):
    """A pupil that the lead is thinking about this term: what was noticed and what comes of it. No score, no label."""

    who = models.CharField(max_length=60)
    year_group = models.CharField(max_length=16, blank=True)
    term = models.CharField(max_length=8)  # the code of a term of `school_terms`
    noticed = models.CharField(max_length=300)
    ends_in = models.CharField(max_length=16)  # a code of "thought_ends"
    by_when = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = ThoughtQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["who", "pk"]

    @property
    def ends_in_words(self) -> str:
        return codes.load("thought_ends").words(self.ends_in)

    @property
    def is_open(self) -> bool:
        return self.done_on is None and self.ends_in != "nothing"

    def is_late(self, today: date) -> bool:
        return self.is_open and self.by_when is not None and self.by_when < today
