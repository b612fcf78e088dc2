"""Times at which advice can be had, and who booked which."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleRecord
from trailblazer.access.today import today
from trailblazer.advice.models.of_advice import AskedForQuerySet, OfSchoolsTooQuerySet
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService
from trailblazer.teams.of_school import OfSchool


def _for_school(member: Membership) -> models.QuerySet["AdviceTimes"]:
    """The times that a school can book: those of the teams that serve it now, for all their schools or for this one."""
    serving = SchoolService.objects.open_on(today()).filter(school=member.organisation.urn)
    offered = AdviceTimes.objects.filter(team__in=serving.exclude(state="paused").values("team"))
    return offered.filter(Q(is_for_all=True) | Q(schools=member.organisation.urn))


class AdviceTimesQuerySet(OfSchoolsTooQuerySet["AdviceTimes"]):
    def scope_of_team(self, member: Membership) -> Q:
        return Q(team=member.organisation_id)

    def scope_of_school(self, member: Membership) -> Q:
        return Q(pk__in=_for_school(member).values("pk"))


class AdviceTimes(VisibleRecord):
    """A stretch of one day that a practitioner offers for advice, cut into quarter hours."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="advice_times")
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ways = models.JSONField(default=list)  # codes of "advice_ways"
    is_for_all = models.BooleanField(default=False)  # every school of the team, those that join later too
    schools = models.ManyToManyField(School, blank=True, related_name="+")
    all_the_same = models.CharField(max_length=200, blank=True)  # why it was offered in spite of a warning

    objects = AdviceTimesQuerySet.as_manager()

    class Meta:
        verbose_name = "times for advice"
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="times_for_advice_end_after_they_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]


class AdviceSlotQuerySet(OfSchoolsTooQuerySet["AdviceSlot"]):
    def scope_of_team(self, member: Membership) -> Q:
        return Q(team=member.organisation_id)

    def scope_of_school(self, member: Membership) -> Q:
        return Q(times__in=_for_school(member).values("pk"))

    def offered(self) -> "AdviceSlotQuerySet":
        return self.filter(removed_on=None)

    def free(self, now: datetime) -> "AdviceSlotQuerySet":
        """Still to come, and booked by nobody."""
        taken = AdviceBooking.objects.filter(slot=OuterRef("pk"), cancelled_on=None)
        return self.offered().filter(~Exists(taken), starts_at__gt=now)


class AdviceSlot(VisibleRecord, Versioned):
    """A quarter of an hour with one practitioner."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    times = models.ForeignKey(AdviceTimes, models.PROTECT, related_name="slots")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="advice_slots")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    removed_on = models.DateField(null=True, blank=True)

    objects = AdviceSlotQuerySet.as_manager()

    class Meta:
        verbose_name = "time for advice"
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["member", "starts_at"], name="advice_slot_of_member")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "starts_at"],
                condition=Q(removed_on=None),
                name="a_member_gives_advice_once_at_a_time",
            ),
        ]


class AdviceBookingQuerySet(AskedForQuerySet["AdviceBooking"]):
    def standing(self) -> "AdviceBookingQuerySet":
        return self.filter(cancelled_on=None)

    def to_come(self, now: datetime) -> "AdviceBookingQuerySet":
        return self.standing().filter(slot__ends_at__gt=now, advice=None)

    def to_write_down(self, now: datetime) -> "AdviceBookingQuerySet":
        """Past, and nobody has said yet what came of it."""
        return self.standing().filter(slot__ends_at__lte=now, advice=None)


class AdviceBooking(OfSchool, Versioned):
    """That somebody at a school booked a time: about what, without a name, and how to reach them."""

    slot = models.ForeignKey(AdviceSlot, models.PROTECT, related_name="bookings")
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="advice_booked")
    topic = models.CharField(max_length=32)  # a code of "advice_topics"
    age = models.CharField(max_length=16)  # a code of "advice_ages"
    question = models.CharField(max_length=500)  # names nobody
    way = models.CharField(max_length=16)  # a code of "advice_ways"
    reach = models.CharField(max_length=120)  # the number to ring, the room
    lead_may_see = models.BooleanField(default=False)
    booked_at = models.DateTimeField(default=timezone.now)
    reminded_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_why = models.CharField(max_length=200, blank=True)

    objects = AdviceBookingQuerySet.as_manager()

    class Meta:
        verbose_name = "booking of advice"
        ordering: ClassVar = ["slot__starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(cancelled_on=None), name="a_time_for_advice_is_booked_once"
            ),
        ]
