"""A team's page, and its facts and posts."""

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.models import Organisation
from trailblazer.access.roles import Permission
from trailblazer.teams import actions, figures, forms
from trailblazer.teams.actions.register import FACTS
from trailblazer.teams.closures import closures
from trailblazer.teams.models import Post, Team
from trailblazer.teams.questions import coverage_of_teams, staffing, staffing_total
from trailblazer.teams.scope import may_keep, may_keep_everywhere, may_keep_routes, may_see_inside
from trailblazer.teams.views.change import Page, answer, team_or_404, team_to_keep


@page_for(Permission.SEE_TEAMS)
def team(request: Asked, ref: str) -> HttpResponse:
    """One team: whom it serves is open to all members; its posts and how schools join are for its own provider."""
    found = team_or_404(ref)
    services = list(found.services.select_related("school").order_by("school__name"))
    kept = found.posts.not_over(request.today).select_related("holder__user")
    posts = list(kept.order_by("role", "starts_on", "pk"))
    by_role = staffing([post for post in posts if post.starts_on <= request.today])
    provider = found.provider.pk
    covered = coverage_of_teams([found], request.today)[found.pk]
    sees_inside = may_see_inside(provider, request.member)
    total = staffing_total(by_role)
    return render(
        request,
        "teams/team.jinja",
        {
            "team": found,
            "warning": found.facts.warning,
            "coverage": covered,
            "closed": closures(services),
            "strip": figures.of_team(covered, services, total if sees_inside else None),
            "current": [service for service in services if service.ends_on is None],
            "past": [service for service in services if service.ends_on is not None],
            "posts": posts,
            "staffing": by_role,
            "staffing_total": total,
            "sees_inside": sees_inside,
            "may_keep": may_keep(provider, request.member),
            "may_keep_routes": may_keep_routes(provider, request.member),
        },
    )


@page_for(Permission.KEEP_TEAMS)
def add_team(request: Asked) -> HttpResponse:
    page = Page("Add a team", "Add team", reverse("teams:list"), "Teams", "The team is added.")
    providers = Organisation.objects.filter(kind=Organisation.Kind.PROVIDER).order_by("name")
    if not may_keep_everywhere(request.member):
        providers = providers.filter(pk__in=[request.member.provider_id])
    form = forms.TeamForm(request.POST or None, providers=providers)
    return answer(request, form, partial(actions.add_team, by=request.member), page, to=_page_of)


@page_for(Permission.KEEP_TEAMS)
def change_team(request: Asked, ref: str) -> HttpResponse:
    found = team_to_keep(request, ref)
    page = Page(f"Change {found.name}", "Save", _page_of(found), found.name, "The team is changed.")
    initial = forms.values_of(found, FACTS | {"name"})
    form = forms.TeamForm(request.POST or None, record=found, initial=initial)
    return answer(request, form, partial(actions.change_team, found, by=request.member), page, to=_page_of)


@page_for(Permission.KEEP_TEAMS)
def add_post(request: Asked, ref: str) -> HttpResponse:
    found = team_to_keep(request, ref)
    page = Page("Add a post", "Add post", _page_of(found), found.name, "The post is added.")
    form = forms.PostForm(request.POST or None, team=found, today=request.today)
    return answer(request, form, partial(actions.add_post, found, by=request.member), page)


@page_for(Permission.KEEP_TEAMS)
def fill_post(request: Asked, ref: str, post: str) -> HttpResponse:
    found = team_to_keep(request, ref)
    of_team = get_object_or_404(Post, team=found, ref=post)
    page = Page(
        f"Who holds this post: {of_team.role_words}",
        "Save",
        _page_of(found),
        found.name,
        "The post is saved.",
    )
    initial = {"holder": of_team.holder_id}
    form = forms.Holder(request.POST or None, team=found, today=request.today, initial=initial)
    return answer(request, form, partial(actions.fill_post, of_team, by=request.member), page)


@page_for(Permission.KEEP_TEAMS)
def change_post(request: Asked, ref: str, post: str) -> HttpResponse:
    found = team_to_keep(request, ref)
    of_team = get_object_or_404(Post.objects.select_related("holder__user"), team=found, ref=post)
    holder = f"held by {of_team.holder.user.name}" if of_team.holder else "vacant"
    page = Page(
        f"Change this post: {of_team.role_words}",
        "Save",
        _page_of(found),
        found.name,
        "The post is changed.",
        lede=f"It is {of_team.whole_time_equivalent} now, {holder}. Until the day you enter it stays so.",
    )
    initial = {"whole_time_equivalent": of_team.whole_time_equivalent}
    form = forms.ChangePost(request.POST or None, initial=initial)
    return answer(request, form, partial(actions.change_post, of_team, by=request.member), page)


@page_for(Permission.KEEP_TEAMS)
def end_post(request: Asked, ref: str, post: str) -> HttpResponse:
    found = team_to_keep(request, ref)
    of_team = get_object_or_404(Post, team=found, ref=post)
    page = Page(
        f"End this post: {of_team.role_words}",
        "End post",
        _page_of(found),
        found.name,
        "The post is ended.",
        lede="Use this when the post itself goes. If only its holder leaves, change who holds it.",
    )
    form = forms.OnADay(request.POST or None)
    return answer(request, form, partial(actions.end_post, of_team, by=request.member), page)


def _page_of(team: Team) -> str:
    return reverse("teams:team", args=[team.ref])
