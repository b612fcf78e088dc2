"""Understanding and planning: the triage call, the shared plan, who does what in it, and goals."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.access.roles import Permission
from trailblazer.care.models.contacts import Contact
from trailblazer.care.models.courses import Course
from trailblazer.care.models.of_care import OfPerson, OfPersonQuerySet
from trailblazer.referrals.models import Referral


class AssessmentQuerySet(OfPersonQuerySet["Assessment"]):
    permission = Permission.SEE_NOTES


class Assessment(OfPerson, Versioned):
    """A triage call or a further assessment, by a dated checklist. Editable until it is finished."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="assessments")
    checklist = models.CharField(max_length=40)  # the name of a file of data/checklists
    answers = models.JSONField(default=dict, blank=True)
    held_on = models.DateField()
    with_whom = models.CharField(max_length=20, blank=True)  # a code of "who_seen"
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    finished_at = models.DateTimeField(null=True, blank=True)
    history = HistoricalRecords()

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-held_on", "-pk"]


FIVE_AREAS = {
    "situation": "What happens",
    "thoughts": "What I think",
    "feelings": "What I feel",
    "body": "What my body does",
    "doing": "What I do",
}


def _area(name: str) -> property:
    """One of the five areas of the formulation, as a form reads it."""

    def read(plan: "Plan") -> str:
        return str(plan.formulation.get(name, ""))

    return property(read)


class PlanQuerySet(OfPersonQuerySet["Plan"]):
    pass


class Plan(OfPerson, Versioned):
    """The one plan of a request, whoever has a part in it: the problem, what will be done, and who agreed."""

    referral = models.OneToOneField(Referral, models.PROTECT, related_name="plan")
    lead_worker = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    problem_statement = models.TextField(blank=True)
    formulation = models.JSONField(default=dict, blank=True)  # the five areas, by name
    what_we_will_do = models.TextField(blank=True)
    adjustments = models.JSONField(default=list, blank=True)  # codes of "reasonable_adjustments"
    adjustment_words = models.CharField(max_length=500, blank=True)
    in_plain_words = models.TextField(blank=True)  # the version for the young person
    agreed_on = models.DateField(null=True, blank=True)
    agreed_by = models.JSONField(default=list, blank=True)  # codes of "who_agreed"
    review_on = models.DateField(null=True, blank=True)
    history = HistoricalRecords()

    objects = PlanQuerySet.as_manager()
    situation, thoughts, feelings = _area("situation"), _area("thoughts"), _area("feelings")
    body, doing = _area("body"), _area("doing")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_agreed_plan_says_what_will_be_done",
                condition=Q(agreed_on=None) | ~Q(what_we_will_do=""),
            ),
        ]


class PlanPartQuerySet(OfPersonQuerySet["PlanPart"]):
    pass


class PlanPart(OfPerson):
    """Who does what under a plan, from when to when."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parts")
    course = models.ForeignKey(Course, models.PROTECT, null=True, blank=True, related_name="plan_parts")
    who = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=32)  # a code of "staff_roles", or "school", "family"
    what = models.CharField(max_length=300)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]


class GoalQuerySet(OfPersonQuerySet["Goal"]):
    pass


class Goal(OfPerson):
    """A goal in the young person's own words; up to three at a time."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="goals")
    number = models.PositiveSmallIntegerField()
    words = models.CharField(max_length=200)
    set_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    objects = GoalQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_goal_is_first_second_or_third", condition=Q(number__range=(1, 3))),
            models.UniqueConstraint(
                fields=["referral", "number"],
                condition=Q(ended_on=None),
                name="one_goal_of_a_number_at_a_time",
            ),
        ]


class GoalRatingQuerySet(OfPersonQuerySet["GoalRating"]):
    pass


class GoalRating(OfPerson):
    """How near to a goal on a day: 0 not at all, 10 reached. A correction supersedes the one it names."""

    goal = models.ForeignKey(Goal, models.CASCADE, related_name="ratings")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="goal_ratings")
    rating = models.PositiveSmallIntegerField()
    rated_on = models.DateField()
    rater = models.CharField(max_length=20, default="self")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = GoalRatingQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["rated_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_goal_is_rated_0_to_10", condition=Q(rating__range=(0, 10))),
        ]


class ScoreQuerySet(OfPersonQuerySet["Score"]):
    pass


class Score(OfPerson):
    """A questionnaire that was filled in: its answers as they were given, or the scores that staff entered.

    `total` is its main score under the rules that `version` names, kept beside the answers for lists and lines;
    every other score is worked out from the answers when it is read. A form without a score has none.
    """

    # Those that no later one corrected; and of these, those with a main score.
    FILLED_IN: ClassVar = Q(superseded_by=None)
    STANDING: ClassVar = Q(superseded_by=None, total__isnull=False)

    class How(models.TextChoices):
        ENTERED = "entered", "Entered as scores"
        PAPER = "paper", "On paper, keyed in"
        DEVICE = "device", "On the practitioner’s device"
        LINK = "link", "By a link"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="scores")
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="scores")
    measure = models.CharField(max_length=32)  # an id of data/instruments
    version = models.CharField(max_length=48, blank=True)
    rater = models.CharField(max_length=20, default="self")  # a Rater of domain.instruments
    how = models.CharField(max_length=10, choices=How, default=How.ENTERED)
    answers = models.JSONField(
        default=dict, blank=True
    )  # by code of the question; who would not say is not there
    words = models.JSONField(default=dict, blank=True)  # answers in words, by code
    scales = models.JSONField(default=dict, blank=True)  # scores that were entered, by scale
    total = models.FloatField(null=True, blank=True)
    scored_on = models.DateField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = ScoreQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["scored_on", "pk"]
        indexes: ClassVar = [models.Index(fields=["young_person", "measure"], name="score_by_measure")]
