"""What is published of a school's term, kept as it was published: its protected figures and nothing behind them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from trailblazer.access.models import Membership
from trailblazer.access.records import Versioned
from trailblazer.domain.school_terms import Term, term_by_code
from trailblazer.teams.of_school import OfSchool, OfSchoolQuerySet

LONGEST_REASON = 300


class TermReportQuerySet(OfSchoolQuerySet["TermReport"]):
    def standing(self) -> "TermReportQuerySet":
        """Neither withdrawn nor replaced by a correction."""
        return self.filter(withdrawn_on=None)


class TermReport(OfSchool, Versioned):
    """One edition of the report of a school's term. A correction is the next number, and withdraws the one before."""

    term = models.CharField(max_length=6)  # a code of domain.school_terms.Term
    number = models.PositiveSmallIntegerField(default=1)
    published_on = models.DateField()
    published_by = models.ForeignKey(Membership, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)
    words_version = models.CharField(max_length=16)  # of data/term_report
    corrects_because = models.CharField(max_length=LONGEST_REASON, blank=True)
    content = models.JSONField(default=dict)  # see `contents`: protected tables and sentences by section
    hidden = models.JSONField(default=list)  # the paths of what is hidden, or was in an earlier edition
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = TermReportQuerySet.as_manager()

    class Meta:
        verbose_name = "report of a term"
        verbose_name_plural = "reports of terms"
        ordering: ClassVar = ["-term", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["school", "team", "term", "number"], name="an_edition_of_a_report_is_published_once"
            ),
            models.UniqueConstraint(
                fields=["school", "team", "term"],
                condition=Q(withdrawn_on=None),
                name="one_edition_of_a_report_stands",
            ),
            models.CheckConstraint(
                name="a_report_is_withdrawn_with_a_reason",
                condition=Q(withdrawn_on=None) | ~Q(withdrawn_because=""),
            ),
            models.CheckConstraint(
                name="a_corrected_report_says_why", condition=Q(number=1) | ~Q(corrects_because="")
            ),
        ]

    @property
    def of_term(self) -> Term:
        return term_by_code(self.term)

    @property
    def title(self) -> str:
        return f"Report of the {self.of_term.name.lower()} term {self.of_term.year}"

    @property
    def sections(self) -> list[dict[str, Any]]:
        return list(self.content.get("sections", []))
