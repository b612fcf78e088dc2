"""Signing in through an OpenID Connect provider that knows the staff of schools, such as DfE Sign-in.

The provider says who somebody is and at which school. Whether they may come in is ours to say: nobody gets an account
by it, and the second step, the lock, the session and the log are those of a password.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from requests import RequestException

from trailblazer.access.guard import public
from trailblazer.access.limits import Use, take_all
from trailblazer.access.middleware import MEMBERSHIP_IN_SESSION
from trailblazer.access.models import Invitation, Membership, Organisation
from trailblazer.access.sign_in import locked_out
from trailblazer.access.today import now, today
from trailblazer.access.views import INVITATION_IN_SESSION

PROVIDER = "school"
NOT_HERE, NOT_NOW = 403, 502
View = Callable[..., HttpResponse]
Uses = Callable[[HttpRequest], list[Use]]
NOBODY = (
    "Nobody with your email address has a role here at the school that {name} named. Ask your school’s senior mental "
    "health lead, or the support team, to invite you at that address."
)
NO_SCHOOL = "{name} did not say at which school you work. Choose your school there, and try again."
NO_EMAIL = (
    "{name} did not give your email address, by which we would know you. Sign in with your password instead."
)
FAILED = "{name} did not finish signing you in. Try again, or sign in with your password."


def is_on() -> bool:
    return bool(settings.OIDC_ISSUER)


class SchoolSignIn(DefaultSocialAccountAdapter):
    """Lets in only who has a role at the school that the provider named. Nobody signs up by it."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The one of the settings, and none of the database."""
        if not is_on() or provider not in (None, PROVIDER, "openid_connect"):
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=PROVIDER,
                name=settings.OIDC_NAME,
                client_id=settings.OIDC_CLIENT_ID,
                secret=settings.OIDC_CLIENT_SECRET,
                settings={"server_url": settings.OIDC_ISSUER, "scope": settings.OIDC_SCOPE},
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Finds the member by email address and school; for everyone else it ends here, with a sentence."""
        if sociallogin.state.get("process") != "login":
            _refuse(request, FAILED)
        told = sociallogin.account.extra_data
        email, urn = email_in(told), urn_in(told)
        if not email:
            _refuse(request, NO_EMAIL)
        if urn is None:
            _refuse(request, NO_SCHOOL)
        if not AxesProxyHandler.is_allowed(request, {"login": email}):
            raise ImmediateHttpResponse(locked_out(request))
        member = _member(email, urn)
        if member is None:
            _invited_or_refused(request, email, urn)
        sociallogin.user = member.user
        request.session[MEMBERSHIP_IN_SESSION] = member.ref

    def on_authentication_error(self, request: HttpRequest, *_: Any, **__: Any) -> None:
        _refuse(request, FAILED)


def _member(email: str, urn: int) -> Membership | None:
    here = Membership.objects.current(today()).filter(
        user__email__iexact=email,
        organisation__urn=urn,
        organisation__kind=Organisation.Kind.SCHOOL,
    )
    return here.select_related("user").order_by("pk").first()


def _invited_or_refused(request: HttpRequest, email: str, urn: int) -> NoReturn:
    """Who is invited at this address to this school goes on to the invitation, as by its link."""
    invited = Invitation.objects.filter(
        email__iexact=email,
        organisation__urn=urn,
        accepted_at=None,
        cancelled_at=None,
        expires_at__gt=now(),
    )
    found = invited.order_by("-invited_at").first()
    if found is None:
        _refuse(request, NOBODY)
    request.session[INVITATION_IN_SESSION] = found.ref
    raise ImmediateHttpResponse(redirect("access:join"))


def _refuse(request: HttpRequest, words: str, status: int = NOT_HERE) -> NoReturn:
    raise ImmediateHttpResponse(_page(request, words, status))


def _page(request: HttpRequest, words: str, status: int) -> HttpResponse:
    shown = {"words": words.format(name=settings.OIDC_NAME)}
    return render(request, "access/not_signed_in.jinja", shown, status=status)


def email_in(told: dict[str, Any]) -> str:
    """The email address among what the provider told; nothing where it says that the address is not theirs."""
    for part in _parts(told):
        email = part.get("email")
        if isinstance(email, str) and "@" in email:
            return "" if part.get("email_verified") is False else email.strip().lower()
    return ""


def urn_in(told: dict[str, Any]) -> int | None:
    """The number of the school among what the provider told, at the place that the settings name."""
    for part in _parts(told):
        found: Any = part
        for step in settings.OIDC_URN_CLAIM.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        if isinstance(found, str | int) and not isinstance(found, bool) and str(found).strip().isdecimal():
            return int(str(found).strip())
    return None


def _parts(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The signed token first, then what was asked for with it."""
    return [part for name in ("id_token", "userinfo") if isinstance(part := told.get(name), dict)]


def _guarded(view: View, uses: Uses | None = None) -> View:
    """Nothing where it is off; each return counted like a try with a password; a sentence where it does not answer."""

    @wraps(view)
    def guarded(request: HttpRequest, **_: Any) -> HttpResponse:
        if not is_on():
            return render(
                request, "access/not_signed_in.jinja", {"words": FAILED.format(name="It")}, status=404
            )
        if uses is not None and not take_all(*uses(request)):
            return render(request, "429.jinja", status=429)
        try:
            return view(request, provider_id=PROVIDER)
        except RequestException:
            return _page(request, FAILED, NOT_NOW)

    return public(guarded)


def urls(uses: Uses) -> list[Any]:
    """The two addresses, with the allowance that tries of sign-in have."""
    names = {"provider_id": PROVIDER}
    return [
        path("school/login/", _guarded(openid.login), names, name="openid_connect_login"),
        path(
            "school/login/callback/", _guarded(openid.callback, uses), names, name="openid_connect_callback"
        ),
    ]
