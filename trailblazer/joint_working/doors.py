"""The pages of joint working for members: programme and school are of no provider, and a cohort is of its host's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from trailblazer.access import wall
from trailblazer.access.asked import Asked
from trailblazer.access.guard import View, page_for
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.joint_working.models import Cohort


def providers_of(member: Membership) -> set[int]:
    """The providers of the cohorts that this member may see, and their own."""
    with wall.within(wall.EVERYONE):
        found = Cohort.objects.visible_to(member).values_list("provider", flat=True)
        return {provider for provider in (*found, member.provider_id) if provider}


def joint_page(permission: Permission) -> Callable[[View], View]:
    """As `page_for`, with the wall around the cohorts that the member may see."""

    def declare(view: View) -> View:
        @wraps(view)
        def walled(request: Asked, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.member.provider_id:
                return view(request, *args, **kwargs)
            with wall.within(providers_of(request.member)):
                return view(request, *args, **kwargs)

        return page_for(permission)(walled)

    return declare
