"""The list of schools."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.places import figures
from trailblazer.places.filters import SchoolFilters
from trailblazer.places.models import School
from trailblazer.places.teams_of import teams_of
from trailblazer.ui.filters import remembered

A_PAGE = 50


@page_for(Permission.SEE_SCHOOLS)
def list_(request: Asked) -> HttpResponse:
    if (elsewhere := remembered(request, "schools")) is not None:
        return elsewhere
    source = figures.source()
    filters = SchoolFilters(request.GET, request.member)
    schools = School.objects.all() if settings.DEMO else School.objects.filter(is_invented=False)
    found: Any = filters.narrowed(schools, request.today)
    found = found.select_related("authority").prefetch_related("services__team__organisation")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "figures": figures.of_schools(source),
        "source": source,
        "page": page,
        "rows": [{"school": school, "teams": teams_of(school, request.today)} for school in page],
        "is_narrowed": bool(filters.chosen),
    }
    return render(request, "places/list.jinja", context)
