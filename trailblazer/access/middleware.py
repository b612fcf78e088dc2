"""On the way in: whose request this is. On the way out: nothing personal is kept by a browser or a proxy."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import timedelta

from allauth.account.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from trailblazer.access import log, today, wall
from trailblazer.access.models import Membership, Organisation
from trailblazer.access.sign_in import has_second_factor

Respond = Callable[[HttpRequest], HttpResponse]
MEMBERSHIP_IN_SESSION = "membership"
SEEN_IN_SESSION = "seen"
OPEN_WITHOUT_SECOND_FACTOR = ("/accounts/", "/static/", "/sign-in/", "/health")


class PrivateByDefault:
    """Headers that every page carries."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.respond(request)
        response.setdefault("Cache-Control", "no-store")
        response["Permissions-Policy"] = (
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), "
            "publickey-credentials-create=(self)"
        )
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class WhoIsAsking:
    """Puts `request.member` and `request.today` on each request, and the wall around it."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = log.REQUEST_ID.set(secrets.token_hex(8))
        request.today = today.today()  # type: ignore[attr-defined]
        request.member = member_of(request)  # type: ignore[attr-defined]
        if _is_too_old(request):
            logout(request)
            return redirect(settings.LOGIN_URL)
        wall.set_to(providers_of(request.member))  # type: ignore[attr-defined]
        try:
            if _needs_second_factor(request):
                return redirect("mfa_index")
            return self.respond(request)
        finally:
            wall.set_to(())
            log.REQUEST_ID.reset(token)


class SeenOnceAMinute:
    """Keeps each person's own list of their sessions: that one is in use, once a minute, and a new address at once.

    Without it every page of every person would read and write that list.
    """

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.session.session_key and request.user.is_authenticated:
            stretch = int(timezone.now().timestamp() // settings.SESSION_SEEN_EVERY)
            who = f"{get_adapter().get_client_ip(request)} {request.headers.get('User-Agent', '')}"
            seen = f"{stretch} {hashlib.sha256(who.encode()).hexdigest()[:16]}"
            if request.session.get(SEEN_IN_SESSION) != seen:
                UserSession.objects.create_from_request(request)
                request.session[SEEN_IN_SESSION] = seen
        return self.respond(request)


def member_of(request: HttpRequest) -> Membership | None:
    """The membership in use: the one chosen, else the person's first."""
    if not request.user.is_authenticated:
        return None
    current = (
        Membership.objects.current(request.today)  # type: ignore[attr-defined]
        .filter(user=request.user)
        .select_related("user", "organisation__provider")
        .order_by("pk")
    )
    chosen = request.session.get(MEMBERSHIP_IN_SESSION)
    return next((member for member in current if member.ref == chosen), None) or next(iter(current), None)


def providers_of(member: Membership | None) -> list[int]:
    """The providers whose rows this member may touch at all."""
    if member is None:
        return []
    if member.organisation.kind == Organisation.Kind.SCHOOL:
        return list(member.organisation.served_by.values_list("pk", flat=True))
    return [member.provider_id] if member.provider_id else []


def _is_too_old(request: HttpRequest) -> bool:
    """A session ends after its hours, however busy it was."""
    if not request.user.is_authenticated:
        return False
    began = request.session.setdefault("began_at", timezone.now().timestamp())
    kind = "staff" if request.member is None or request.member.is_staff else "school"  # type: ignore[attr-defined]
    hours = timedelta(hours=settings.ABSOLUTE_SESSION_HOURS[kind])
    return timezone.now().timestamp() - began > hours.total_seconds()


def _needs_second_factor(request: HttpRequest) -> bool:
    if not request.user.is_authenticated or request.path.startswith(OPEN_WITHOUT_SECOND_FACTOR):
        return False
    if settings.DEMO and request.user.is_invented:
        return False
    return not has_second_factor(request)
