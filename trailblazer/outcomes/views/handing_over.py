"""A device is handed over for one form, and comes back to whoever signs in on it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for, public
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.outcomes import actions, holding
from trailblazer.outcomes.models import Ask


@page_for(Permission.ASK_FOR_FORMS)
@require_POST
def hand_over(request: Asked, ask: str) -> HttpResponse:
    """Signs this session out of everything but this one form."""
    found = find(Ask, ask, by=request.member)
    try:
        actions.hand_over_device(found, by=request.member)
    except NotPossible as reason:
        messages.error(request, str(reason))
        return redirect("outcomes:ask", found.ref)
    logout(request)
    holding.hold(request, found, handed_over=True)
    return redirect("outcomes:answer")


@public
def staff(request: HttpRequest) -> HttpResponse:
    """To the sign-in of staff. In a demonstration anyone may become anyone: there somebody ends the form first."""
    if not settings.DEMO:
        return redirect("account_login")
    if not holding.is_handed_over(request):
        return redirect("demo:people")
    if request.method == "POST":
        request.session.flush()
        return redirect("demo:people")
    return render(request, "outcomes/for_staff.jinja", {"is_handed_over": True})
