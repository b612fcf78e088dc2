"""The child or young person, those who care for them, and what they agreed to."""

from datetime import date
from typing import Any, ClassVar, Generic, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from simple_history.models import HistoricalRecords

from trailblazer.access.models import Membership, Organisation
from trailblazer.access.records import Versioned, VisibleQuerySet, VisibleRecord
from trailblazer.access.references import unspoken
from trailblazer.access.roles import Permission
from trailblazer.domain import codes, identity
from trailblazer.domain.matching import Person, candidate_keys
from trailblazer.domain.year_groups import born_for
from trailblazer.places.models import School, search_words


class YoungPersonQuerySet(VisibleQuerySet["YoungPerson"]):
    permission = Permission.SEE_YOUNG_PEOPLE

    def searched(self, typed: str) -> "YoungPersonQuerySet":
        """Those whose name, NHS number, reference or school hold every word typed, in any order."""
        words = search_words(typed)
        if "".join(words).isdigit():
            words = ["".join(words)]
        holds = Q()
        for word in words:
            holds &= Q(search__contains=word) | Q(school__search__contains=word)
        return self.filter(holds | Q(ref=unspoken(typed))) if words else self.none()

    def in_year(self, year: str, today: date) -> "YoungPersonQuerySet":
        """Those said to be in this year group, and those whose age puts them there where nothing else was said."""
        first, last = born_for(year, today)
        return self.filter(Q(year_group=year) | Q(year_group="", born_on__range=(first, last)))

    def with_quiet_mode(self) -> "YoungPersonQuerySet":
        """Each with `quiet_step`: the newest step of quiet mode, or None."""
        newest = QuietMode.objects.filter(young_person=OuterRef("pk")).order_by("-happened_on", "-pk")
        return self.annotate(quiet_step=Subquery(newest.values("step")[:1]))

    def with_a_need(self) -> "YoungPersonQuerySet":
        return self.exclude(communication_needs=[], interpreter_language="")

    def of_whom_parents_are_not_told(self) -> "YoungPersonQuerySet":
        found: Any = self.with_quiet_mode()
        return found.filter(quiet_step__in=QuietMode.MEANS_ON)

    def without_consent_to_help(self) -> "YoungPersonQuerySet":
        asked = Consent.objects.filter(young_person=OuterRef("pk"), purpose=Consent.HELP)
        return self.filter(~Exists(asked))


class YoungPerson(VisibleRecord, Versioned):
    """A child or young person known to a provider. A public request never makes or changes one."""

    PATH_TO_YOUNG_PERSON = "self"
    NOT_ASKED = "not_asked"

    team = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="young_people")
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100, blank=True)
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
    contact_do_nots = models.CharField(max_length=300, blank=True)
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
            ),
            models.CheckConstraint(
                name="a_young_person_has_a_name", condition=~Q(first_name="") | ~Q(last_name="")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Keeps with the record what it is searched and matched by."""
        self.search = self.search_text()
        if (fields := options.get("update_fields")) is not None:
            options["update_fields"] = {*fields, "search"}
        super().save(*args, **options)
        self._keep_keys()

    def search_text(self) -> str:
        names = f"{self.first_name} {self.last_name} {self.known_as} {self.name_in_own_script}"
        return " ".join([self.nhs_number, *search_words(names)]).strip()[:500]

    def as_person(self) -> Person:
        """What is compared with others to find possible duplicates."""
        return Person(
            self.first_name, self.last_name, self.born_on, self.postcode, self.nhs_number, self.known_as
        )

    def _keep_keys(self) -> None:
        wanted = candidate_keys(self.as_person())
        kept = set(self.keys.values_list("key", flat=True))
        self.keys.filter(key__in=kept - wanted).delete()
        MatchKey.objects.bulk_create(
            MatchKey(young_person=self, provider_id=self.provider_id, key=key)
            for key in sorted(wanted - kept)
        )

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def called(self) -> str:
        """The name they like to be called."""
        return self.known_as or self.first_name or self.last_name

    def age_on(self, today: date) -> int:
        return identity.age_on(self.born_on, today)

    def year_on(self, today: date) -> str:
        """The year group as it was said, else the usual one for the age; nothing outside school age."""
        return self.year_group or identity.school_year_group(self.born_on, today)

    @property
    def nhs_number_shown(self) -> str:
        return identity.show_nhs_number(self.nhs_number) if self.nhs_number else ""

    @property
    def printable_home(self) -> str:
        """The address as a letter or print may carry it: none where the location is protected."""
        if self.is_location_protected:
            return ""
        return ", ".join(part for part in (self.address, self.postcode) if part)


class MatchKey(models.Model):
    """A key by which possible duplicates are found (domain.matching.candidate_keys)."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="keys")
    provider = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    key = models.CharField(max_length=120)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["provider", "key"], name="match_key")]


Kept = TypeVar("Kept", bound="OfYoungPerson", covariant=True)


class OfYoungPersonQuerySet(VisibleQuerySet[Kept], Generic[Kept]):
    permission = Permission.SEE_YOUNG_PEOPLE

    def scope_of_team(self, member: Membership) -> Q:
        return Q(young_person__team=member.organisation_id)


class OfYoungPerson(VisibleRecord):
    """Something kept about one young person."""

    PATH_TO_YOUNG_PERSON = "young_person"

    class Meta:
        abstract = True


class CarerQuerySet(OfYoungPersonQuerySet["Carer"]):
    pass


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

    objects = CarerQuerySet.as_manager()

    class Meta:
        verbose_name = "parent or carer"
        verbose_name_plural = "parents and carers"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_carer_has_a_name", condition=~Q(name="")),
        ]


class ConsentQuerySet(OfYoungPersonQuerySet["Consent"]):
    pass


class Consent(OfYoungPerson):
    """What was agreed to or refused, for one purpose, by whom, on a day. Appended, never changed."""

    HELP = "help"
    YOUNG_PERSON, CARER = "young_person", "carer"

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

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="only_a_carer_answers_as_a_carer", condition=Q(carer=None) | Q(given_by="carer")
            ),
        ]


class CompetenceQuerySet(OfYoungPersonQuerySet["Competence"]):
    pass


class Competence(OfYoungPerson):
    """A practitioner's decision whether this young person can decide one thing for themselves. Appended, never changed.

    It says nothing about any other purpose.
    """

    HELP, PARENTS_TOLD, SERVICE_TOLD = "help", "tell_parent", "tell_service"

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="competence_decisions")
    is_competent = models.BooleanField()
    purpose = models.CharField(max_length=32)  # a code of the list "competence_purposes"
    about = models.CharField(max_length=100, blank=True)  # in words, beside the code
    reason = models.TextField()
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = CompetenceQuerySet.as_manager()

    @property
    def purpose_words(self) -> str:
        words = codes.load("competence_purposes")
        return words.words(self.purpose) if self.purpose in words else self.purpose

    @property
    def in_words(self) -> str:
        """Can decide: whether parents or carers are told"""
        can = "Can decide" if self.is_competent else "Cannot decide yet"
        return f"{can}: {self.purpose_words[:1].lower()}{self.purpose_words[1:]}"

    class Meta:
        verbose_name = "competence decision"
        ordering: ClassVar = ["-decided_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_competence_decision_gives_its_reason", condition=~Q(reason="")),
        ]


class QuietModeQuerySet(OfYoungPersonQuerySet["QuietMode"]):
    pass


class QuietMode(OfYoungPerson):
    """Parents are not told: switched on or off, or looked at again, by a practitioner, with the reason."""

    class Step(models.TextChoices):
        ON = "on", "Switched on"
        REVIEWED = "reviewed", "Looked at again"
        NOT_ASKED = "not_asked", "Could not be asked about"
        OFF = "off", "Switched off"

    MEANS_ON = (Step.ON, Step.REVIEWED, Step.NOT_ASKED)

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="quiet_mode_steps")
    step = models.CharField(max_length=10, choices=Step.choices)
    competence = models.ForeignKey(Competence, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.TextField()
    happened_on = models.DateField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    objects = QuietModeQuerySet.as_manager()

    class Meta:
        verbose_name = "step of quiet mode"
        verbose_name_plural = "steps of quiet mode"
        ordering: ClassVar = ["-happened_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(name="a_step_of_quiet_mode_gives_its_reason", condition=~Q(reason="")),
        ]
