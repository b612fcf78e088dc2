"""Groups, classes, parents and staff: one register for a series; and all other work, with its minutes by function."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned
from trailblazer.care.models.courses import Course
from trailblazer.care.models.of_care import OfPerson, OfPersonQuerySet, OfTeam, OfTeamQuerySet
from trailblazer.care.models.visits import Visit
from trailblazer.domain.pathways import catalogue
from trailblazer.domain.terms import london_day
from trailblazer.places.models import School


class GroupQuerySet(OfTeamQuerySet["Group"]):
    pass


class Group(OfTeam, Versioned):
    """A series of sessions for named members, or for a class, parents or staff who are counted and not named."""

    class Kind(models.TextChoices):
        GROUP = "group", "Group with named members"
        CLASS = "class", "Class"
        ASSEMBLY = "assembly", "Assembly"
        PARENTS = "parents", "Parents’ workshop"
        STAFF = "staff", "Staff training"

    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    pathway = models.CharField(max_length=40, blank=True)  # a code of the pathway catalogue
    function = models.PositiveSmallIntegerField(default=1)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    room = models.CharField(max_length=60, blank=True)
    leaders = models.ManyToManyField(Membership, blank=True, related_name="groups_led")
    materials = models.TextField(blank=True)
    sessions_planned = models.PositiveSmallIntegerField(default=1)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_group_is_for_function_1_2_or_3", condition=Q(function__range=(1, 3))
            ),
        ]

    @property
    def seen(self) -> str:
        """Whom its pathway sees, a code of "who_seen": a parents' group sees the parent of each member."""
        pathway = catalogue().get(self.pathway)
        return pathway.seen if pathway else "young_person"

    @property
    def gives(self) -> tuple[str, ...]:
        """What each session gives whoever comes, codes of "interventions"."""
        pathway = catalogue().get(self.pathway)
        return pathway.gives if pathway else ()

    @property
    def place(self) -> str:
        """Where it meets, a code of "places_of_contact"."""
        if self.school is None:
            return "other"
        return "college" if self.school.is_college else "school_room"


class GroupMemberQuerySet(OfPersonQuerySet["GroupMember"]):
    pass


class GroupMember(OfPerson):
    """That a young person is in a group from a day on."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="+")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    left_why = models.CharField(max_length=200, blank=True)
    all_the_same = models.CharField(max_length=200, blank=True)  # why they joined in spite of a warning

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["young_person__first_name", "young_person__last_name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["group", "young_person"],
                condition=Q(left_on=None),
                name="a_young_person_is_in_a_group_once",
            )
        ]

    def is_in_on(self, day: date) -> bool:
        """The day they leave on is the first without them."""
        return self.joined_on <= day and (self.left_on is None or day < self.left_on)


class GroupSessionQuerySet(OfTeamQuerySet["GroupSession"]):
    pass


class GroupSession(OfTeam, Versioned):
    """One session of a series, with its register."""

    class State(models.TextChoices):
        PLANNED = "planned", "Booked"
        HELD = "held", "Done"
        CANCELLED = "cancelled", "Cancelled"

    group = models.ForeignKey(Group, models.PROTECT, related_name="sessions")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, blank=True, related_name="group_sessions")
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    room = models.CharField(max_length=60, blank=True)
    plan = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    note = models.TextField(blank=True)  # names nobody
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    pupils = models.PositiveSmallIntegerField(null=True, blank=True)  # counted, not named
    parents = models.PositiveSmallIntegerField(null=True, blank=True)
    school_staff = models.PositiveSmallIntegerField(null=True, blank=True)
    leaders = models.ManyToManyField(Membership, blank=True, related_name="sessions_led")  # who were there
    recorded_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    cancelled_reason = models.CharField(max_length=200, blank=True)
    all_the_same = models.CharField(max_length=200, blank=True)  # why it was planned in spite of a warning

    objects = GroupSessionQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "number"], name="a_group_has_each_session_once"),
            models.CheckConstraint(
                name="a_group_session_ends_after_it_starts", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]

    @property
    def day(self) -> date:
        return london_day(self.starts_at)


class ActivityQuerySet(OfTeamQuerySet["Activity"]):
    pass


class Activity(OfTeam):
    """Work that is no contact: advice, meetings, training, consultation. Written down once for all who took part."""

    kind = models.CharField(max_length=32)  # a code of "activities"
    function = models.PositiveSmallIntegerField()
    happened_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    people = models.PositiveSmallIntegerField(null=True, blank=True)  # how many it was for
    words = models.CharField(max_length=300, blank=True)  # names nobody
    staff = models.ManyToManyField(Membership, related_name="activities")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    is_in_error = models.BooleanField(default=False)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
        indexes: ClassVar = [models.Index(fields=["team", "happened_on"], name="activity_of_team_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_activity_is_for_function_1_2_or_3", condition=Q(function__range=(1, 3))
            ),
            models.CheckConstraint(
                name="an_activity_takes_minutes_of_one_day", condition=Q(minutes__range=(1, 1440))
            ),
        ]


class AgreedSplit(models.Model):
    """How a team's time is to be split between the three functions, as its governance board agreed, from a day on."""

    team = models.ForeignKey(Organisation, models.CASCADE, related_name="agreed_splits")
    from_on = models.DateField()
    one = models.PositiveSmallIntegerField()  # per cent
    two = models.PositiveSmallIntegerField()
    three = models.PositiveSmallIntegerField()
    agreed_by = models.CharField(max_length=120)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-from_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_agreed_split_is_the_whole_time",
                condition=Q(one=100 - F("two") - F("three")),
            ),
        ]
