"""The triage call: begun, answered step by step, finished; and read again later."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.care.actions import assessing as actions
from trailblazer.care.forms.assessing import CallForm, FinishCall
from trailblazer.care.models import Assessment
from trailblazer.care.views.plans import page_of
from trailblazer.domain.checklists import Section, checklist
from trailblazer.referrals.models import Referral
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer


def _page(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, page_of(person), "Plan and sessions", done, lede)


@page_for(Permission.RECORD_CARE)
def triage_call(request: Asked, referral: str) -> HttpResponse:
    """The calls of a request so far, and one button: go on with the one that is open, or begin one."""
    under = find(Referral, referral, by=request.member)
    if under.young_person is None:
        raise Http404
    asked = checklist(actions.TRIAGE_CALL)
    form = ActionForm(request.POST or None)
    held = visible(Assessment, request.member).filter(referral=under).select_related("by__user")
    open_one = held.filter(finished_at=None).first()

    def act(**values: Any) -> Assessment:
        return actions.begin_call(under, by=request.member, **values)

    page = _page(
        under.young_person,
        "Triage call",
        "Go on with the call" if open_one else "Begin the call",
        "Each step is kept as you go on",
        f"About {asked.minutes} minutes. What is agreed is written down as consent, each by itself.",
    )
    shown: dict[str, Any] = {"asked": asked, "open_one": open_one, "held": held.exclude(finished_at=None)}
    return answer(
        request,
        form,
        act,
        page,
        to=lambda call: _step(call, asked.to_go_on_with(call.answers)),
        template="care/begin_call.jinja",
        person=under.young_person,
        **shown,
    )


def _step(call: Assessment, step: Section) -> str:
    return reverse("care:call_step", args=[call.ref, step.code])


@page_for(Permission.RECORD_CARE)
def call_step(request: Asked, assessment: str, section: str) -> HttpResponse:
    """One step: saved when going on, so that nothing is lost when the call breaks off."""
    call = find(Assessment, assessment, by=request.member)
    asked = checklist(call.checklist)
    step = asked.section(section)
    if step is None:
        raise Http404
    form = CallForm(request.POST or None, record=call, section=step, answers=call.answers)
    after = asked.after(step)
    stale: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid():
        stale = _keep(call, form, request.member)
        if not form.errors:
            return redirect(_step(call, after) if after else reverse("care:finish_call", args=[call.ref]))
    context = {
        "form": form,
        "page": _page(call.young_person, step.title, "Save and go on" if after else "Save and finish", ""),
        "stale": stale,
        "step": step,
        "number": asked.sections.index(step) + 1,
        "sections": asked.sections,
        "call": call,
        "person": call.young_person,
        "source": asked.source,
    }
    return render(request, "care/call_step.jinja", context)


def _keep(call: Assessment, form: CallForm, by: Membership) -> list[dict[str, str]]:
    """Saves the step. Where a colleague answered the same step otherwise meanwhile, gives both versions instead.

    What a colleague saved in another step is no reason to stop: each step is kept beside the others.
    """
    key = form.cleaned_data["submission_key"]
    try:
        try:
            actions.keep_answers(
                call,
                by=by,
                answers=form.answers,
                submission_key=key,
                version=form.cleaned_data.get("version"),
            )
        except StaleSave as refused:
            if stale := form.both_versions(refused.current):
                form.add_error(None, str(refused))
                return stale
            actions.keep_answers(call, by=by, answers=form.answers, submission_key=key)
    except NotPossible as reason:
        form.add_error(None, str(reason))
    return []


@page_for(Permission.RECORD_CARE)
def finish_call(request: Asked, assessment: str) -> HttpResponse:
    call = find(Assessment, assessment, by=request.member)
    asked = checklist(call.checklist)
    form = FinishCall(
        request.POST or None, record=call, person=call.young_person, initial={"minutes": asked.minutes}
    )
    page = _page(call.young_person, "Finish the call", "Finish and write down the consents", "Call finished")

    def act(**values: Any) -> Assessment:
        return actions.finish_call(call, by=request.member, **values)

    shown: dict[str, Any] = {
        "missing": asked.unanswered(call.answers),
        "call": call,
        "first": asked.sections[0],
    }
    return answer(
        request, form, act, page, template="care/finish_call.jinja", person=call.young_person, **shown
    )


@page_for(Permission.SEE_NOTES)
def call(request: Asked, assessment: str) -> HttpResponse:
    """A call as it was answered."""
    found = find(Assessment, assessment, by=request.member)
    asked = checklist(found.checklist)
    context = {
        "call": found,
        "asked": asked,
        "answers": found.answers,
        "person": found.young_person,
        "back_to": page_of(found.young_person),
    }
    return render(request, "care/call.jinja", context)
