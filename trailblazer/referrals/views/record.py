"""One request: for the team that decides it, and for the school that asked."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.referrals import actions
from trailblazer.referrals.answering import is_fixed, proposed
from trailblazer.referrals.forms.decision import DecisionForm
from trailblazer.referrals.forms.small import AnswerForm, OneButton
from trailblazer.referrals.models import Referral
from trailblazer.referrals.page import banner, goes_to, record_page
from trailblazer.referrals.views.listing import back_words
from trailblazer.referrals.views.school import record_for_school


@page_for(Permission.SEE_REQUESTS)
def record(request: Asked, ref: str) -> HttpResponse:
    referral = find(Referral, ref, by=request.member)
    if not request.member.is_staff:
        return record_for_school(request, referral)
    return page_of(request, referral, _form(request, referral))


@page_for(Permission.DECIDE_REQUESTS)
def decide(request: Asked, ref: str) -> HttpResponse:
    """First the choice, then the answer it proposes, to be read and changed; then both, or the choice, are saved."""
    referral = find(Referral, ref, by=request.member)
    if request.method != "POST":
        return redirect("referrals:record", ref)
    form, stale = _form(request, referral), None
    if form.is_valid():
        if not form.was_shown:
            words = proposed(referral, form.outcome_chosen.code, form.values, by=request.member)
            form.show(words)
        else:
            try:
                return _save(request, referral, form)
            except NotPossible as reason:
                form.add_error(None, str(reason))
            except StaleSave as stale_save:
                stale = stale_save.current
                form.take_version(stale.version)  # type: ignore[attr-defined]
    return page_of(request, referral, form, stale=stale)


def _form(request: Asked, referral: Referral) -> DecisionForm:
    typed = request.POST if request.method == "POST" else None
    return DecisionForm(typed, referral=referral, by=request.member, today=request.today)


def _save(request: Asked, referral: Referral, form: DecisionForm) -> HttpResponse:
    carried = {name: form.cleaned_data[name] for name in ("submission_key", "version")}
    values = {"by": request.member, **form.values, **carried}
    words = form.cleaned_data["answer"]
    if not form.outcome_chosen.decides:
        actions.ask_for_information(referral, answer=words, **values)
        said = "Question sent. The requester has an answer; nothing is decided yet"
    else:
        values |= {"outcome": form.outcome_chosen.code, "reason": form.cleaned_data["reason"]}
        actions.decide(referral, answer=words if form.sends else "", **values)
        said = "Decision saved and answer sent" if form.sends else "Decision saved. Nobody was told yet"
    messages.success(request, said)
    return redirect("referrals:record", referral.ref)


def page_of(
    request: Asked, referral: Referral, form: DecisionForm | None = None, **more: Any
) -> HttpResponse:
    """The page of a request, with whatever was just typed or went wrong."""
    if form is None:
        form = DecisionForm(referral=referral, by=request.member, today=request.today)
    if more.get("stale") is not None:
        referral = more["stale"]
    context = record_page(referral, by=request.member, today=request.today)
    context |= {"form": form, "is_fixed": is_fixed(referral), "stale": None, "problem": "", **more}
    context["back_words"] = back_words(request)
    context["one_button"] = lambda: OneButton(record=referral)
    return render(request, "referrals/record.jinja", context)


@page_for(Permission.DECIDE_REQUESTS)
def answer(request: Asked, ref: str) -> HttpResponse:
    """The answer by itself, where a decision was saved without sending."""
    referral = find(Referral, ref, by=request.member)
    form = AnswerForm(request.POST or None, record=referral, initial={"words": _proposed(referral, request)})
    if form.is_valid():
        try:
            actions.answer(referral, by=request.member, **form.cleaned_data)
        except (NotPossible, StaleSave) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Answer sent")
            return redirect("referrals:record", ref)
    context = {
        "referral": referral,
        "banner": banner(referral, request.today),
        "form": form,
        "goes_to": goes_to(referral),
        "is_fixed": is_fixed(referral),
    }
    return render(request, "referrals/answer.jinja", context)


def _proposed(referral: Referral, request: Asked) -> str:
    """The words proposed for the decision that was saved."""
    decision = referral.decisions.select_related("owner__user", "duplicate_of").first()
    if decision is None:
        return ""
    kept = (
        "role",
        "owner",
        "next_step_due_on",
        "look_again_on",
        "advice_given",
        "destination",
        "duplicate_of",
    )
    values = {name: getattr(decision, name) for name in (*kept, "declined_reason")}
    return proposed(referral, decision.outcome, values | {"service": decision.destination}, by=request.member)
