"""A school confirms its contacts by a link, without an account. To look at a page changes nothing."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.doors import find
from trailblazer.access.guard import public
from trailblazer.access.limits import address_of
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.access.today import now
from trailblazer.school_leads import actions, links
from trailblazer.school_leads.forms.confirming import ConfirmForm
from trailblazer.school_leads.models import Confirmation
from trailblazer.ui.public import posted

LOOKS_AND_SENDS = ["GET", "HEAD", "POST"]
NOT_THERE, GONE, TOO_MANY = 404, 410, 429


@public
@require_http_methods(LOOKS_AND_SENDS)
def open_(request: AskedByAnyone, secret: str) -> HttpResponse:
    """The link. A button puts what it opens into the session, and the secret leaves the address."""
    place = address_of(request)
    if links.WRONG_LINKS.is_spent(place):
        return render(request, "429.jinja", status=TOO_MANY)
    one = links.LINKS.by_secret(secret)
    if one is None:
        links.WRONG_LINKS.take(place)
        return _closed(request, "unknown")
    if not one.is_open(now()):
        return _closed(request, "answered" if one.answered_at else "expired")
    if request.method == "POST":
        links.LINKS.hold(request, one)
        held = links.LINKS.held_by(request)
        assert held is not None, "it is held from here on"
        find(Confirmation, held.ref, by=Visitor(holds=held), purpose="opened to be confirmed")
        return redirect("school_leads:confirm")
    return render(request, "school_leads/confirm_open.jinja", {"one": one})


def _closed(request: AskedByAnyone, why: str) -> HttpResponse:
    """One plain page that names nobody."""
    status = NOT_THERE if why == "unknown" else GONE
    return render(request, "school_leads/confirm_closed.jinja", {"why": why}, status=status)


@public
@require_http_methods(LOOKS_AND_SENDS)
def confirm(request: AskedByAnyone) -> HttpResponse:
    """One page: an answer for each who has a role, whoever is new, and who says so."""
    one = links.LINKS.held_by(request)
    if one is None:
        return _closed(request, "no_session")
    if one.answered_at is not None:
        return redirect("school_leads:confirm_done")
    if not one.is_open(now()):
        return _closed(request, "expired")
    form = ConfirmForm(posted(request), held=one.roles_to_confirm(request.today), today=request.today)
    if request.method == "POST" and not links.ANSWERS.take(one.ref):
        return render(request, "429.jinja", status=TOO_MANY)
    if request.method == "POST" and form.is_valid() and _is_taken(one, form):
        return redirect("school_leads:confirm_done")
    return render(request, "school_leads/confirm.jinja", {"one": one, "form": form})


def _is_taken(one: Confirmation, form: ConfirmForm) -> bool:
    """Takes what was said; where it is not possible, the form says why and keeps what was typed."""
    given = form.cleaned_data
    try:
        actions.answer_confirmation(
            one,
            by=Visitor(holds=one),
            answered_by=given["answered_by"],
            said=form.said,
            added=form.added,
            words=given["words"],
            submission_key=given["submission_key"],
        )
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return False
    return True


@public
def done(request: AskedByAnyone) -> HttpResponse:
    """What was taken, before and after."""
    one = links.LINKS.held_by(request)
    if one is None or one.answered_at is None:
        return _closed(request, "no_session")
    return render(request, "school_leads/confirm_done.jinja", {"one": one})
