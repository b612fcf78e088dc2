from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from trailblazer.access.guard import public
from trailblazer.access.middleware import MEMBERSHIP_IN_SESSION
from trailblazer.access.models import Membership
from trailblazer.demo.people_to_be import people_to_be


@public
def people(request: HttpRequest) -> HttpResponse:
    """The invented people by role, each with a button to sign in as them."""
    return render(request, "demo/people.jinja", {"groups": people_to_be()})


@public
@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as an invented person. These addresses exist in a demonstration only, and nobody real can be chosen."""
    invented = Membership.objects.filter(user__is_invented=True).select_related("user")
    member = get_object_or_404(invented, ref=request.POST.get("membership", ""))
    login(request, member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    request.session[MEMBERSHIP_IN_SESSION] = member.ref
    messages.success(request, f"You are {member.user.name}, who is invented")
    return redirect("/")
