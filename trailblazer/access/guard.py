"""Which members may open a page at all. What they see on it is decided by the doors."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission

View = Callable[..., HttpResponse]
SIGNED_IN = "signed in"


def page_for(*permissions: Permission) -> Callable[[View], View]:
    """A page for members who hold one of these permissions. Others are asked to sign in, or told they may not."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            member = request.member  # type: ignore[attr-defined]
            if member is None or not any(member.may(permission) for permission in permissions):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.permissions = permissions  # type: ignore[attr-defined]
        return guarded

    return declare


def may_open(member: Membership, address: str) -> bool:
    """Whether a page of ours is one for this member: what it shows of is still decided by the doors."""
    try:
        permissions = getattr(resolve(address.split("?", maxsplit=1)[0]).func, "permissions", ())
    except Resolver404:
        return False
    return any(permission == SIGNED_IN or member.may(permission) for permission in permissions)


def public(view: View) -> View:
    """A page for everyone, without an account."""
    view.permissions = ()  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """A page for everyone with an account, about themselves."""
    guarded = login_required(view)
    guarded.permissions = (SIGNED_IN,)  # type: ignore[attr-defined]
    return guarded
