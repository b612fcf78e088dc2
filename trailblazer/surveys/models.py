"""What a school asks of many without a name: the survey with its plan, the ways in, and answers that nobody opens."""

import secrets
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.access.roles import Permission
from trailblazer.domain.question_sets import PUPILS, STAFF
from trailblazer.domain.surveys import Plan
from trailblazer.domain.terms import SchoolYear
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet

BITS = 62  # of the random number that is an answer's place in its table


class SurveyQuerySet(OfSchoolQuerySet["Survey"]):
    def opened(self) -> "SurveyQuerySet":
        return self.exclude(opened_on=None)

    def over(self, today: date) -> "SurveyQuerySet":
        return self.opened().filter(Q(closed_on__isnull=False) | Q(closes_on__lt=today))

    def open_on(self, today: date) -> "SurveyQuerySet":
        return self.opened().filter(closed_on=None, opens_on__lte=today, closes_on__gte=today)


class Survey(OfSchool, Versioned):
    """One asking of one school, from a draft to its figures. Once it is open nothing of it changes."""

    class ForWhom(models.TextChoices):
        PUPILS = PUPILS, "Pupils"
        STAFF = STAFF, "Staff"

    class How(models.TextChoices):
        SLIPS = "slips", "A printed slip each, with a code that works once"
        LINK = "link", "One link and code for each group"

    for_whom = models.CharField(max_length=8, choices=ForWhom)
    question_set = models.CharField(max_length=64)  # an id of domain.question_sets
    asked = models.JSONField(default=dict, blank=True)  # how many are asked, by year group
    how = models.CharField(max_length=8, choices=How)
    may_write = models.BooleanField(default=False)  # a box for a few words at the end
    purpose = models.CharField(max_length=500, blank=True)
    told = models.CharField(max_length=500, blank=True)
    responder = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    telephone = models.CharField(max_length=30, blank=True)
    hours = models.CharField(max_length=100, blank=True)
    help_here = models.CharField(max_length=300, blank=True)
    opens_on = models.DateField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField()  # the school year in which it was made
    opened_on = models.DateField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    is_shared = models.BooleanField(default=False)  # its figures with the team
    places_told = models.JSONField(default=list, blank=True)  # of which worrying answers somebody was told
    told_on = models.DateField(null=True, blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-year", "-pk"]
        indexes: ClassVar = [models.Index(fields=["school", "opened_on"], name="survey_of_school_by_day")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_survey_is_open_only_with_its_plan",
                condition=Q(opened_on=None)
                | (
                    Q(confirmed_by__isnull=False, responder__isnull=False)
                    & Q(opens_on__isnull=False, closes_on__isnull=False)
                    & ~Q(telephone="")
                    & ~Q(hours="")
                    & ~Q(help_here="")
                ),
            ),
            models.CheckConstraint(
                name="a_survey_closes_after_it_was_opened",
                condition=Q(closed_on=None) | Q(opened_on__isnull=False),
            ),
        ]

    @property
    def plan(self) -> Plan:
        return Plan(
            for_whom=self.for_whom,
            asked=self.asked,
            purpose=self.purpose,
            told=self.told,
            responder=self.responder.user.name if self.responder else "",
            telephone=self.telephone,
            hours=self.hours,
            help_here=self.help_here,
            opens_on=self.opens_on,
            closes_on=self.closes_on,
        )

    @property
    def groups(self) -> list[str]:
        return list(self.asked)

    @property
    def number_asked(self) -> int:
        return sum(self.asked.values())

    @property
    def school_year(self) -> SchoolYear:
        return SchoolYear(self.year)

    def is_over(self, today: date) -> bool:
        if self.opened_on is None or self.closes_on is None:
            return False
        return self.closed_on is not None or self.closes_on < today

    def takes_answers(self, today: date) -> bool:
        return self.opened_on is not None and not self.is_over(today) and not self.is_to_come(today)

    def is_to_come(self, today: date) -> bool:
        return self.opens_on is not None and today < self.opens_on

    def state(self, today: date) -> tuple[str, str]:
        """In words, with the colour of its tag."""
        if self.opened_on is None:
            return "Not started", "grey"
        if self.is_over(today):
            return "Closed", "white"
        return ("Booked", "blue") if self.is_to_come(today) else ("In progress", "blue")


class WayInQuerySet(OfSchoolQuerySet["WayIn"]):
    permission = Permission.KEEP_SCHOOL_WORK


class WayIn(OfSchool):
    """A code with which one answers: a slip works once, a link for everybody of its group. It is nobody's."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="ways_in")
    group = models.CharField(max_length=16)
    secret_hash = models.CharField(max_length=64, unique=True)
    is_slip = models.BooleanField(default=True)
    is_used = models.BooleanField(default=False)

    objects = WayInQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "ways in"
        ordering: ClassVar = ["ref"]  # random: no order tells which was handed out when


class SurveyAnswerQuerySet(OfSchoolQuerySet["SurveyAnswer"]):
    def scope(self, member: Membership) -> Q:
        """Nobody opens one answer. Figures of all of them are made in `figures`."""
        return Q(pk__in=())


def random_place() -> int:
    return secrets.randbits(BITS) + 1


class SurveyAnswer(OfSchool):
    """What one person answered. No name, no time, no day: and its number is random, so that there is no order."""

    id = models.BigAutoField(primary_key=True, default=random_place)
    survey = models.ForeignKey(Survey, models.PROTECT, related_name="answers")
    group = models.CharField(max_length=16)
    answers = models.JSONField(default=dict)  # by code of a question; None: would rather not say
    words = models.CharField(max_length=1_000, blank=True)

    objects = SurveyAnswerQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
