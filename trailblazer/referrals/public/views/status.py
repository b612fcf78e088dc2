"""Where a request is, for someone without an account: opened by a secret link, or by reference and birth month."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from trailblazer.access import limits
from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.doors import find
from trailblazer.access.guard import public
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.referrals import actions
from trailblazer.referrals.models import Referral
from trailblazer.referrals.public import links
from trailblazer.referrals.public.status import Status, status_of
from trailblazer.referrals.public.status_forms import AddForm, LookUpForm, WithdrawForm
from trailblazer.ui.public import posted

Page = Callable[..., HttpResponse]


@public
@require_http_methods(["GET", "POST"])
def look_up(request: AskedByAnyone) -> HttpResponse:
    """By reference and birth month. A wrong month and a reference that does not exist are answered alike."""
    form = LookUpForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not links.LOOKUPS_FROM_ONE_ADDRESS.take(limits.address_of(request)):
            return slow_down(request)
        referral = links.by_reference(**form.cleaned_data)
        if referral is not None:
            links.hold(request, referral)
            return redirect("referrals:status_request")
        form.say_not_found()
    return render(request, "referrals/public/look_up.jinja", {"form": form})


@public
@require_GET
def open_(request: AskedByAnyone, secret: str) -> HttpResponse:
    """A secret link: looked at, never used up, swapped into the session and taken out of the address."""
    if not links.OPENINGS.take(secret):
        return slow_down(request)
    referral = links.by_secret(secret)
    if referral is None:
        return redirect("referrals:status_closed")
    links.hold(request, referral)
    return redirect("referrals:status_request")


def slow_down(request: AskedByAnyone) -> HttpResponse:
    return render(request, "referrals/public/slow_down.jinja", status=429)


def of_held_request(page: Page) -> Page:
    """A page about the one request that this session holds; otherwise one says which request first."""

    @wraps(page)
    def guarded(request: AskedByAnyone, *args: Any, **kwargs: Any) -> HttpResponse:
        held = links.held_by(request)
        if held is None:
            return redirect("referrals:status")
        visitor = Visitor(holds=held)
        referral = find(Referral, held.ref, by=visitor, purpose="status page")
        return page(request, referral, visitor, *args, **kwargs)

    return public(guarded)


@of_held_request
def request_(request: AskedByAnyone, referral: Referral, visitor: Visitor) -> HttpResponse:
    status = status_of(referral)
    due = status.answer_due_on
    is_late = status.answered_on is None and due is not None and due < request.today
    return render(request, "referrals/public/status.jinja", {"status": status, "is_late": is_late})


@of_held_request
def add(request: AskedByAnyone, referral: Referral, visitor: Visitor) -> HttpResponse:
    """Something more to say, such as what the team asked for."""
    form = AddForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_words(referral, by=visitor, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("referrals:status_added")
    return render(request, "referrals/public/add.jinja", {"form": form, "status": status_of(referral)})


@of_held_request
def added(request: AskedByAnyone, referral: Referral, visitor: Visitor) -> HttpResponse:
    return render(request, "referrals/public/added.jinja")


@of_held_request
def withdraw(request: AskedByAnyone, referral: Referral, visitor: Visitor) -> HttpResponse:
    """Take the request back, once confirmed."""
    status: Status = status_of(referral)
    form = WithdrawForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(referral, by=visitor, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("referrals:status_request")
    return render(request, "referrals/public/withdraw.jinja", {"form": form, "status": status})


@public
@require_http_methods(["POST"])
def leave(request: AskedByAnyone) -> HttpResponse:
    """Close the page on a shared phone: this session no longer reads the request."""
    request.session.flush()
    return redirect("referrals:ask")
