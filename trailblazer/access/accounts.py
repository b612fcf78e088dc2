"""The pages of signing in that we serve: of the library's many, only those that an invited person needs."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from allauth.usersessions import views as sessions
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, re_path

from trailblazer.access import oidc
from trailblazer.access.guard import public
from trailblazer.access.limits import Allowance, Use, address_of, take_all
from trailblazer.access.sign_in import second_factors_of

View = Callable[..., HttpResponse]
# A whole school may share one address on the network.
SIGN_IN_FROM = Allowance("sign-in from one place", 100, timedelta(minutes=15))
NEW_PASSWORD_FROM = Allowance("new password from one place", 20, timedelta(hours=1))
NEW_PASSWORD_FOR = Allowance("new password for one address", 3, timedelta(hours=1))


def sign_in_uses(request: HttpRequest) -> list[Use]:
    return [Use(SIGN_IN_FROM, address_of(request))]


def new_password_uses(request: HttpRequest) -> list[Use]:
    typed = request.POST.get("email", "").strip().lower()
    return [Use(NEW_PASSWORD_FROM, address_of(request)), Use(NEW_PASSWORD_FOR, typed)]


def limited(view: View, uses: Callable[[HttpRequest], list[Use]]) -> View:
    """Counts each try, whatever comes of it, and refuses the one too many."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not take_all(*uses(request)):
            return render(request, "429.jinja", status=429)
        return view(request, *args, **kwargs)

    return guarded


def keeping_one(view: View) -> View:
    """Refuses to take away a person's only second factor: there is no signing in without one."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and second_factors_of(request.user) <= 1:
            messages.error(request, "This is your only second step. Add another first, then remove this one.")
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return guarded


def with_a_password(view: View) -> View:
    """For people who have one: the invented people of a demonstration have none."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated and not request.user.has_usable_password():
            messages.error(request, "This account has no password to change.")
            return redirect("access:account")
        return view(request, *args, **kwargs)

    return guarded


# The library asks for a sign-in itself where a page is about an account, so `public` leaves that to it.
urlpatterns = [
    path("login/", public(limited(account.login, sign_in_uses)), name="account_login"),
    path("logout/", public(account.logout), name="account_logout"),
    path("inactive/", public(account.account_inactive), name="account_inactive"),
    path("reauthenticate/", public(account.reauthenticate), name="account_reauthenticate"),
    path(
        "password/change/", public(with_a_password(account.password_change)), name="account_change_password"
    ),
    path(
        "password/reset/",
        public(limited(account.password_reset, new_password_uses)),
        name="account_reset_password",
    ),
    path("password/reset/done/", public(account.password_reset_done), name="account_reset_password_done"),
    path(
        "password/reset/key/done/",
        public(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        public(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path("2fa/", public(mfa.index), name="mfa_index"),
    path("2fa/authenticate/", public(mfa.authenticate), name="mfa_authenticate"),
    path("2fa/reauthenticate/", public(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/totp/activate/", public(totp.activate_totp), name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", public(keeping_one(totp.deactivate_totp)), name="mfa_deactivate_totp"),
    path("2fa/codes/", public(codes.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("2fa/codes/generate/", public(codes.generate_recovery_codes), name="mfa_generate_recovery_codes"),
    path("2fa/codes/download/", public(codes.download_recovery_codes), name="mfa_download_recovery_codes"),
    path("2fa/passkeys/", public(passkeys.list_webauthn), name="mfa_list_webauthn"),
    path("2fa/passkeys/add/", public(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("2fa/passkeys/login/", public(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path(
        "2fa/passkeys/reauthenticate/",
        public(passkeys.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "2fa/passkeys/<int:pk>/remove/",
        public(keeping_one(passkeys.remove_webauthn)),
        name="mfa_remove_webauthn",
    ),
    path("2fa/passkeys/<int:pk>/edit/", public(passkeys.edit_webauthn), name="mfa_edit_webauthn"),
    path("sessions/", public(sessions.list_usersessions), name="usersessions_list"),
    *oidc.urls(sign_in_uses),
]
