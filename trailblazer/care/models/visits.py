"""Days in schools: where, when, in which room; and the days on which somebody is not there."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned, VisibleQuerySet
from trailblazer.access.roles import Permission
from trailblazer.care.models.of_care import OfTeam, OfTeamQuerySet
from trailblazer.places.models import School


class VisitQuerySet(OfTeamQuerySet["Visit"]):
    permission = Permission.SEE_VISITS

    def scope_of_school(self, member: Membership) -> Q:
        return Q(school=member.organisation.urn)

    def going_ahead(self) -> "VisitQuerySet":
        return self.exclude(state=Visit.State.CANCELLED)


class Visit(OfTeam, Versioned):
    """One person's time at one place on one day. What is done there are its contacts and group sessions."""

    class State(models.TextChoices):
        PLANNED = "planned", "Booked"
        CALLS = "calls", "By telephone or video instead"
        CANCELLED = "cancelled", "Cancelled"

    class Room(models.TextChoices):
        CONFIRMED = "confirmed", "Room confirmed"
        ASKED = "asked", "Room asked for"
        NOT_CONFIRMED = "not_confirmed", "Room not confirmed"
        NONE_NEEDED = "none_needed", "No room needed"

    member = models.ForeignKey(Membership, models.PROTECT, related_name="visits")
    place = models.CharField(max_length=20, default="school_room")  # a code of "places_of_contact"
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    place_name = models.CharField(max_length=120, blank=True)  # where it is not a school
    day = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=60, blank=True)
    room_state = models.CharField(max_length=14, choices=Room.choices, default=Room.NOT_CONFIRMED)
    way_in = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    reason = models.CharField(max_length=200, blank=True)  # why it was cancelled or turned into calls
    all_the_same = models.CharField(max_length=200, blank=True)  # why it was planned in spite of a warning

    objects = VisitQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["member", "day"], name="visit_of_member_by_day"),
            models.Index(fields=["school", "day"], name="visit_to_school_by_day"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_visit_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="a_visit_that_does_not_go_ahead_says_why",
                condition=Q(state="planned") | ~Q(reason=""),
            ),
        ]


class AwayDayQuerySet(OfTeamQuerySet["AwayDay"]):
    pass


class AwayDay(OfTeam):
    """Days on which a member is not to be booked: university, leave, training; once, or every week on a weekday."""

    class Kind(models.TextChoices):
        UNIVERSITY = "university", "University"
        LEAVE = "leave", "Leave"
        TRAINING = "training", "Training"
        NOT_WORKING = "not_working", "Not a working day"

    member = models.ForeignKey(Membership, models.CASCADE, related_name="away_days")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    weekday = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 is Monday; none: every day between

    objects = AwayDayQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="away_days_end_after_they_start", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]


class OwnQuerySet(VisibleQuerySet["CalendarFeed"]):
    permission = Permission.SEE_CARE

    def scope(self, member: Membership) -> Q:
        return Q(member=member)


class CalendarFeed(OfTeam):
    """The secret address by which a member's own calendar reads their visits, without names. Only its hash is kept."""

    member = models.OneToOneField(Membership, models.CASCADE, related_name="calendar_feed")
    secret_hash = models.CharField(max_length=64, unique=True)
    made_on = models.DateField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet.as_manager()


class SavedViewQuerySet(VisibleQuerySet["SavedView"]):
    permission = Permission.SEE_CARE

    def scope(self, member: Membership) -> Q:
        return Q(member=member)


class SavedView(OfTeam):
    """The filters of a list under a name of one's own."""

    member = models.ForeignKey(Membership, models.CASCADE, related_name="saved_views")
    listing = models.CharField(max_length=40)
    name = models.CharField(max_length=60)
    question = models.CharField(max_length=500)  # what stands after the ? of the list's address

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["member", "listing", "name"], name="a_saved_view_has_its_own_name"
            )
        ]
