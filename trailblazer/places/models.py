"""Schools and colleges, and the areas they lie in, as the register and the statistics office give them."""

import re
import unicodedata
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from trailblazer.access.models import Membership
from trailblazer.imports.models import Import

LONGEST_SEARCH = 400
DROPPED = dict.fromkeys(map(ord, "'’."))  # St. Anne's is found as st annes
WORDS = re.compile(r"[^\W_]+")


class Region(models.Model):
    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class IntegratedCareBoard(models.Model):
    """A board that commissions health services. Boards merge, so each has its dates."""

    code = models.CharField(max_length=9, primary_key=True)
    nhs_code = models.CharField(max_length=3)
    name = models.CharField(max_length=120)
    nhs_region = models.CharField(max_length=60)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class LocalAuthority(models.Model):
    """One of the 153 education authorities of England."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=80)
    gss_code = models.CharField(max_length=9)
    gss_code_2024 = models.CharField(max_length=9)
    region = models.ForeignKey(Region, models.PROTECT, related_name="authorities")
    main_icb = models.ForeignKey(IntegratedCareBoard, models.PROTECT, related_name="authorities")

    class Meta:
        verbose_name_plural = "local authorities"

    def __str__(self) -> str:
        return self.name


class SchoolQuerySet(models.QuerySet["School"]):
    def open_in_england(self) -> "SchoolQuerySet":
        """Schools that are open and counted: invented ones are not."""
        return self.filter(is_open=True, in_england=True, is_invented=False)

    def matching(self, typed: str) -> "SchoolQuerySet":
        """Schools whose name, town, postcode, URN or UKPRN hold every word typed."""
        found = self
        for word in search_words(typed):
            found = found.filter(search__contains=word)
        return found

    def served_on(self, day: date, team: int | None = None) -> "SchoolQuerySet":
        """Schools that a team serves on this day, paused ones among them; or those of one team, by its organisation."""
        still = Q(services__ends_on=None) | Q(services__ends_on__gt=day)
        of_team = Q(services__team__organisation=team) if team else Q()
        served = School.objects.filter(still, of_team, services__starts_on__lte=day)
        return self.filter(pk__in=served.values("pk"))

    def without_a_team_on(self, day: date) -> "SchoolQuerySet":
        return self.exclude(pk__in=School.objects.served_on(day).values("pk"))


def search_words(text: str) -> list[str]:
    """The words of a search, as they are kept in `School.search`."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(DROPPED)
    if not plain.isascii():
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return WORDS.findall(plain)


def search_text(name: str, town: str, postcode: str, urn: int, ukprn: str) -> str:
    """What a school is found by: the words of its name, town, postcode and numbers, and the postcode in one piece."""
    words = search_words(f"{name} {town} {postcode} {urn} {ukprn}")
    return f"{' '.join(words)} {postcode.replace(' ', '').casefold()}"[:LONGEST_SEARCH]


class School(models.Model):
    """A school or college: a setting, known by its URN."""

    OPEN_STATUSES = ("1", "3")
    COLLEGE_GROUP = "1"

    urn = models.PositiveIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    authority = models.ForeignKey(
        LocalAuthority, models.PROTECT, null=True, blank=True, related_name="schools"
    )
    la_code = models.CharField(max_length=3, blank=True)
    la_name = models.CharField(max_length=80, blank=True)
    establishment_number = models.CharField(max_length=4, blank=True)
    type_code = models.CharField(max_length=2, blank=True)
    type_name = models.CharField(max_length=80, blank=True)
    type_group_code = models.CharField(max_length=2, blank=True)
    type_group_name = models.CharField(max_length=80, blank=True)
    status_code = models.CharField(max_length=2)
    status_name = models.CharField(max_length=60, blank=True)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    phase_code = models.CharField(max_length=2, blank=True)
    phase_name = models.CharField(max_length=40, blank=True)
    low_age = models.PositiveSmallIntegerField(null=True, blank=True)
    high_age = models.PositiveSmallIntegerField(null=True, blank=True)
    gender_name = models.CharField(max_length=20, blank=True)
    religious_character = models.CharField(max_length=80, blank=True)
    pupils = models.PositiveIntegerField(null=True, blank=True)
    boys = models.PositiveIntegerField(null=True, blank=True)
    girls = models.PositiveIntegerField(null=True, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    fsm_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    census_on = models.DateField(null=True, blank=True)
    ukprn = models.CharField(max_length=8, blank=True)
    street = models.CharField(max_length=120, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    address3 = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    county = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    easting = models.IntegerField(null=True, blank=True)
    northing = models.IntegerField(null=True, blank=True)
    district_code = models.CharField(max_length=9, blank=True)
    district_name = models.CharField(max_length=80, blank=True)
    lsoa_code = models.CharField(max_length=9, blank=True)
    is_open = models.BooleanField(default=True)
    in_england = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False)
    search = models.CharField(max_length=LONGEST_SEARCH, blank=True)
    last_import = models.ForeignKey(Import, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = SchoolQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "urn"]
        indexes: ClassVar = [
            models.Index(fields=["is_open", "in_england", "name", "urn"], name="school_open_by_name"),
            models.Index(fields=["authority", "is_open"], name="school_by_authority"),
            models.Index(fields=["postcode"], name="school_by_postcode"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **options: object) -> None:
        self.search = self.search_text()
        super().save(*args, **options)  # type: ignore[arg-type]

    def search_text(self) -> str:
        return search_text(self.name, self.town, self.postcode, self.urn, self.ukprn)

    @property
    def is_college(self) -> bool:
        return self.type_group_code == self.COLLEGE_GROUP

    @property
    def address(self) -> str:
        parts = (self.street, self.locality, self.address3, self.town, self.postcode)
        return ", ".join(part for part in parts if part)


class SchoolChange(models.Model):
    """One fact of a school that changed on a day, and by which file. With an empty field: the school was added."""

    school = models.ForeignKey(School, models.CASCADE, related_name="changes")
    field = models.CharField(max_length=40, blank=True)
    old = models.JSONField(null=True, blank=True)
    new = models.JSONField(null=True, blank=True)
    happened_on = models.DateField()
    source = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="school_changes")
    by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["school", "happened_on"])]


class SchoolLink(models.Model):
    """What a school was before, or became."""

    school = models.ForeignKey(School, models.CASCADE, related_name="links")
    linked_urn = models.PositiveIntegerField(db_index=True)
    linked_name = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=80)
    established_on = models.DateField(null=True, blank=True)
    source = models.ForeignKey(Import, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "linked_urn", "kind"], name="each_link_of_a_school_once"
            )
        ]


class SchoolTerm(models.Model):
    """A stretch of days on which a school, or every school of an authority that says nothing else, is open to pupils.

    A half term ends one stretch and begins the next.
    """

    school = models.ForeignKey(School, models.CASCADE, null=True, blank=True, related_name="terms")
    authority = models.ForeignKey(LocalAuthority, models.CASCADE, null=True, blank=True, related_name="terms")
    name = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()  # the last day on which pupils come
    source = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["starts_on", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_term_is_of_a_school_or_of_an_authority",
                condition=Q(school=None, authority__isnull=False) | Q(school__isnull=False, authority=None),
            ),
            models.CheckConstraint(
                name="a_term_ends_after_it_starts", condition=Q(ends_on__gte=F("starts_on"))
            ),
        ]
