"""Find your team: for anyone, without an account and without script."""

from django.conf import settings
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from trailblazer.access.guard import public
from trailblazer.places.models import School, SchoolQuerySet
from trailblazer.teams.models import SchoolService
from trailblazer.teams.questions import service_of
from trailblazer.teams.series import aim

SHOWN = 20
FEWEST_LETTERS = 3
MOST_LETTERS = 100


@public
def find(request: HttpRequest) -> HttpResponse:
    """Type a school or a town, get the schools that match."""
    typed = " ".join(request.GET.get("q", "").split())[:MOST_LETTERS]
    is_long_enough = sum(letter.isalnum() for letter in typed) >= FEWEST_LETTERS
    found = list(_nearest_first(typed)[: SHOWN + 1]) if is_long_enough else []
    return render(
        request,
        "teams/find.jinja",
        {
            "typed": typed,
            "asked": "q" in request.GET,
            "is_long_enough": is_long_enough,
            "schools": found[:SHOWN],
            "has_more": len(found) > SHOWN,
            "most": SHOWN,
        },
    )


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


def _nearest_first(typed: str) -> SchoolQuerySet:
    """Schools that match: first those whose name begins so, then those of a town of that name, then the rest."""
    rank = Case(When(name__istartswith=typed, then=0), When(town__iexact=typed, then=1), default=2)
    return _schools().matching(typed).order_by(rank, "name", "urn")


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
