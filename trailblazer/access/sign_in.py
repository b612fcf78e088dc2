"""Signing in: password and second factor, or a passkey, by django-allauth; lock-out by django-axes."""

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trailblazer.access import account_letters
from trailblazer.access.limits import address_of
from trailblazer.access.models import LogEntry, Membership, User
from trailblazer.access.secret_keys import newest_first
from trailblazer.access.today import today

SECOND_FACTOR_IN_SESSION = "has_second_factor"
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
NOTICES = {
    "account/email/password_changed": "Your password was changed",
    "account/email/password_reset": "Your password was changed",
    "mfa/email/totp_activated": "An app was made a second step of your sign-in",
    "mfa/email/totp_deactivated": "An app was taken away as a second step of your sign-in",
    "mfa/email/webauthn_added": "A passkey was added to your sign-in",
    "mfa/email/webauthn_removed": "A passkey was removed from your sign-in",
    "mfa/email/recovery_codes_generated": "New one-time codes were made for your sign-in",
}


class Adapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: accounts come by invitation. Notices wait in the database like all letters."""

    error_messages: ClassVar = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "This email address and password do not go together. Check both and try again",
        "enter_current_password": "That is not your password. Enter your password now",
        "incorrect_password": "That is not your password. Try again",
        "incorrect_code": "That code is not right. Enter the code your app shows now",
        "too_many_login_attempts": "Too many tries. Wait 15 minutes and try again",
        "rate_limited": "Too many tries. Wait a minute and try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address in the list of one's sessions is the one that limits are counted by."""
        return address_of(request)

    def send_notification_mail(self, template_prefix: str, user: User, *_: Any, **__: Any) -> None:
        account_letters.queue_notice(user, NOTICES[template_prefix])


class SecondFactors(DefaultMFAAdapter):
    """The secrets of second factors are kept enciphered, so that a copy of the database gives none away."""

    error_messages: ClassVar = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right. Enter the code your app shows now",
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def enciphered_anew(kept: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a second factor, with its secrets enciphered by the newest secret of the service."""
    anew = {name: _cipher().rotate(kept[name]).decode() for name in ("secret", "seed") if name in kept}
    return kept | anew


def _cipher() -> MultiFernet:
    digests = [hashlib.sha256(f"second factors {secret}".encode()).digest() for secret in newest_first()]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this account has set up its second factor; asked of the database once a session."""
    if not request.session.get(SECOND_FACTOR_IN_SESSION):
        factors = Authenticator.objects.filter(user_id=request.user.pk, type__in=SECOND_FACTORS)
        request.session[SECOND_FACTOR_IN_SESSION] = factors.exists()
    return bool(request.session[SECOND_FACTOR_IN_SESSION])


def second_factors_of(user: User) -> int:
    return Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).count()


def typed_address(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The account that somebody tries to sign in to, for counting the tries."""
    given = credentials or {}
    return str(given.get("email") or given.get("login") or request.POST.get("login", "")).strip().lower()


def locked_out(request: HttpRequest, *_: Any, **__: Any) -> HttpResponse:
    return render(request, "access/locked_out.jinja", status=429)


def write_down_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    """A line in the log for each sign-in."""
    member = Membership.objects.current(today()).filter(user=user).order_by("pk").first()
    LogEntry.objects.create(
        kind=LogEntry.Kind.SIGN_IN,
        what="signed in",
        member=member,
        acting_as=member.role if member else "nobody yet",
        provider_id=member.provider_id if member else None,
        model=User._meta.label,
        record=user.ref,
    )


def ask_again(request: HttpRequest, **_: Any) -> None:
    """After a second factor was taken away the session no longer remembers that there is one."""
    request.session.pop(SECOND_FACTOR_IN_SESSION, None)


def connect() -> None:
    from allauth.account.signals import user_logged_in
    from allauth.mfa.signals import authenticator_removed

    user_logged_in.connect(write_down_sign_in, dispatch_uid="sign-in log")
    authenticator_removed.connect(ask_again, dispatch_uid="second factor")
