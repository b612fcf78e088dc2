"""Waves, areas, teams, their posts, and the schools each serves from when to when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from trailblazer.access.models import Membership, Organisation, RefField
from trailblazer.access.records import Versioned
from trailblazer.domain import on_track
from trailblazer.domain.codes import load
from trailblazer.domain.team_facts import TeamFacts
from trailblazer.places.models import LocalAuthority, School


class Wave(models.Model):
    """A year in which areas were chosen."""

    name = models.CharField(max_length=20, unique=True)
    starts_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def year(self) -> str:
        """Without its number within the year, as in "2019/20 wave 2"."""
        return self.name.partition(" ")[0]


class Area(Versioned):
    """A place chosen for teams, with what is known of the plan. Unknown stays unknown: it is not nought."""

    class Kind(models.TextChoices):
        TRAILBLAZER = "trailblazer", "Trailblazer"
        LATER_SITE = "later_site", "Later site"

    ref = RefField()
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="areas")
    region_at_the_time = models.CharField(max_length=60, blank=True)
    is_four_week_pilot = models.BooleanField(null=True, blank=True)
    teams_planned = models.PositiveSmallIntegerField(null=True, blank=True)
    schools_planned = models.PositiveSmallIntegerField(null=True, blank=True)
    authorities = models.ManyToManyField(LocalAuthority, blank=True, related_name="areas")
    authorities_are_approximate = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["wave__name", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["wave", "name"], name="an_area_once_in_a_wave")
        ]

    def __str__(self) -> str:
        return self.name


def open_on(day: date, prefix: str = "") -> Q:
    """That a stretch holds this day. The day it ends on is the first that it no longer holds."""
    return Q(**{f"{prefix}starts_on__lte": day}) & (
        Q(**{f"{prefix}ends_on": None}) | Q(**{f"{prefix}ends_on__gt": day})
    )


def usual_rule() -> str:
    """The code of the rule by which a course is not on track, until a team chooses another."""
    return on_track.rule().code


class TeamQuerySet(models.QuerySet["Team"]):
    def serving(self, school_id: int, today: date) -> "TeamQuerySet":
        """Teams that serve this school today, whatever step of joining it is at."""
        return self.filter(open_on(today, "services__"), services__school=school_id).distinct()

    def working(self) -> "TeamQuerySet":
        """Teams that see children: trainees work in schools under supervision while a team is in training."""
        return self.filter(status__in=(Team.Status.IN_TRAINING, Team.Status.OPERATIONAL))


class Team(Versioned):
    """A mental health support team. Its organisation is who its members belong to."""

    class Type(models.TextChoices):
        MHST = "F01", "Mental health support team"
        EDUCATION_SERVICE = "D06", "Mental health in education service"

    class Status(models.TextChoices):
        PLANNED = "planned", "Planned"
        IN_TRAINING = "in_training", "In training"
        OPERATIONAL = "operational", "Operational"
        CLOSED = "closed", "Closed"

    organisation = models.OneToOneField(Organisation, models.PROTECT, primary_key=True, related_name="team")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="teams")
    wave = models.ForeignKey(Wave, models.PROTECT, null=True, blank=True, related_name="teams")
    type = models.CharField(max_length=3, choices=Type.choices, default=Type.MHST)
    local_id = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=12, choices=Status.choices)
    planned_on = models.DateField(null=True, blank=True)
    training_from = models.DateField(null=True, blank=True)
    operational_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    age_from = models.PositiveSmallIntegerField(default=5)
    age_to = models.PositiveSmallIntegerField(default=18)
    answer_days = models.PositiveSmallIntegerField(default=5)
    on_track_rule = models.CharField(max_length=20, blank=True, default=usual_rule)
    asks_when_due = models.BooleanField(default=False)  # questionnaires, by message, by itself
    about = models.TextField(blank=True)
    how_to_ask = models.TextField(blank=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    is_invented = models.BooleanField(default=False)

    objects = TeamQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["organisation__name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_team_helps_ages_within_5_to_25",
                condition=Q(age_from__gte=4, age_to__lte=25, age_from__lte=F("age_to")),
            ),
            models.CheckConstraint(
                name="an_operational_team_has_its_day",
                condition=~Q(status="operational") | Q(operational_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def ref(self) -> str:
        return self.organisation.ref

    @property
    def not_on_track(self) -> str:
        """The rule by which its courses are not on track, in words."""
        return on_track.rule(self.on_track_rule).name

    @property
    def provider(self) -> Organisation:
        provider = self.organisation.provider
        assert provider is not None, "the organisation of a team has a provider"
        return provider

    @property
    def facts(self) -> TeamFacts:
        return TeamFacts(**{name: getattr(self, name) for name in TeamFacts.__dataclass_fields__})


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> "PostQuerySet":
        return self.filter(open_on(day))

    def not_over(self, day: date) -> "PostQuerySet":
        """Posts of this day, and those that begin later."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day))


class Post(models.Model):
    """One post of a team, filled or vacant."""

    ref = RefField()
    team = models.ForeignKey(Team, models.CASCADE, related_name="posts")
    role = models.CharField(max_length=32)  # a code of the list "staff_roles"
    whole_time_equivalent = models.DecimalField(max_digits=3, decimal_places=2, default=1)
    holder = models.ForeignKey(Membership, models.SET_NULL, null=True, blank=True, related_name="posts")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_post_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_post_is_more_than_none_and_at_most_whole",
                condition=Q(whole_time_equivalent__gt=0, whole_time_equivalent__lte=1),
            ),
        ]

    @property
    def role_words(self) -> str:
        return load("staff_roles").words(self.role)


class SchoolServiceQuerySet(models.QuerySet["SchoolService"]):
    def open_on(self, day: date) -> "SchoolServiceQuerySet":
        """Schools served on this day, paused ones among them."""
        return self.filter(open_on(day))

    def counted_on(self, day: date) -> "SchoolServiceQuerySet":
        """Schools that count as covered on this day: joining or in full service. Paused or closed ones do not."""
        not_closed = Q(school__is_open=True) | Q(school__closed_on__gt=day)
        return self.open_on(day).filter(not_closed, state__in=SchoolService.COUNTED)


class SchoolService(Versioned):
    """That a team serves a school from a day, and how far the school's joining has come."""

    class State(models.TextChoices):
        JOINING = "joining", "Joining"
        FULL = "full", "Full service"
        PAUSED = "paused", "Paused"
        LEFT = "left", "Left"

    COUNTED = (State.JOINING, State.FULL)

    ref = RefField()
    team = models.ForeignKey(Team, models.CASCADE, related_name="services")
    school = models.ForeignKey(School, models.PROTECT, related_name="services")
    state = models.CharField(max_length=8, choices=State.choices, default=State.JOINING)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    paused_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    learners = models.PositiveIntegerField(
        null=True, blank=True
    )  # where the register has none, as for colleges

    objects = SchoolServiceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["team", "school"],
                condition=Q(ends_on=None),
                name="a_team_serves_a_school_once_at_a_time",
            ),
            models.CheckConstraint(
                name="a_service_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="a_school_that_left_has_its_day_and_no_other_has",
                condition=Q(state="left", ends_on__isnull=False) | ~Q(state="left") & Q(ends_on=None),
            ),
            models.CheckConstraint(
                name="a_paused_school_has_its_day",
                condition=~Q(state="paused") | Q(paused_on__isnull=False),
            ),
        ]

    @property
    def pupils(self) -> int | None:
        """The learners this team was told of, else the register's number, else None: not known."""
        return self.learners if self.learners is not None else self.school.pupils


class PastPause(models.Model):
    """A time for which a school was paused, once it is over."""

    service = models.ForeignKey(SchoolService, models.CASCADE, related_name="past_pauses")
    starts_on = models.DateField()
    ends_on = models.DateField()
    reason = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["starts_on"]


class JoiningStep(models.Model):
    """One step of a school's joining that is done."""

    class Step(models.TextChoices):
        INVITED = "invited", "Invited"
        AGREED_WHO_ASKS = "agreed_who_asks", "Agreed who may ask and what is shared"
        ROOM = "room", "Room found"
        LEAD_NAMED = "lead_named", "Senior mental health lead named"
        TOLD = "told", "Staff and parents told"
        FIRST_REQUEST = "first_request", "First request"
        FULL_SERVICE = "full_service", "Full service"

    service = models.ForeignKey(SchoolService, models.CASCADE, related_name="steps")
    step = models.CharField(max_length=20, choices=Step.choices)
    done_on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "step"], name="each_step_of_joining_once")
        ]


class RouteSetting(models.Model):
    """How requests come, for a team or for one of its schools, from a day on. The newest in force holds."""

    ref = RefField()
    team = models.ForeignKey(Team, models.CASCADE, related_name="route_settings")
    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="route_settings")
    in_force_from = models.DateField()
    settings = models.JSONField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
