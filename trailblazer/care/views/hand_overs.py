"""One hand-over: its page, what was heard, corrections, settling it; its letter for printing."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.actions.hand_overs import correct_step, record_step, settle_hand_over
from trailblazer.care.following import next_step_of
from trailblazer.care.forms.hand_over_steps import SettleForm, StepForm
from trailblazer.care.hand_overs import clock_of
from trailblazer.care.models import HandOver, HandOverStep
from trailblazer.care.team_schools import colleagues_of
from trailblazer.care.views.hand_over_lists import back_words
from trailblazer.domain import clock, codes
from trailblazer.domain.specialist_clock import DEFINITIONS
from trailblazer.letters.models import Letter
from trailblazer.referrals.events import clock_of as clock_of_request
from trailblazer.young_people.views.road import Page, answer


@page_for(Permission.SEE_CARE)
def one(request: Asked, hand_over: str) -> HttpResponse:
    """Where it is, what was sent in the very words, every step, and both waits, each by its name."""
    found = find(HandOver, hand_over, by=request.member)
    return render(request, "care/hand_over.jinja", page_of(request, found))


def page_of(request: Asked, found: HandOver) -> dict[str, Any]:
    member = request.member
    is_ours = found.to_team_id is not None and found.to_team_id == member.organisation_id
    may = member.may(Permission.RECORD_CARE)
    steps = list(found.steps.select_related("by__user", "superseded_by").order_by("happened_on", "pk"))
    return {
        "hand_over": found,
        "person": found.young_person,
        "reason": codes.load("hand_over_reasons").words(found.reason),
        "steps": steps,
        "next_step": next_step_of(found),
        "their_wait": _waits_there(found, request),
        "our_wait": _wait_here(found, request),
        "meanwhile": list(found.support_meanwhile.select_related("by__user")),
        "offers": codes.load("while_waiting"),
        "letter": visible(Letter, member).filter(about=found.ref).first(),
        "may_record": may and not is_ours and not found.is_to_answer,
        "may_settle": may and not is_ours and found.is_open,
        "may_answer": is_ours and found.is_to_answer and member.may(Permission.ALLOCATE_COURSES),
        "is_to_us": is_ours,
        "has_record": not is_ours or found.young_person.team_id == member.organisation_id,
        "transition": found.transitions.first(),
        "back_words": back_words(request),
    }


def _waits_there(found: HandOver, request: Asked) -> dict[str, Any] | None:
    """The specialist service's own clock."""
    if found.kind != HandOver.Kind.SPECIALIST:
        return None
    waits = clock_of(found, request.today)
    rows = [(one, waits.wait(one)) for one in DEFINITIONS]
    return {
        "progress": waits.progress(),
        "started_on": waits.started_on,
        "rows": [(one.stopped, wait.stopped_on, wait.length_days(request.today)) for one, wait in rows],
        "band": rows[-1][1].band(request.today).words,
    }


def _wait_here(found: HandOver, request: Asked) -> dict[str, Any] | None:
    """The request's clock, for those who may see the request."""
    referral = found.referral
    if referral is None or not request.member.may(Permission.SEE_REQUESTS):
        return None
    if referral.team_id != request.member.team_id and request.member.team_id is not None:
        return None
    wait = clock_of_request(referral, request.today).wait(clock.FULL_CLOCK_STOP)
    progress = clock.Progress(
        wait.length_days(request.today),
        wait.is_waiting(request.today),
        wait.stopped_on is not None,
        clock.FULL_CLOCK_STOP,
    )
    return {"referral": referral, "progress": progress}


def _page(found: HandOver, title: str, button: str, done: str, lede: str = "") -> Page:
    back = reverse("care:hand_over", args=[found.ref])
    return Page(title, button, back, f"Hand-over to {found.to_name}", done, lede)


@page_for(Permission.RECORD_CARE)
def step(request: Asked, hand_over: str) -> HttpResponse:
    """What was heard of it."""
    found = find(HandOver, hand_over, by=request.member)
    form = StepForm(
        request.POST or None,
        hand_over=found,
        members=colleagues_of(request.member, request.today),
        today=request.today,
    )

    def act(**values: Any) -> HandOverStep:
        return record_step(found, by=request.member, **values)

    page = _page(found, f"What did {found.to_name} say?", "Save", "Saved")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def correct(request: Asked, hand_over: str, hand_over_step: str) -> HttpResponse:
    """A step that was wrong gets another in its place; both stay."""
    found = find(HandOver, hand_over, by=request.member)
    wrong = find(HandOverStep, hand_over_step, by=request.member)
    if wrong.hand_over_id != found.pk:
        raise Http404
    form = StepForm(
        request.POST or None,
        hand_over=found,
        members=colleagues_of(request.member, request.today),
        today=request.today,
        instead_of=wrong,
        initial={"state": wrong.state, "happened_on": wrong.happened_on, "words": wrong.words}
        | ({"follow_up_on": found.follow_up_on} if found.follow_up_on else {}),
    )

    def act(**values: Any) -> HandOverStep:
        values.pop("version", None)  # it is the step that is corrected, and steps have none
        return correct_step(wrong, by=request.member, **values)

    page = _page(
        found, "Correct a step", "Save the correction", "Corrected", "The wrong step stays, struck through."
    )
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def settle(request: Asked, hand_over: str) -> HttpResponse:
    found = find(HandOver, hand_over, by=request.member)

    def act(**values: Any) -> HandOver:
        return settle_hand_over(found, by=request.member, **values)

    page = _page(
        found,
        "Nothing more is owed",
        "Settle it",
        "Settled",
        "It is no longer followed. What happened stays written, with your reason.",
    )
    return answer(
        request, SettleForm(request.POST or None, record=found), act, page, person=found.young_person
    )


@page_for(Permission.SEE_CARE)
def letter(request: Asked, hand_over: str) -> HttpResponse:
    """The words by themselves, to print or to read out."""
    found = find(HandOver, hand_over, by=request.member, purpose="printed")
    return render(request, "care/hand_over_letter.jinja", {"hand_over": found})
