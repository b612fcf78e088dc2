"""One's own calendar: its secret address, and what a calendar program reads there."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked, AskedByAnyone
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for, public
from trailblazer.access.limits import address_of
from trailblazer.access.roles import Permission
from trailblazer.access.secret_links import fingerprint
from trailblazer.care.actions.away import make_feed, revoke_feed
from trailblazer.care.feed import READINGS, WRONG_ONES, calendar_of, member_of, new_secret
from trailblazer.care.models import CalendarFeed

SHOWN_ONCE = "calendar_secret"


@page_for(Permission.SEE_CARE)
def calendar(request: Asked) -> HttpResponse:
    """Whether there is an address, when it was last read, and just after it was made the address itself."""
    secret = request.session.pop(SHOWN_ONCE, "")
    address = f"{settings.ORIGIN}{reverse('care:calendar_feed', args=[secret])}" if secret else ""
    feed = visible(CalendarFeed, request.member).first()
    return render(request, "care/calendar.jinja", {"feed": feed, "address": address})


@require_POST
@page_for(Permission.SEE_CARE)
def make(request: Asked) -> HttpResponse:
    """A new address. It is shown once: only its fingerprint is kept."""
    secret = new_secret()
    make_feed(by=request.member, secret=secret)
    request.session[SHOWN_ONCE] = secret
    return redirect("care:calendar")


@require_POST
@page_for(Permission.SEE_CARE)
def revoke(request: Asked) -> HttpResponse:
    feed = visible(CalendarFeed, request.member).first()
    if feed is not None:
        revoke_feed(feed, by=request.member)
        messages.success(request, "The address no longer works.")
    return redirect("care:calendar")


@public
def feed(request: AskedByAnyone, secret: str) -> HttpResponse:
    """The calendar itself, for a program that has the address. Anything wrong is not found."""
    here = address_of(request)
    if WRONG_ONES.is_spent(here) or not READINGS.take(fingerprint(secret)):
        return HttpResponse("Too often. Try again in an hour.", status=429, content_type="text/plain")
    member = member_of(secret)
    if member is None:
        WRONG_ONES.take(here)
        raise Http404
    host = urlsplit(settings.ORIGIN).hostname or "localhost"
    answer = HttpResponse(calendar_of(member, host), content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = 'inline; filename="sessions.ics"'
    return answer
