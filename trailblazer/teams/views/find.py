"""Find your team: for anyone, without an account and without script."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trailblazer.access.guard import public
from trailblazer.places.models import School, SchoolQuerySet
from trailblazer.places.successors import became
from trailblazer.teams.models import SchoolService, Team
from trailblazer.teams.questions import areas_of, service_before, service_of, services_of
from trailblazer.teams.routes import route_for
from trailblazer.teams.search import find_schools, page_asked
from trailblazer.teams.series import aim


@public
def find(request: HttpRequest) -> HttpResponse:
    """Type a school or a town, get the schools that match, a page at a time."""
    found = find_schools(_schools(), request.GET.get("q", ""), page_asked(request.GET.get("page", "")))
    return render(request, "teams/find.jinja", {"found": found, "asked": "q" in request.GET})


@public
def school(request: HttpRequest, urn: int) -> HttpResponse:
    """The team of a school and how to ask, or what exists where there is none."""
    found = _schools_of_any_time().filter(pk=urn).select_related("authority").first()
    if found is None:
        raise Http404
    today: date = request.today  # type: ignore[attr-defined]
    service = service_of(found, today)
    is_without = found.is_open and service is None
    is_paused = service is not None and service.state == SchoolService.State.PAUSED
    return render(
        request,
        "teams/find_school.jinja",
        {
            "school": found,
            "service": service,
            "team": service.team if service is not None else None,
            "route_words": route_for(service.team, found, today).words if service is not None else "",
            "is_paused": is_paused,
            "later": [] if found.is_open else _what_it_became(found, today),
            "areas": areas_of(found) if is_without else [],
            "before": service_before(found, today) if is_without else None,
            "aim": aim(),
        },
    )


def _schools_of_any_time() -> SchoolQuerySet:
    """Schools of England. Invented ones are found in the demonstration only."""
    found = School.objects.filter(in_england=True)
    return found if settings.DEMO else found.filter(is_invented=False)


def _schools() -> SchoolQuerySet:
    return _schools_of_any_time().filter(is_open=True)


def _what_it_became(school: School, today: date) -> list[tuple[School, Team | None]]:
    """Each open school that a closed one became, with the team that serves it."""
    later = [one for one in became([school.urn])[school.urn] if settings.DEMO or not one.is_invented]
    teams = {one.school_id: one.team for one in services_of([one.urn for one in later], today)}
    return [(one, teams.get(one.urn)) for one in later]
