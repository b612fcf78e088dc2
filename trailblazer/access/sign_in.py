"""Signing in: password and second factor, or a passkey, by django-allauth; lock-out by django-axes."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

SECOND_FACTOR_IN_SESSION = "has_second_factor"


class Adapter(DefaultAccountAdapter):
    """Nobody signs up by themselves: accounts come by invitation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this account has set up its second factor; asked of the database once a session."""
    if not request.session.get(SECOND_FACTOR_IN_SESSION):
        request.session[SECOND_FACTOR_IN_SESSION] = is_mfa_enabled(request.user)
    return bool(request.session[SECOND_FACTOR_IN_SESSION])


def locked_out(request: HttpRequest, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    return render(request, "access/locked_out.jinja", status=429)
