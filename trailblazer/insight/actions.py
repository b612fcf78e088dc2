"""A report is published once its term is over, and never changed: it is withdrawn, or corrected by the next number.

Whoever reads for the school hears of each that is published.
"""

from typing import Any

from django.core.exceptions import PermissionDenied

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Organisation
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import STAFF_ROLES, Permission, Role
from trailblazer.domain.school_terms import Term
from trailblazer.domain.term_report import version
from trailblazer.insight.contents import Path, made_of
from trailblazer.insight.models import TermReport, TermReportQuerySet
from trailblazer.insight.telling import tell
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService
from trailblazer.teams.of_school import common_of

REPLACED = "Replaced by a corrected report"


def _must_be_staff(by: Actor) -> None:
    """A school reads its reports; the team publishes them. Raises PermissionDenied."""
    if by.role not in STAFF_ROLES and by.role != Role.SERVICE:
        raise PermissionDenied


@action(Permission.KEEP_SCHOOL_WORK, logged_as="term report published")
def publish(school: School, *, by: Actor, term: Term) -> TermReport:
    """Counts the term once, protects it and keeps what may be seen. Raises NotPossible before the term is over."""
    _must_be_staff(by)
    common = common_of(school, by)
    if term.last_day >= today.today():
        raise NotPossible(
            f"The {term.name.lower()} term is not over yet. Publish it from the day after its last"
        )
    served = SchoolService.objects.filter(school=school, team__organisation=common["team"])
    if not served.filter(starts_on__lte=term.last_day).exists():
        raise NotPossible(
            "Your team did not serve this school in that term yet, so there is nothing to report"
        )
    if _editions(common["team"], school, term).exists():
        raise NotPossible("This term has a report already. Open it to correct it")
    return _kept(common, school, by, term)


@action(Permission.KEEP_SCHOOL_WORK, logged_as="term report withdrawn")
def withdraw(report: TermReport, *, by: Actor, reason: str) -> TermReport:
    """The school no longer reads its figures. What it hid stays hidden in whatever is published after it."""
    _must_be_staff(by)
    if report.withdrawn_on is not None:
        raise NotPossible("This report is withdrawn already")
    report.withdrawn_on, report.withdrawn_because = today.today(), _reason(reason)
    report.save()
    return report


@action(Permission.KEEP_SCHOOL_WORK, logged_as="term report corrected")
def correct(report: TermReport, *, by: Actor, reason: str) -> TermReport:
    """Counts the term again. The new report has the next number; nothing that was hidden before is shown in it."""
    _must_be_staff(by)
    common = common_of(report.school, by)
    why, term = _reason(reason), report.of_term
    newest = _editions(common["team"], report.school, term).order_by("-number").first()
    if newest is None or newest.pk != report.pk:
        raise NotPossible("There is a newer report of this term. Correct that one")
    if report.withdrawn_on is None:
        report.withdrawn_on, report.withdrawn_because = today.today(), REPLACED
        report.save()
    return _kept(common, report.school, by, term, before=report, why=why)


def _reason(words: str) -> str:
    if not words.strip():
        raise NotPossible("Enter why, in a sentence that the school reads")
    return words.strip()


def _editions(team: Organisation, school: School, term: Term) -> TermReportQuerySet:
    return TermReport.objects.filter(team=team, school=school, term=term.code)


def _kept(
    common: dict[str, Any],
    school: School,
    by: Actor,
    term: Term,
    *,
    before: TermReport | None = None,
    why: str = "",
) -> TermReport:
    hidden: list[Path] = [tuple(path) for path in before.hidden] if before else []
    made = made_of(common["team"], [school], term, hidden)[school.pk]
    kept = TermReport.objects.create(
        **common,
        term=term.code,
        number=before.number + 1 if before else 1,
        published_on=today.today(),
        published_by=by.membership,
        recorded_at=today.now(),
        words_version=version(),
        corrects_because=why,
        content=made.content,
        hidden=made.hidden,
    )
    tell(kept, by=by)
    return kept
