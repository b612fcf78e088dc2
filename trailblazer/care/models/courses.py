"""Courses of support: what help, by whom, how many sessions, and how it ended."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned
from trailblazer.care.models.of_care import OfPerson, OfPersonQuerySet
from trailblazer.referrals.models import Referral


class CourseQuerySet(OfPersonQuerySet["Course"]):
    def open(self) -> "CourseQuerySet":
        return self.filter(state__in=Course.OPEN)

    def unallocated(self) -> "CourseQuerySet":
        return self.open().filter(lead=None)

    def held_by(self, member: Membership) -> "CourseQuerySet":
        return self.open().filter(lead=member)


class Course(OfPerson, Versioned):
    """Help for one young person after a request was accepted: one pathway, one practitioner, some sessions."""

    class State(models.TextChoices):
        WAITING = "waiting", "Not started"
        UNDER_WAY = "under_way", "In progress"
        ENDED = "ended", "Closed"

    OPEN = (State.WAITING, State.UNDER_WAY)

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="courses")
    pathway = models.CharField(max_length=40)  # a code of the pathway catalogue
    state = models.CharField(max_length=12, choices=State.choices, default=State.WAITING)
    lead = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="courses")
    allocated_on = models.DateField(null=True, blank=True)
    opened_on = models.DateField()
    started_on = models.DateField(null=True, blank=True)
    sessions_planned = models.PositiveSmallIntegerField(default=6)
    session_minutes = models.PositiveSmallIntegerField(default=45)
    ended_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = CourseQuerySet.as_manager()

    class Meta:
        verbose_name = "course of support"
        verbose_name_plural = "courses of support"
        ordering: ClassVar = ["opened_on", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["team", "state", "lead"], name="course_by_team_and_lead"),
            models.Index(fields=["lead", "state"], name="course_by_lead"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_ended_course_has_its_day_and_no_other_has",
                condition=Q(state="ended", ended_on__isnull=False) | ~Q(state="ended") & Q(ended_on=None),
            ),
            models.CheckConstraint(
                name="a_course_ends_after_it_opens",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("opened_on")),
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class AllocationQuerySet(OfPersonQuerySet["Allocation"]):
    pass


class Allocation(OfPerson):
    """Who had a course from a day on, or that nobody had it. Appended, never changed."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="allocations")
    lead = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    happened_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = AllocationQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-pk"]


class TransferQuerySet(OfPersonQuerySet["Transfer"]):
    def scope_of_team(self, member: Membership) -> Q:
        """Both teams see it: the one that has the young person and the one that is asked."""
        return Q(team=member.organisation_id) | Q(to_team=member.organisation_id)

    def waiting(self) -> "TransferQuerySet":
        return self.filter(state=Transfer.State.ASKED)


class Transfer(OfPerson, Versioned):
    """A young person moves to another team of the provider, when that team accepts. `team` is the one that asks."""

    class State(models.TextChoices):
        ASKED = "asked", "Asked"
        ACCEPTED = "accepted", "Accepted"
        DECLINED = "declined", "Said no"
        TAKEN_BACK = "taken_back", "Taken back"

    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="transfers")
    to_team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.ASKED)
    reason = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    answer = models.CharField(max_length=300, blank=True)

    objects = TransferQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-asked_on", "-pk"]


class EndingQuerySet(OfPersonQuerySet["Ending"]):
    pass


class Ending(OfPerson):
    """How a course ended, and what was said to whom in the very words. Appended; a course reopened keeps its ending."""

    course = models.ForeignKey(Course, models.PROTECT, related_name="endings")
    reason = models.CharField(max_length=32)  # a code of "ending_reasons"
    ended_on = models.DateField()
    plan_after = models.TextField(blank=True)  # the ending plan: what helps, what to watch for, where to ask
    for_young_person = models.TextField(blank=True)
    for_carer = models.TextField(blank=True)
    for_school = models.TextField(blank=True)
    for_gp = models.TextField(blank=True)
    unpaired_reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    reopened_on = models.DateField(null=True, blank=True)
    reopened_reason = models.CharField(max_length=300, blank=True)

    objects = EndingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-recorded_at", "-pk"]


class EducationCheckQuerySet(OfPersonQuerySet["EducationCheck"]):
    pass


class EducationCheck(OfPerson):
    """How a young person is getting on at school, at the start, at the end and one term after, with consent."""

    class Stage(models.TextChoices):
        START = "start", "At the start"
        END = "end", "At the end"
        TERM_AFTER = "term_after", "One term after"

    course = models.ForeignKey(Course, models.PROTECT, related_name="education_checks")
    stage = models.CharField(max_length=12, choices=Stage.choices)
    checked_on = models.DateField()
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)
    sessions_missed = models.PositiveSmallIntegerField(null=True, blank=True)  # half days
    sessions_possible = models.PositiveSmallIntegerField(null=True, blank=True)
    exclusion = models.CharField(max_length=32, blank=True)  # a code of "exclusions"
    is_part_time = models.BooleanField(null=True, blank=True)
    school_rating = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 to 10
    own_rating = models.PositiveSmallIntegerField(null=True, blank=True)  # 0 to 10
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    objects = EducationCheckQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["checked_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="sessions_missed_are_among_the_possible",
                condition=Q(sessions_missed=None)
                | Q(sessions_possible=None)
                | Q(sessions_missed__lte=F("sessions_possible")),
            ),
        ]
