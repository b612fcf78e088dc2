"""A cohort of schools and their partners, and who is in it."""

from datetime import date
from typing import ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import F, Q

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.domain import joint_working as rules
from trailblazer.domain.joint_working import Framework, Point, Sector, framework
from trailblazer.places.models import School
from trailblazer.teams.models import Area

Kept = TypeVar("Kept", bound="OfCohort", covariant=True)


class CohortQuerySet(VisibleQuerySet["Cohort"]):
    permission = Permission.SEE_JOINT_WORKING

    def scope(self, member: Membership) -> Q:
        if member.organisation.kind == Organisation.Kind.PROGRAMME:
            return Q(programme=member.organisation_id)
        return super().scope(member)

    def scope_of_school(self, member: Membership) -> Q:
        """A school sees the cohorts in which it has, or is asked to take, a seat."""
        seats = Participant.objects.filter(school=member.organisation.urn, state__in=Participant.HOLDS_A_SEAT)
        return Q(pk__in=seats.exclude(state="planned").values("cohort"))


class Cohort(VisibleRecord, Versioned):
    """Up to 20 schools and their partners who meet on two days. Its provider is the host team's (decision 0017)."""

    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    team = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )  # the host
    programme = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=120)
    organiser = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    is_online = models.BooleanField(default=False)
    place = models.CharField(max_length=200, blank=True)
    day_1 = models.DateField()
    day_2 = models.DateField()
    first_wave_on = models.DateField(null=True, blank=True)
    second_wave_on = models.DateField(null=True, blank=True)
    cover_note = models.TextField(blank=True)
    framework_code = models.CharField(max_length=40, default=rules.USUAL)

    objects = CohortQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-day_1", "name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="day_2_of_a_cohort_is_not_before_day_1", condition=Q(day_2__gte=F("day_1"))
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def framework(self) -> Framework:
        return framework(self.framework_code)

    @property
    def where(self) -> str:
        if self.is_online:
            return "online"
        return f"in person at {self.place}" if self.place else "in person"

    def window(self, point: Point) -> tuple[date, date]:
        return rules.window(point, self.day_1, self.day_2)

    def open_point(self, today: date) -> Point | None:
        return rules.point_open_on(today, self.day_1, self.day_2)


class OfCohortQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    permission = Permission.SEE_JOINT_WORKING

    def scope(self, member: Membership) -> Q:
        return Q(cohort__in=Cohort.objects.visible_to(member))


class OfCohort(VisibleRecord):
    PATH_TO_YOUNG_PERSON: ClassVar[str | None] = None

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="%(class)ss")

    class Meta:
        abstract = True


class ParticipantQuerySet(OfCohortQuerySet["Participant"]):
    def with_a_seat(self) -> "ParticipantQuerySet":
        return self.filter(state__in=Participant.HOLDS_A_SEAT)

    def coming(self) -> "ParticipantQuerySet":
        return self.filter(state="accepted")

    def waiting(self) -> "ParticipantQuerySet":
        """The waiting list in its order."""
        return self.filter(state="waiting").order_by("pk")


class Participant(OfCohort, Versioned):
    """One person asked to take part: the lead of a school, or a partner. Their link opens all that is theirs."""

    class Kind(models.TextChoices):
        SCHOOL = "school", "School or college"
        NHS = "nhs", "NHS service"
        COUNCIL = "council", "Council"
        VOLUNTARY = "voluntary", "Voluntary organisation"

    class State(models.TextChoices):
        PLANNED = "planned", "Not invited yet"
        WAITING = "waiting", "On the waiting list"
        INVITED = "invited", "Invited"
        ACCEPTED = "accepted", "Coming"
        DECLINED = "declined", "Said no"
        LAPSED = "lapsed", "Did not answer"

    class Came(models.TextChoices):
        UNKNOWN = "", "Not noted"
        CAME = "came", "Came"
        NOT = "not", "Did not come"
        OTHER = "other", "Somebody came for them"

    HOLDS_A_SEAT: ClassVar = ("planned", "invited", "accepted")

    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.SCHOOL)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.CharField(max_length=150, blank=True)  # of a partner
    name = models.CharField(max_length=100)
    job = models.CharField(max_length=100, blank=True)
    email = models.EmailField()
    wave = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PLANNED)
    invited_on = models.DateField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    came_day_1 = models.CharField(max_length=6, choices=Came.choices, default=Came.UNKNOWN, blank=True)
    came_day_2 = models.CharField(max_length=6, choices=Came.choices, default=Came.UNKNOWN, blank=True)
    secret_hash = models.CharField(max_length=64, unique=True)

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["kind", "name", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["cohort", "school"],
                condition=Q(state__in=("planned", "waiting", "invited", "accepted")),
                name="one_lead_of_a_school_in_a_cohort",
            ),
            models.CheckConstraint(
                name="a_school_in_a_cohort_is_named", condition=~Q(kind="school") | Q(school__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sector(self) -> Sector:
        return rules.sector_of(self.kind)

    @property
    def from_where(self) -> str:
        """The school or organisation they come from."""
        return self.school.name if self.school else self.organisation

    @property
    def came_to_both(self) -> bool:
        there = (self.Came.CAME, self.Came.OTHER)
        return self.came_day_1 in there and self.came_day_2 in there
