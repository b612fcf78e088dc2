"""How requests come to a team and its schools: what is in force, what was, and setting it from a day on."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.domain.codes import load
from trailblazer.domain.routes import LeadsPart, Route
from trailblazer.places.models import School
from trailblazer.teams import actions, forms
from trailblazer.teams.models import RouteSetting, Team
from trailblazer.teams.routes import own_setting, route_for
from trailblazer.teams.scope import may_keep_routes, may_see_inside
from trailblazer.teams.views.change import Page, answer, team_or_404

LEADS_PART = {
    LeadsPart.NOTHING: "Nothing",
    LeadsPart.IS_TOLD: "Is told, where that was agreed",
    LeadsPart.APPROVES: "Approves it first, where they may know",
}


@page_for(Permission.SEE_TEAMS)
def routes(request: Asked, ref: str) -> HttpResponse:
    """How requests come to this team, and which schools do otherwise."""
    team = team_or_404(ref)
    if not may_see_inside(team.provider.pk, request.member):
        raise Http404
    kept = list(team.route_settings.select_related("school", "by__user").order_by("-in_force_from", "-pk"))
    serving = list(team.services.filter(ends_on=None).select_related("school").order_by("school__name"))
    return render(
        request,
        "teams/routes.jinja",
        {
            "team": team,
            "rows": in_words(route_for(team, None, request.today)),
            "is_default": not any(
                one.school_id is None and one.in_force_from <= request.today for one in kept
            ),
            "history": [_shown(one, request) for one in kept],
            "services": serving,
            "otherwise": _otherwise(kept, request),
            "may_keep_routes": may_keep_routes(team.provider.pk, request.member),
        },
    )


@page_for(Permission.KEEP_ROUTES)
def set_route(request: Asked, ref: str, urn: int | None = None) -> HttpResponse:
    team, school = _team_and_school(request, ref, urn)
    whom = school.name if school else team.name
    page = Page(
        f"How requests come: {whom}", "Save", _page_of(team), "How requests come", "The route is saved."
    )
    initial = route_for(team, school, request.today).to_settings() | {"in_force_from": request.today}
    form = forms.RouteForm(request.POST or None, today=request.today, initial=initial)
    act = partial(actions.set_route, team, school=school, by=request.member)
    return answer(request, form, act, page)


@page_for(Permission.KEEP_ROUTES)
def do_as_the_team(request: Asked, ref: str, urn: int) -> HttpResponse:
    team, school = _team_and_school(request, ref, urn)
    if school is None or own_setting(team, school, request.today) is None:
        raise Http404
    page = Page(
        f"{school.name} does as the team does",
        "Save",
        _page_of(team),
        "How requests come",
        "The route is saved.",
    )
    form = forms.FromADay(request.POST or None, initial={"in_force_from": request.today})
    act = partial(actions.do_as_the_team, team, school, by=request.member)
    return answer(request, form, act, page)


def in_words(route: Route) -> list[dict[str, Any]]:
    """A route as rows of a summary."""
    sources = [entry.words for entry in load("source_of_request") if entry.code in route.who_may_ask]
    return [
        {"key": "Who may ask", "value": ", ".join(sources)},
        {"key": "The school’s lead, when somebody else asks", "value": LEADS_PART[route.leads_part]},
        {"key": "Talk with the team first", "value": "Yes" if route.is_consultation_first else "No"},
        {"key": "A parent or carer consents", "value": _below(route.parent_consents_until)},
        {
            "key": "A young person’s own request",
            "value": f"Taken as it stands from age {route.young_person_asks_alone_from}; read by a person first before",
        },
        {"key": "Said to those who ask", "value": route.words or "Nothing more"},
    ]


def _below(age: int) -> str:
    return f"For those below age {age}" if age else "Not needed"


def _shown(setting: RouteSetting, request: Asked) -> dict[str, Any]:
    return {
        "setting": setting,
        "is_coming": setting.in_force_from > request.today,
        "rows": in_words(Route.from_settings(setting.settings)) if setting.settings else [],
    }


def _otherwise(newest_first: list[RouteSetting], request: Asked) -> dict[int, RouteSetting]:
    """The setting in force of each school that has one of its own."""
    found: dict[int, RouteSetting] = {}
    for one in newest_first:
        if one.school_id is not None and one.in_force_from <= request.today:
            found.setdefault(one.school_id, one)
    return {urn: one for urn, one in found.items() if one.settings}


def _team_and_school(request: Asked, ref: str, urn: int | None) -> tuple[Team, School | None]:
    """The team, if this member may set its routes, and the school it serves."""
    team = team_or_404(ref)
    if not may_keep_routes(team.provider.pk, request.member):
        raise Http404
    if urn is None:
        return team, None
    school = get_object_or_404(School, pk=urn)
    if not team.services.filter(school=school, ends_on=None).exists():
        raise Http404
    return team, school


def _page_of(team: Team) -> str:
    return reverse("teams:routes", args=[team.ref])
