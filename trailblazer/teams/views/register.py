"""Areas, providers and the list of teams."""

from functools import partial

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.models import Organisation
from trailblazer.access.roles import Permission
from trailblazer.teams import actions, figures, forms
from trailblazer.teams.filters import TeamFilters
from trailblazer.teams.models import Area, Team
from trailblazer.teams.questions import coverage_of_teams, figures_of_teams
from trailblazer.teams.scope import may_keep_everywhere, refuse_unless
from trailblazer.teams.sites import sources_of
from trailblazer.teams.views.change import Page, answer
from trailblazer.ui.filters import remembered

TEAMS_ON_A_PAGE = 25


@page_for(Permission.SEE_TEAMS)
def areas(request: Asked) -> HttpResponse:
    """The areas by wave, with what is known of each."""
    teams_here = Count("teams", filter=~Q(teams__status=Team.Status.CLOSED), distinct=True)
    found = list(
        Area.objects.select_related("wave").annotate(teams_here=teams_here).order_by("wave__name", "name")
    )
    return render(
        request,
        "teams/areas.jinja",
        {
            "areas": found,
            "strip": figures.of_areas(found),
            "may_keep": may_keep_everywhere(request.member),
        },
    )


@page_for(Permission.SEE_TEAMS)
def area(request: Asked, ref: str) -> HttpResponse:
    found = get_object_or_404(Area.objects.select_related("wave"), ref=ref)
    teams = list(found.teams.select_related("organisation__provider", "area", "wave"))
    return render(
        request,
        "teams/area.jinja",
        {
            "area": found,
            "authorities": list(found.authorities.order_by("name")),
            "teams": teams,
            "coverage": coverage_of_teams(teams, request.today),
            "sources": sources_of(found.source),
            "may_keep": may_keep_everywhere(request.member),
        },
    )


@page_for(Permission.KEEP_TEAMS)
def add_area(request: Asked) -> HttpResponse:
    refuse_unless(may_keep_everywhere(request.member))
    page = Page("Add an area", "Add area", reverse("teams:areas"), "Areas", "The area is added.")
    act = partial(actions.add_area, by=request.member)
    return answer(request, forms.AreaForm(request.POST or None), act, page)


@page_for(Permission.KEEP_TEAMS)
def change_area(request: Asked, ref: str) -> HttpResponse:
    _exists_for_who_keeps_all(request)
    found = get_object_or_404(Area.objects.select_related("wave"), ref=ref)
    page = Page(
        f"Change {found.name}", "Save", reverse("teams:area", args=[ref]), found.name, "The area is changed."
    )
    form = forms.AreaForm(request.POST or None, record=found, initial=forms.values_of_area(found))
    return answer(request, form, partial(actions.change_area, found, by=request.member), page)


@page_for(Permission.SEE_TEAMS)
def providers(request: Asked) -> HttpResponse:
    found = Organisation.objects.filter(kind=Organisation.Kind.PROVIDER).annotate(team_count=Count("teams"))
    return render(
        request,
        "teams/providers.jinja",
        {
            "providers": list(found.order_by("name")),
            "may_keep": may_keep_everywhere(request.member),
        },
    )


@page_for(Permission.KEEP_TEAMS)
def add_provider(request: Asked) -> HttpResponse:
    refuse_unless(may_keep_everywhere(request.member))
    page = Page(
        "Add a provider", "Add provider", reverse("teams:providers"), "Providers", "The provider is added."
    )
    act = partial(actions.add_provider, by=request.member)
    return answer(request, forms.Provider(request.POST or None), act, page)


@page_for(Permission.KEEP_TEAMS)
def change_provider(request: Asked, ref: str) -> HttpResponse:
    _exists_for_who_keeps_all(request)
    found = get_object_or_404(Organisation, kind=Organisation.Kind.PROVIDER, ref=ref)
    page = Page(
        f"Change {found.name}", "Save", reverse("teams:providers"), "Providers", "The provider is changed."
    )
    initial = forms.values_of(found, ("name", "provider_type", "ods_code"))
    form = forms.Provider(request.POST or None, record=found, initial=initial)
    return answer(request, form, partial(actions.change_provider, found, by=request.member), page)


def _exists_for_who_keeps_all(request: Asked) -> None:
    """To anyone else the form of one area or provider does not exist."""
    if not may_keep_everywhere(request.member):
        raise Http404


@page_for(Permission.SEE_TEAMS)
def teams(request: Asked) -> HttpResponse:
    """The list of teams, by name."""
    if (elsewhere := remembered(request, "teams")) is not None:
        return elsewhere
    filters = TeamFilters(request.GET, member=request.member)
    found = filters.narrowed(Team.objects.select_related("organisation__provider", "area", "wave"))
    page = Paginator(found, TEAMS_ON_A_PAGE).get_page(request.GET.get("page"))
    return render(
        request,
        "teams/teams.jinja",
        {
            "page": page,
            "filters": filters,
            "strip": figures.of_teams(figures_of_teams(request.today)),
            "coverage": coverage_of_teams(list(page), request.today),
            "may_add": request.member.may(Permission.KEEP_TEAMS),
        },
    )
