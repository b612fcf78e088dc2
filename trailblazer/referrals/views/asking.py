"""Asking for support while signed in: three steps and *Check and confirm*, saved as they go."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.consent import who_consents
from trailblazer.domain.identity import age_on
from trailblazer.domain.routes import Route
from trailblazer.referrals import actions
from trailblazer.referrals.answers_shown import summary_of
from trailblazer.referrals.forms.asking import AgreedForm, StepForm
from trailblazer.referrals.forms.small import OneButton
from trailblazer.referrals.journeys import (
    CHECK,
    JOURNEYS,
    Journey,
    Step,
    as_kept,
    checked,
    draft_of,
    form_at,
    made_before,
)
from trailblazer.teams.models import Team
from trailblazer.teams.questions import team_of
from trailblazer.teams.routes import route_for

MAY_ASK = (Permission.ASK_FOR_SUPPORT, Permission.ADD_REQUEST)


def _journey(request: Asked, name: str) -> Journey:
    journey = JOURNEYS[name]
    if not request.member.may(journey.permission):
        raise PermissionDenied
    return journey


@page_for(*MAY_ASK)
def start(request: Asked, journey: str) -> HttpResponse:
    """Begin, or go on where it was left. Stopping deletes what was written."""
    way = _journey(request, journey)
    if request.method == "POST":
        if OneButton(request.POST).is_valid():
            actions.drop_draft(by=request.member, journey=way.name)
            messages.success(request, "Deleted. Nothing was sent")
        return redirect("referrals:list")
    draft = draft_of(request.member, way)
    _, first = checked(way, draft, request.member)
    return redirect(way.page, first or CHECK)


@page_for(*MAY_ASK)
def step(request: Asked, journey: str, step: str) -> HttpResponse:
    """One page of questions; what was typed is kept at once."""
    way = _journey(request, journey)
    if step == CHECK:
        return _check(request, way)
    if (here := way.step(step)) is None:
        raise Http404
    draft = draft_of(request.member, way)
    if request.method == "POST":
        form = here.form(request.POST, member=request.member)
        if form.is_valid():
            actions.keep_draft(
                by=request.member, journey=way.name, step=here.name, answers=as_kept(request.POST)
            )
            _, wrong = checked(way, draft_of(request.member, way), request.member)
            return redirect(way.page, way.after(step) if wrong else CHECK)
    else:
        form = form_at(here, draft, request.member)
    taken_by = _taken_by(request, way)
    shown = {"has_draft": draft is not None, "taken_by": taken_by, "who_agrees": ""}
    if taken_by and here.form is AgreedForm:
        forms, _ = checked(way, draft, request.member)
        shown["who_agrees"] = taken_by.who_agrees(_born_on(forms), request.today)
    return render(request, "referrals/ask_step.jinja", _of_step(way, here, form) | shown)


@dataclass(frozen=True)
class TakenBy:
    """The team that a school asks, and its route there."""

    team: Team
    route: Route

    def outside_ages(self, born_on: date, today: date) -> bool:
        return not self.team.age_from <= age_on(born_on, today) <= self.team.age_to

    def who_agrees(self, born_on: date | None, today: date) -> str:
        """Who says yes or no at this age by the route of the team: nothing where the age is not known."""
        if born_on is None:
            return ""
        if who_consents(born_on, today, None, self.route.parent_consents_until) == "young_person":
            return f"At {age_on(born_on, today)} the young person says yes or no."
        return (
            f"At {age_on(born_on, today)} a parent or carer says yes or no. Where the pupil wants to decide alone, "
            "choose “Not asked”: a practitioner talks with them first."
        )


def _taken_by(request: Asked, way: Journey) -> TakenBy | None:
    """None where a team enters what came to it."""
    urn = request.member.school_id if way.permission is Permission.ASK_FOR_SUPPORT else None
    team = team_of(urn, request.today) if urn else None
    return TakenBy(team, route_for(team, urn, request.today)) if team else None


def _of_step(way: Journey, here: Step, form: StepForm) -> dict[str, Any]:
    groups = here.groups or (("", tuple(form.fields)),)
    shown = [
        (heading, [form[name] for name in names if not form[name].is_hidden]) for heading, names in groups
    ]
    number = way.steps.index(here) + 1
    return {
        "way": way,
        "step": here,
        "form": form,
        "groups": shown,
        "number": number,
        "total": len(way.steps),
        "before": way.before(here.name),
        "stop": OneButton(),
    }


def _check(request: Asked, way: Journey) -> HttpResponse:
    """Everything that was written, with a way to change it; then it is sent, once."""
    forms, wrong = checked(way, draft_of(request.member, way), request.member)
    form = OneButton(request.POST or None)
    if wrong is not None:
        made = made_before(form, request.member) if form.is_valid() else None
        return redirect("referrals:sent", made.ref) if made else redirect(way.page, wrong)
    if form.is_valid():
        try:
            referral = _send(request, way, forms, form.cleaned_data["submission_key"])
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("referrals:sent", referral.ref)
    context = {"way": way, "form": form, "summary": summary_of(way, forms), "before": way.steps[-1].name}
    context |= {"taken_by": _taken_by(request, way), "born_on": _born_on(forms), "today": request.today}
    return render(request, "referrals/check.jinja", context | {"stop": OneButton()})


def _born_on(forms: dict[str, StepForm]) -> date | None:
    return next(
        (form.cleaned_data.get("born_on") for form in forms.values() if "born_on" in form.fields), None
    )


def _send(request: Asked, way: Journey, forms: dict[str, StepForm], submission_key: str) -> Any:
    told: dict[str, Any] = {}
    for form in forms.values():
        told |= form.given()
    if way.permission is Permission.ASK_FOR_SUPPORT:
        told["source"] = "school_lead"
        referral = actions.receive(by=request.member, submission_key=submission_key, **told)
    else:
        referral = actions.enter(by=request.member, submission_key=submission_key, **told)
    actions.drop_draft(by=request.member, journey=way.name)
    return referral
