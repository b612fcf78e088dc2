"""The child or young person, those who care for them, and what they agreed to."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.roles import Permission
from trailblazer.places.models import School


class YoungPersonQuerySet(VisibleQuerySet["YoungPerson"]):
    permission = Permission.SEE_YOUNG_PEOPLE


class YoungPerson(VisibleRecord, Versioned):
    """A child or young person known to a provider. A public request never makes or changes one."""

    PATH_TO_YOUNG_PERSON = "self"
    NOT_ASKED = "not_asked"

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="young_people")
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100)
    known_as = models.CharField(max_length=100, blank=True)
    name_in_own_script = models.CharField(max_length=200, blank=True)
    own_script_language = models.CharField(max_length=10, blank=True)
    pronouns = models.CharField(max_length=40, blank=True)
    born_on = models.DateField()
    nhs_number = models.CharField(max_length=10, blank=True)
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="young_people")
    year_group = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    is_location_protected = models.BooleanField(default=False)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    contact_wishes = models.CharField(max_length=300, blank=True)
    communication_needs = models.JSONField(default=list, blank=True)
    interpreter_language = models.CharField(max_length=60, blank=True)
    ethnicity = models.CharField(max_length=20, default=NOT_ASKED)
    gender = models.CharField(max_length=20, default=NOT_ASKED)
    send = models.CharField(max_length=20, default=NOT_ASKED)
    disability = models.CharField(max_length=20, default=NOT_ASKED)
    young_carer = models.CharField(max_length=20, default=NOT_ASKED)
    looked_after = models.CharField(max_length=20, default=NOT_ASKED)
    search = models.CharField(max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords(excluded_fields=["search"])

    objects = YoungPersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["last_name", "first_name", "pk"]
        verbose_name = "child or young person"
        verbose_name_plural = "children and young people"
        indexes: ClassVar = [
            models.Index(fields=["provider", "team", "last_name", "first_name"], name="young_person_by_name"),
            models.Index(fields=["school"], name="young_person_by_school"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["provider", "nhs_number"],
                condition=~Q(nhs_number=""),
                name="an_nhs_number_once_in_a_provider",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}"


class MatchKey(models.Model):
    """A key by which possible duplicates are found (domain.matching.candidate_keys)."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="keys")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["provider", "key"], name="match_key")]


class OfYoungPersonQuerySet(VisibleQuerySet["OfYoungPerson"]):
    permission = Permission.SEE_YOUNG_PEOPLE

    def scope_of_team(self, member: Membership) -> Q:
        return Q(young_person__team=member.organisation_id)


class OfYoungPerson(VisibleRecord):
    """Something kept about one young person."""

    PATH_TO_YOUNG_PERSON = "young_person"

    class Meta:
        abstract = True


class Carer(OfYoungPerson, Versioned):
    """A parent or carer. Each has their own rights and their own details; none sees another's."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="carers")
    name = models.CharField(max_length=100)
    relationship = models.CharField(max_length=32)
    has_parental_responsibility = models.BooleanField(null=True)
    may_be_told = models.BooleanField(default=True)
    may_decide = models.BooleanField(default=False)
    lives_with = models.BooleanField(null=True)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=20, blank=True)
    address = models.CharField(max_length=300, blank=True)
    interpreter_language = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=300, blank=True)
    history = HistoricalRecords()

    objects = OfYoungPersonQuerySet.as_manager()


class Consent(OfYoungPerson):
    """What was agreed to or refused, for one purpose, by whom, on a day. Appended, never changed."""

    class Answer(models.TextChoices):
        GIVEN = "given", "Agreed"
        REFUSED = "refused", "Said no"
        WITHDRAWN = "withdrawn", "Withdrawn"

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=32)  # a code of the list "consent_purposes"
    answer = models.CharField(max_length=10, choices=Answer.choices)
    given_by = models.CharField(max_length=20)  # young_person, or carer
    carer = models.ForeignKey(Carer, models.PROTECT, null=True, blank=True, related_name="+")
    happened_on = models.DateField()
    how = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)
    recorded_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    objects = OfYoungPersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]


class Competence(OfYoungPerson):
    """A practitioner's decision whether this young person can decide for themselves. Appended, never changed."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="competence_decisions")
    is_competent = models.BooleanField()
    about = models.CharField(max_length=100)
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = OfYoungPersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-decided_on", "-pk"]


class QuietMode(OfYoungPerson):
    """Parents are not told: switched on or off, or looked at again, by a practitioner, with the reason."""

    class Step(models.TextChoices):
        ON = "on", "Switched on"
        REVIEWED = "reviewed", "Looked at again"
        OFF = "off", "Switched off"

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="quiet_mode_steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    happened_on = models.DateField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = OfYoungPersonQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
