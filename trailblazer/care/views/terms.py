"""The term dates of a school: whose they are, and entering its own."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.actions.terms import enter_terms, use_authority_terms
from trailblazer.care.calendars import terms_of_school
from trailblazer.care.forms.terms import TermDates
from trailblazer.care.team_schools import serves
from trailblazer.domain.school_days import Terms
from trailblazer.domain.terms import SchoolYear, school_year_of
from trailblazer.places.models import School
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import Page, answer

BIGGEST_URN = 2**31 - 1


def school_or_404(urn: int) -> School:
    return get_object_or_404(School.objects.select_related("authority"), pk=min(urn, BIGGEST_URN))


@page_for(Permission.SEE_SCHOOLS)
def terms(request: Asked, urn: int) -> HttpResponse:
    """Every stretch that is known from this school year on, whose it is, and where it is from."""
    school = school_or_404(urn)
    known = terms_of_school(school)
    year = school_year_of(request.today)
    may = request.member.may(Permission.PLAN_VISITS) and serves(request.member, school, request.today)
    shown = {
        "school": school,
        "terms": known,
        "years": _by_year(known, year),
        "years_to_enter": [year, SchoolYear(year.starts_in + 1)],
        "may_enter": may,
        "why_closed": known.why_closed(request.today),
        "stretch": known.stretch_of(request.today),
    }
    return render(request, "care/terms.jinja", shown)


def _by_year(known: Terms, since: SchoolYear) -> list[tuple[SchoolYear, list[Any]]]:
    found: dict[SchoolYear, list[Any]] = {}
    for stretch in known.stretches:
        if (year := school_year_of(stretch.first_day)) >= since:
            found.setdefault(year, []).append(stretch)
    return sorted(found.items())


@page_for(Permission.PLAN_VISITS)
def enter(request: Asked, urn: int, year: int) -> HttpResponse:
    """One school year of the school's own dates, begun with those that hold now."""
    school, of_year = _own(request, urn), SchoolYear(year)
    if abs(year - request.today.year) > 5:
        raise Http404
    known = terms_of_school(school)
    form = TermDates(
        request.POST or None,
        year=of_year,
        known=known.stretches,
        initial={"source": known.source if known.whose == "school" else ""},
    )

    def act(**values: Any) -> School:
        return enter_terms(school, by=request.member, year=of_year, **values)

    lede = "What is entered here holds instead of the dates of the authority. A half left empty is left out."
    page = _page(
        school, f"Term dates of {school.name}, {of_year}", "Save the dates", "The dates are saved.", lede
    )
    return answer(request, form, act, page)


@page_for(Permission.PLAN_VISITS)
def use_authority(request: Asked, urn: int) -> HttpResponse:
    school = _own(request, urn)

    def act(**values: Any) -> School:
        return use_authority_terms(school, by=request.member, **values)

    lede = "The dates that were entered for this school are taken away. Those of its authority hold again."
    page = _page(school, "Use the dates of the authority", "Use them", "The authority’s dates hold.", lede)
    return answer(request, ActionForm(request.POST or None), act, page)


def _own(request: Asked, urn: int) -> School:
    """A school that the member's team serves; of any other there is nothing to enter."""
    school = school_or_404(urn)
    if not serves(request.member, school, request.today):
        raise Http404
    return school


def _page(school: School, title: str, button: str, done: str, lede: str) -> Page:
    return Page(title, button, reverse("care:terms", args=[school.pk]), "Term dates", done, lede)
