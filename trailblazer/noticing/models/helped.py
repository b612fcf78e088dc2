"""Who of a school helps which pupil, and how much of school a pupil attended, as far as each agreed that it is told."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, GreaterThan, In

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned
from trailblazer.domain import attendance, codes
from trailblazer.noticing.models.own import SchoolSupport
from trailblazer.referrals.models import Referral
from trailblazer.referrals.models.referral import school_may_know
from trailblazer.teams.models import open_on
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet
from trailblazer.young_people.models import Consent

EDUCATION = "education"  # of "consent_purposes"
NO = (Consent.Answer.REFUSED, Consent.Answer.WITHDRAWN)


def _newest(purpose: str, person: str, value: str = "answer") -> Subquery:
    """The newest answer about a purpose; `person` leads to the young person."""
    said = Consent.objects.filter(young_person=OuterRef(person), purpose=purpose)
    return Subquery(said.order_by("-happened_on", "-pk").values(value)[:1])


def education_is_agreed(to_request: str = "") -> Q:
    """That the newest who spoke of it agreed that it is kept how school goes: on the record, or as it was told with a
    request about the same pupil. Once they took it back with a request it is over, whatever the record says.
    `to_request` leads to the request, as "referral__" does.
    """
    same = Q(pk=OuterRef(f"{to_request}pk")) | Q(young_person=OuterRef(f"{to_request}young_person"))
    spoke = Q(**{f"consents__{EDUCATION}__in": [str(Consent.Answer.GIVEN), *map(str, NO)]})
    told = Referral.objects.filter(same, spoke).order_by("-received_on", "-pk")
    as_told = Subquery(told.values(said=KeyTextTransform(EDUCATION, "consents"))[:1])
    told_on = Subquery(told.values("received_on")[:1])
    kept, kept_on = (
        _newest(EDUCATION, f"{to_request}young_person", value) for value in ("answer", "happened_on")
    )
    newest = Case(
        When(GreaterThan(told_on, kept_on), then=as_told),
        default=Coalesce(kept, as_told, Value("")),
        output_field=models.CharField(),
    )
    taken_back = Referral.objects.filter(same, **{f"consents__{EDUCATION}": str(Consent.Answer.WITHDRAWN)})
    return Q(Exact(newest, Value(Consent.Answer.GIVEN))) & ~Q(Exists(taken_back))


def school_is_not_shut_out() -> Q:
    """That nobody said, with the request or since, that the school is not to be told."""
    as_told = KeyTextTransform("tell_school", "referral__consents")
    answer = Coalesce(
        _newest("tell_school", "referral__young_person"), as_told, Value(""), output_field=models.CharField()
    )
    return ~Q(In(answer, [str(no) for no in NO]))


class SchoolHelpQuerySet(OfSchoolQuerySet["SchoolHelp"]):
    """The school keeps it. The team is told what is about its own requests, while school and team may exchange."""

    def scope(self, member: Membership) -> Q:
        if member.organisation.kind == Organisation.Kind.SCHOOL:
            return self.scope_of_school(member)
        told = Q(referral__isnull=False) & school_is_not_shut_out()
        if member.organisation.kind == Organisation.Kind.PROVIDER:
            return told & Q(provider=member.organisation_id)
        return told & Q(referral__team=member.organisation_id)

    def open_on(self, day: date) -> "SchoolHelpQuerySet":
        return self.filter(open_on(day))


class SchoolHelp(OfSchool, Versioned):
    """That somebody of the school, or whom the school sends to, helps a pupil from a day on.

    Without a request there is no record of the pupil: then `who` is initials or the school's own reference.
    """

    PATH_TO_YOUNG_PERSON = "referral__young_person"

    referral = models.ForeignKey(Referral, models.PROTECT, null=True, blank=True, related_name="school_helps")
    who = models.CharField(max_length=60)
    year_group = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=32)  # a code of "school_support_kinds"
    support = models.ForeignKey(SchoolSupport, models.PROTECT, null=True, blank=True, related_name="helps")
    given_by = models.CharField(max_length=60, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, blank=True)  # a code of "school_help_ends"
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = SchoolHelpQuerySet.as_manager()

    class Meta:
        verbose_name = "help by the school"
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="school_help_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    @property
    def words(self) -> str:
        """What the school calls it, or what it is."""
        return self.support.name if self.support else codes.load("school_support_kinds").words(self.kind)

    @property
    def ended_words(self) -> str:
        ends = codes.load("school_help_ends")
        return ends.words(self.ended_because) if self.ended_because in ends else ""

    def is_open_on(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or self.ends_on > day)


class AttendanceCountQuerySet(OfSchoolQuerySet["AttendanceCount"]):
    """Seen only while somebody agrees that it is kept; by the school only of whom it may know."""

    def scope(self, member: Membership) -> Q:
        return education_is_agreed("referral__") & super().scope(member)

    def scope_of_team(self, member: Membership) -> Q:
        """Of the team that has the record; until there is one, of the team that was asked."""
        asked = Q(referral__young_person=None, referral__team=member.organisation_id)
        return asked | Q(referral__young_person__team=member.organisation_id)

    def scope_of_school(self, member: Membership) -> Q:
        known = Referral.objects.filter(
            Q(source__in=Referral.SCHOOL_SOURCES) | school_may_know(),
            Q(pk=OuterRef("referral")) | Q(young_person=OuterRef("referral__young_person")),
            school=member.organisation.urn,
        )
        return Q(school=member.organisation.urn) & Q(Exists(known)) & school_is_not_shut_out()


class AttendanceCount(OfSchool, Versioned):
    """Half-day sessions of school that a pupil attended of those possible, from a day to a day, both included.

    Kept with a request about the pupil, so that it can be entered as soon as support is asked for, and goes where the
    request goes.
    """

    PATH_TO_YOUNG_PERSON = "referral__young_person"

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="attendance_counts")
    from_on = models.DateField()
    to_on = models.DateField()
    possible = models.PositiveSmallIntegerField()
    attended = models.PositiveSmallIntegerField()
    learning = models.CharField(max_length=20, blank=True)  # a code of "learning_levels"
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AttendanceCountQuerySet.as_manager()

    class Meta:
        verbose_name = "attendance at school"
        ordering: ClassVar = ["from_on", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["referral", "from_on"], name="attendance_counted_once_from_a_day"
            ),
            models.CheckConstraint(
                name="no_more_sessions_attended_than_possible", condition=Q(attended__lte=F("possible"))
            ),
            models.CheckConstraint(name="attendance_counted_in_order", condition=Q(to_on__gte=F("from_on"))),
        ]

    @property
    def count(self) -> attendance.Count:
        return attendance.Count(self.from_on, self.to_on, self.possible, self.attended)

    @property
    def learning_words(self) -> str:
        levels = codes.load("learning_levels")
        return levels.words(self.learning) if self.learning in levels else ""
