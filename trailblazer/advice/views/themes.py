"""What advice was about, by topic and term: for a lead their own school, for a team all or one of its schools."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.advice.themes import own_counts, published
from trailblazer.care.team_schools import schools_of
from trailblazer.domain.terms import SchoolYear, school_years_ago
from trailblazer.places.models import School
from trailblazer.statistics.files import given_or_told
from trailblazer.statistics.publications import Publication

YEARS = 3


@page_for(Permission.SEE_ADVICE)
def themes(request: Asked) -> HttpResponse:
    """One protected table of one school year, with its chart."""
    years = [school_years_ago(back, request.today) for back in range(YEARS)]
    asked = request.GET.get("year", "")
    year = next((one for one in years if str(one.starts_in) == asked), years[0])
    schools = _schools(request)
    urn = request.GET.get("school", "")
    school = next((one for one in schools if str(one.pk) == urn), None)
    if not request.member.is_staff:
        school = schools[0] if schools else None
    parts: list[Any] = [year.starts_in, *([school.pk] if school else [])]
    name = "advice:themes_file_of_school" if school else "advice:themes_file"
    shown = {
        "years": years,
        "year": year,
        "schools": schools if request.member.is_staff else [],
        "school": school,
        "publication": _published(request, year, school),
        "own": own_counts(request.member, year, school) if request.member.is_staff else [],
        "address": reverse(name, args=parts),
    }
    return render(request, "advice/themes.jinja", shown)


@page_for(Permission.SEE_ADVICE)
def file(request: Asked, year: int, urn: int | None = None) -> HttpResponse:
    """The table as a file: `as` says which kind."""
    years = {one.starts_in: one for one in (school_years_ago(back, request.today) for back in range(YEARS))}
    schools = {one.pk: one for one in _schools(request)}
    school = schools.get(urn) if urn is not None else None
    may_have_all = request.member.is_staff
    if year not in years or (school is None and (urn is not None or not may_have_all)):
        raise Http404
    back = f"{reverse('advice:themes')}?year={year}"
    return given_or_told(request, _published(request, years[year], school), back)


def _schools(request: Asked) -> list[School]:
    """The schools whose themes this member may read: of a team those that it serves, of a lead their own."""
    if request.member.is_staff:
        return schools_of(request.member, request.today)
    return list(School.objects.filter(pk=request.member.school_id or 0))


def _published(request: Asked, year: SchoolYear, school: School | None) -> Publication | None:
    whose = school.name if school else request.member.organisation.name
    return published(request.member, year, whose, request.today, school)
