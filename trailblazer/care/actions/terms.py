"""Entering the term dates of one school, and going back to those of its authority."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import PermissionDenied

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.care.team_schools import serves
from trailblazer.domain.school_days import Overlap, Stretch, check_stretches
from trailblazer.domain.terms import SchoolYear
from trailblazer.places.models import School, SchoolTerm


@action(Permission.PLAN_VISITS, logged_as="term dates of a school entered")
def enter_terms(
    school: School, *, by: Actor, year: SchoolYear, stretches: Sequence[Stretch], source: str
) -> School:
    """The school's own dates of one school year, instead of those it had for that year."""
    _refuse_strangers(by, school)
    if not stretches:
        raise NotPossible("Enter at least one stretch of days on which pupils come")
    outside = [one for one in stretches if one.first_day not in year or one.last_day not in year]
    if outside:
        raise NotPossible(f"{outside[0].name} is not within the school year {year}")
    kept = SchoolTerm.objects.filter(school=school)
    of_year = kept.filter(starts_on__lte=year.last_day, ends_on__gte=year.first_day)
    try:
        check_stretches(stretches)
    except Overlap as fault:
        raise NotPossible(str(fault)) from None
    of_year.delete()
    SchoolTerm.objects.bulk_create(
        SchoolTerm(
            school=school, name=one.name, starts_on=one.first_day, ends_on=one.last_day, source=source[:200]
        )
        for one in stretches
    )
    return school


@action(Permission.PLAN_VISITS, logged_as="term dates of a school taken back")
def use_authority_terms(school: School, *, by: Actor) -> School:
    """Takes away every date the school gave itself, so that its authority's hold again."""
    _refuse_strangers(by, school)
    SchoolTerm.objects.filter(school=school).delete()
    return school


def _refuse_strangers(by: Actor, school: School, on: date | None = None) -> None:
    if not serves(by, school, on or today()):
        raise PermissionDenied
