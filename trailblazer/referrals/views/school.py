"""A request as the school that asked reads it: where it is, what happens next, the answer, and what can be added."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.references import spoken
from trailblazer.access.roles import Permission
from trailblazer.domain.consent import Told
from trailblazer.referrals import actions
from trailblazer.referrals.beside import pages_beside
from trailblazer.referrals.forms.small import DoubtsForm, OneButton, WithdrawForm, WordsForm
from trailblazer.referrals.models import Referral
from trailblazer.referrals.telling import next_for_school, school_may_be_told, status_for_school
from trailblazer.referrals.told import told

State = Referral.State


def record_for_school(request: Asked, referral: Referral, **more: Any) -> HttpResponse:
    """No more than may be told: what the school said itself, and as much of the rest as the family agreed to."""
    may_be_told = school_may_be_told(referral)
    asked_ourselves = referral.source in Referral.SCHOOL_SOURCES
    context = {
        "referral": referral,
        "status": status_for_school(referral),
        "next_words": next_for_school(referral, request.today),
        "told": told(referral) if asked_ourselves else [],
        "asked_ourselves": asked_ourselves,
        "answers": list(referral.answers.all()) if may_be_told is Told.ANSWER_IN_FULL else [],
        "is_limited": may_be_told is not Told.ANSWER_IN_FULL,
        "additions": list(referral.additions.select_related("added_by__user")) if asked_ourselves else [],
        "may_add": asked_ourselves and referral.is_open,
        "may_withdraw": asked_ourselves and State.WITHDRAWN in Referral.NEXT[State(referral.state)],
        "reference": spoken(referral.ref),
        "form": WordsForm(record=referral),
        "beside": pages_beside(referral.ref),
        "one_button": lambda: OneButton(record=referral),
        **more,
    }
    return render(request, "referrals/record_of_school.jinja", context)


def _own(request: Asked, ref: str) -> Referral:
    """A request that this school made itself. To add to another's is not theirs to do."""
    referral = find(Referral, ref, by=request.member)
    if not request.member.is_staff and referral.source not in Referral.SCHOOL_SOURCES:
        raise Http404
    return referral


@page_for(Permission.ADD_TO_REQUEST)
def add(request: Asked, ref: str) -> HttpResponse:
    """Words added to a request, by the school that made it or by the team for someone who rang."""
    referral = _own(request, ref)
    form = WordsForm(request.POST or None, record=referral)
    if form.is_valid():
        try:
            actions.add_words(referral, by=request.member, **form.cleaned_data)
        except (NotPossible, StaleSave) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Added. The team reads it with your request")
            return redirect("referrals:record", ref)
    return render(request, "referrals/add_words.jinja", {"referral": referral, "form": form})


@page_for(Permission.ADD_TO_REQUEST)
def withdraw(request: Asked, ref: str) -> HttpResponse:
    referral = _own(request, ref)
    form = WithdrawForm(request.POST or None, record=referral)
    if form.is_valid():
        try:
            actions.withdraw(referral, by=request.member, **form.cleaned_data)
        except (NotPossible, StaleSave) as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, "Withdrawn. Nothing more happens. You can ask again at any time")
            return redirect("referrals:record", ref)
    return render(request, "referrals/withdraw.jinja", {"referral": referral, "form": form})


@page_for(Permission.ASK_FOR_SUPPORT)
def approve(request: Asked, ref: str) -> HttpResponse:
    """The lead says that school supports a request that somebody else made."""
    said = "Thank you. The team knows that school supports this request"
    return _lead_says(request, ref, actions.lead_approves, OneButton, said)


@page_for(Permission.ASK_FOR_SUPPORT)
def doubts(request: Asked, ref: str) -> HttpResponse:
    """The lead says what speaks against it."""
    if request.method == "POST" and not request.POST.get("words", "").strip():
        referral = find(Referral, ref, by=request.member)
        return record_for_school(request, referral, problem="Say what the team should know before it decides")
    said = "Thank you. The team reads this before it decides"
    return _lead_says(request, ref, actions.lead_doubts, DoubtsForm, said)


def _lead_says(
    request: Asked, ref: str, do: Callable[..., Any], form_of: type[OneButton], said: str
) -> HttpResponse:
    referral = find(Referral, ref, by=request.member)
    form = form_of(request.POST or None, record=referral)
    if form.is_valid():
        try:
            do(referral, by=request.member, **form.cleaned_data)
        except (NotPossible, StaleSave) as reason:
            return record_for_school(request, referral, problem=str(reason))
        messages.success(request, said)
    return redirect("referrals:record", ref)


@page_for(Permission.SEE_REQUESTS)
def sent(request: Asked, ref: str) -> HttpResponse:
    """The reference number, and what happens next."""
    referral = find(Referral, ref, by=request.member)
    beside = pages_beside(ref) if referral.school_id and request.member.school_id else []
    shown = {"referral": referral, "reference": spoken(ref), "beside": beside}
    return render(request, "referrals/sent.jinja", shown)
