from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from trailblazer.access.guard import signed_in
from trailblazer.access.middleware import MEMBERSHIP_IN_SESSION
from trailblazer.access.models import Membership


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """My account: the roles I hold, and what protects my sign-in."""
    memberships = Membership.objects.current(request.today).filter(user=request.user)  # type: ignore[attr-defined]
    return render(
        request,
        "access/account.jinja",
        {"memberships": memberships.select_related("organisation").order_by("pk")},
    )


@signed_in
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Work in another of my memberships from here on."""
    mine = Membership.objects.current(request.today).filter(user=request.user)  # type: ignore[attr-defined]
    chosen = get_object_or_404(mine, ref=request.POST.get("membership", ""))
    request.session[MEMBERSHIP_IN_SESSION] = chosen.ref
    return redirect("/")


@signed_in
@require_POST
def still_here(request: HttpRequest) -> HttpResponse:
    """The person is still there: the session's minutes begin again."""
    return HttpResponse(status=204)
