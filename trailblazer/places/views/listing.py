"""The list of schools."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.places.models import School
from trailblazer.ui.filters import remembered

A_PAGE = 50


@page_for(Permission.SEE_SCHOOLS)
def list_(request: Asked) -> HttpResponse:
    if (elsewhere := remembered(request, "schools")) is not None:
        return elsewhere
    page = Paginator(School.objects.filter(is_open=True), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "places/list.jinja", {"page": page})
