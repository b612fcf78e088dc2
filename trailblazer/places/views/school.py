"""One school, with where each of its facts comes from."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.places.models import School


@page_for(Permission.SEE_SCHOOLS)
def school(request: Asked, urn: int) -> HttpResponse:
    return render(request, "places/school.jinja", {"school": get_object_or_404(School, urn=urn)})
