"""Advice that was given, and liaison. When and how long stands in its `Activity`, which time by function counts."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.advice.models.of_advice import AskedForQuerySet
from trailblazer.advice.models.times import AdviceBooking
from trailblazer.care.models import Activity
from trailblazer.places.models import School
from trailblazer.teams.of_school import OfSchool


class AdviceQuerySet(AskedForQuerySet["Advice"]):
    def standing(self) -> "AdviceQuerySet":
        """Not taken back."""
        return self.filter(activity__is_in_error=False)

    def facts_of(self, member: Membership) -> "AdviceQuerySet":
        """Those of which this member may know that they were, when, about what and with what outcome.

        For a school's lead that is everything given to the school. It is for counts and for the log, which reads no
        other field: who asked, what, and what was agreed is for `visible_to`.
        """
        if not member.may(Permission.SEE_ADVICE):
            return self.none()
        if member.organisation.kind == Organisation.Kind.SCHOOL:
            return self.filter(school=member.organisation.urn, provider__serves=member.organisation_id)
        return self.visible_to(member)


class Advice(OfSchool, Versioned):
    """Advice to somebody of a school, booked or not: the topic, the outcome, and what was agreed. It names nobody."""

    activity = models.OneToOneField(Activity, models.PROTECT, related_name="advice")
    booking = models.OneToOneField(
        AdviceBooking, models.PROTECT, null=True, blank=True, related_name="advice"
    )
    asked_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="advice_asked"
    )
    lead_may_see = models.BooleanField(default=False)
    topic = models.CharField(max_length=32)  # a code of "advice_topics"
    outcome = models.CharField(max_length=32)  # a code of "advice_outcomes"
    agreed = models.CharField(max_length=620, blank=True)  # at most three lines
    history = HistoricalRecords()

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = "advice"
        verbose_name_plural = "advice"
        ordering: ClassVar = ["-activity__happened_on", "-pk"]

    @property
    def lines(self) -> list[str]:
        return self.agreed.splitlines()


class LiaisonQuerySet(VisibleQuerySet["Liaison"]):
    permission = Permission.SEE_ADVICE

    def standing(self) -> "LiaisonQuerySet":
        return self.filter(activity__is_in_error=False)

    def scope_of_team(self, member: Membership) -> Q:
        return Q(team=member.organisation_id)


class Liaison(VisibleRecord, Versioned):
    """A call or meeting with somebody outside the team. About whom, and then what was decided, is on their record."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="liaison")
    whom = models.CharField(max_length=32)  # a code of "liaison_with"
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.CharField(max_length=300, blank=True)  # where it was about nobody; names nobody

    objects = LiaisonQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "liaison"
        ordering: ClassVar = ["-activity__happened_on", "-pk"]

    @property
    def about(self) -> Any:
        """What stands on the record of the young person it was about; None where it was about no one."""
        return getattr(self.activity, "indirect", None)
