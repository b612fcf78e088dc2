"""Finish later: what was written is kept for seven days, and a code opens it here or on another phone."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from trailblazer.access import limits
from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.guard import public
from trailblazer.access.references import spoken
from trailblazer.referrals.public import draft, questions
from trailblazer.referrals.public.status_forms import CodeForm
from trailblazer.referrals.public.views.asking import CHECK, told_by
from trailblazer.referrals.public.views.status import slow_down
from trailblazer.ui.public import posted


@public
@require_http_methods(["GET", "POST"])
def later(request: AskedByAnyone) -> HttpResponse:
    """The code and the link, and until when; on request this device forgets them and the answers stay."""
    kept = draft.of(request)
    if kept is None or draft.SENT in kept.answers:
        return redirect("referrals:ask")
    if request.method == "POST":
        request.session.flush()
        return redirect("referrals:ask_put_away")
    secret = draft.secret_of(request)
    page = {"code": spoken(secret), "secret": secret, "kept": kept, "told": told_by(request)}
    page |= {
        "link": f"{settings.ORIGIN}{reverse('referrals:ask_open', args=[secret])}",
        "next": _next(request),
    }
    return render(request, "referrals/public/later.jinja", page)


@public
@require_http_methods(["GET", "POST"])
def carry_on(request: AskedByAnyone) -> HttpResponse:
    """By the code. One that was never given, and one whose answers are sent or gone, are answered alike."""
    form = CodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not draft.CODES_FROM_ONE_ADDRESS.take(limits.address_of(request)):
            return slow_down(request)
        if draft.carry_on(request, form.cleaned_data["typed"]):
            return redirect(_next(request))
        form.say_not_found()
    is_writing = bool(draft.answers_of(request))
    return render(request, "referrals/public/carry_on.jinja", {"form": form, "is_writing": is_writing})


@public
@require_GET
def open_(request: AskedByAnyone, secret: str) -> HttpResponse:
    """The code as a link: looked at, never used up, swapped into the session and taken out of the address."""
    if not draft.CODES_FROM_ONE_ADDRESS.take(limits.address_of(request)):
        return slow_down(request)
    if draft.carry_on(request, secret):
        return redirect(_next(request))
    return render(request, "referrals/public/gone.jinja", status=404)


def _next(request: AskedByAnyone) -> str:
    """The first question without an answer, or the page where all are checked."""
    told = told_by(request)
    step = next((step for step in questions.steps_of(told) if step.name not in told.answers), None)
    return reverse("referrals:ask_question", args=[step.name]) if step else reverse(CHECK)
