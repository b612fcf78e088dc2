"""The schools of a team: how one joins step by step, is paused, goes on, and leaves."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.places.models import School
from trailblazer.teams import actions, forms
from trailblazer.teams.closures import closures, took_over_from
from trailblazer.teams.models import JoiningStep, SchoolService
from trailblazer.teams.scope import may_keep
from trailblazer.teams.search import find_schools, page_asked
from trailblazer.teams.views.change import Page, answer, service_or_404, service_to_keep, team_to_keep
from trailblazer.ui.forms import ActionForm


@page_for(Permission.SEE_TEAMS)
def school(request: Asked, ref: str, service: str) -> HttpResponse:
    """One school of a team: the steps of its joining, and its pauses."""
    found = service_or_404(request, ref, service)
    done = {step.step: step for step in found.steps.select_related("by__user")}
    steps = [
        {"code": step.value, "words": step.label, "done": done.get(step.value)} for step in JoiningStep.Step
    ]
    return render(
        request,
        "teams/school.jinja",
        {
            "service": found,
            "steps": steps,
            "steps_done": len(done),
            "closed": closures([found]),
            "past_pauses": list(found.past_pauses.all()),
            "may_keep": may_keep(found.team.provider.pk, request.member) and found.ends_on is None,
        },
    )


@page_for(Permission.KEEP_TEAMS)
def choose_school(request: Asked, ref: str) -> HttpResponse:
    """Which school the team begins to serve: by its name, town, postcode, URN or UKPRN."""
    team = team_to_keep(request, ref)
    among = School.objects.filter(is_open=True, in_england=True, is_invented=team.is_invented)
    found = find_schools(among, request.GET.get("q", ""), page_asked(request.GET.get("page", "")))
    serving = SchoolService.objects.filter(ends_on=None, school__in=found.schools)
    return render(
        request,
        "teams/choose_school.jinja",
        {
            "team": team,
            "found": found,
            "asked": "q" in request.GET,
            "served_by": {one.school_id: one.team for one in serving.select_related("team__organisation")},
        },
    )


@page_for(Permission.KEEP_TEAMS)
def serve(request: Asked, ref: str, urn: int) -> HttpResponse:
    """The school begins to be served: where it carries on a closed one of this team, from the day it did so."""
    team = team_to_keep(request, ref)
    chosen = get_object_or_404(School, pk=urn)
    before, day = took_over_from(team, chosen) or (None, None)
    page = Page(
        f"{team.name} begins to serve {chosen.name}",
        "Add school",
        reverse("teams:choose_school", args=[ref]),
        "Choose a school",
        "The school is added. Next: the steps of joining.",
        lede=f"{before.name} closed and became this school." if before else "",
    )
    form = forms.Serve(request.POST or None, initial={"starts_on": day})
    return answer(request, form, partial(actions.serve, team, chosen, by=request.member), page, to=_page_of)


@page_for(Permission.KEEP_TEAMS)
def note_learners(request: Asked, ref: str, service: str) -> HttpResponse:
    found = service_to_keep(request, ref, service)
    page = _page(found, "How many learners has this school?", "Save", "The number is saved.")
    form = forms.Learners(request.POST or None, record=found, initial={"learners": found.learners})
    return answer(request, form, partial(actions.note_learners, found, by=request.member), page)


@page_for(Permission.KEEP_TEAMS)
def pause(request: Asked, ref: str, service: str) -> HttpResponse:
    found = service_to_keep(request, ref, service)
    lede = (
        "The school sends no new requests until it goes on, and Find your team says so. Open requests go on."
    )
    page = _page(found, "Pause this school", "Pause school", "The school is paused.", lede=lede)
    form = forms.OnADayBecause(request.POST or None, record=found)
    return answer(request, form, partial(actions.pause, found, by=request.member), page)


@page_for(Permission.KEEP_TEAMS)
def resume(request: Asked, ref: str, service: str) -> HttpResponse:
    found = service_to_keep(request, ref, service)
    page = _page(found, "End the pause", "End pause", "The pause is over.")
    form = forms.OnADay(request.POST or None, record=found)
    return answer(request, form, partial(actions.resume, found, by=request.member), page)


@page_for(Permission.KEEP_TEAMS)
def leave(request: Asked, ref: str, service: str) -> HttpResponse:
    found = service_to_keep(request, ref, service)
    lede = (
        "From this day the team no longer serves the school. Open requests stay with the team until they end."
    )
    page = _page(
        found, "This school leaves the team", "Record that it left", "The school has left.", lede=lede
    )
    form = forms.OnADayBecause(request.POST or None, record=found, initial=_why_it_leaves(found))
    return answer(request, form, partial(actions.leave, found, by=request.member), page)


@page_for(Permission.KEEP_TEAMS)
def step(request: Asked, ref: str, service: str, code: str) -> HttpResponse:
    found, named = service_to_keep(request, ref, service), _step(code)
    done = found.steps.filter(step=code).first()
    page = _page(found, named.label, "Save step", "The step is saved.")
    if done is not None:
        undo = reverse("teams:take_back_step", args=[ref, service, code])
        page = replace(page, instead=undo, instead_words="It was recorded by mistake: take it back")
    initial = {"on": done.done_on if done else request.today, "note": done.note if done else ""}
    form = forms.StepDone(request.POST or None, record=found, initial=initial)
    return answer(request, form, partial(actions.record_step, found, by=request.member, step=code), page)


@page_for(Permission.KEEP_TEAMS)
def take_back_step(request: Asked, ref: str, service: str, code: str) -> HttpResponse:
    found, named = service_to_keep(request, ref, service), _step(code)
    lede = "Use this when the step was recorded by mistake."
    page = _page(found, f"Take back: {named.label}", "Take back step", "The step is taken back.", lede=lede)
    form = ActionForm(request.POST or None, record=found)
    return answer(request, form, partial(actions.take_back_step, found, by=request.member, step=code), page)


def _why_it_leaves(service: SchoolService) -> dict[str, Any]:
    """What is known of a school that has closed; of any other, nothing."""
    if service.school.is_open:
        return {}
    closed_on = service.school.closed_on
    return {"on": closed_on and max(closed_on, service.starts_on), "reason": "The school closed"}


def _step(code: str) -> JoiningStep.Step:
    if code not in JoiningStep.Step:
        raise Http404
    return JoiningStep.Step(code)


def _page(service: SchoolService, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, _page_of(service), service.school.name, done, lede=lede)


def _page_of(service: SchoolService) -> str:
    return reverse("teams:school", args=[service.team.ref, service.ref])
