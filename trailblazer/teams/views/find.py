"""Find your team: for anyone, without an account and without script."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trailblazer.access.guard import public
from trailblazer.places.models import School, SchoolQuerySet
from trailblazer.teams.models import SchoolService
from trailblazer.teams.questions import service_of
from trailblazer.teams.search import SHOWN, find_schools
from trailblazer.teams.series import aim


@public
def find(request: HttpRequest) -> HttpResponse:
    """Type a school or a town, get the schools that match."""
    found = find_schools(_schools(), request.GET.get("q", ""))
    return render(request, "teams/find.jinja", {"found": found, "asked": "q" in request.GET, "most": SHOWN})


@public
def school(request: HttpRequest, urn: int) -> HttpResponse:
    """The team of a school and how to ask, or what exists where there is none."""
    found = _schools_of_any_time().filter(pk=urn).select_related("authority").first()
    if found is None:
        raise Http404
    service = service_of(found, request.today)  # type: ignore[attr-defined]
    is_paused = service is not None and service.state == SchoolService.State.PAUSED
    return render(
        request,
        "teams/find_school.jinja",
        {
            "school": found,
            "service": service,
            "team": service.team if service is not None else None,
            "is_paused": is_paused,
            "later": [] if found.is_open else _what_it_became(found),
            "aim": aim(),
        },
    )


def _schools_of_any_time() -> SchoolQuerySet:
    """Schools of England. Invented ones are found in the demonstration only."""
    found = School.objects.filter(in_england=True)
    return found if settings.DEMO else found.filter(is_invented=False)


def _schools() -> SchoolQuerySet:
    return _schools_of_any_time().filter(is_open=True)


def _what_it_became(school: School) -> list[School]:
    """The open schools that a closed one became, by the register's links."""
    linked = school.links.filter(kind__istartswith="successor").values_list("linked_urn", flat=True)
    return list(_schools().filter(pk__in=list(linked)))
