"""Keeping what is being written. Script sends it every few seconds; without script a button does."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.actions.unsent import keep_unsent, throw_away
from trailblazer.care.models import Unsent
from trailblazer.care.unsent import FORMS, TooLong, typed_in

TOO_LONG = (
    "There is too much to keep. Go back: your words are there. Make the note shorter, then keep it again."
)


@page_for(Permission.RECORD_CARE)
@require_POST
def keep(request: Asked) -> HttpResponse:
    """Keeps a form. Answers a script without words; sends whoever pressed the button on to their day."""
    kept = FORMS.get(request.POST.get("unsent_form", ""))
    if kept is None:
        raise Http404
    record = visible(kept.model, request.member).filter(ref=request.POST.get("unsent_about", "")).first()
    if record is None:
        raise Http404
    by_hand = "later" in request.POST
    try:
        keep_unsent(
            request.POST["unsent_form"],
            record,
            typed_in(request.POST),
            by=request.member,
            form_key=request.POST.get("submission_key", ""),
        )
    except TooLong:
        return HttpResponse(TOO_LONG, content_type="text/plain; charset=utf-8", status=413)
    except NotPossible:
        return redirect("/") if by_hand else HttpResponse(status=409)
    if not by_hand:
        return HttpResponse(status=204)
    messages.success(request, "Kept for 7 days. Nothing was sent")
    return redirect("/")


@page_for(Permission.RECORD_CARE)
@require_POST
def throw(request: Asked, unsent: str) -> HttpResponse:
    """Throws away what was kept, and opens the form afresh."""
    one = find(Unsent, unsent, by=request.member)
    address = one.address
    throw_away(one, by=request.member)
    messages.success(request, "Thrown away. The form is as it was before")
    return redirect(address)
