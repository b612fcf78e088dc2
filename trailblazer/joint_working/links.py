"""The secret link of one person in a cohort. It opens their answer, their ratings and their own actions."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access import wall
from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.guard import public
from trailblazer.access.secret_links import SecretLinks
from trailblazer.joint_working.models import Participant

NOT_THERE = 404
OfPerson = Callable[..., HttpResponse]
LINKS = SecretLinks(
    Participant,
    "joint_working.participant",
    "joint_working:own",
    read_with=("cohort__organiser__user", "cohort__team", "school"),
)


def of_person(page: OfPerson) -> Callable[..., HttpResponse]:
    """A page of one person, opened by their secret: only then is it known whose it is, and the wall is set to them."""

    @wraps(page)
    def opened(request: AskedByAnyone, secret: str, **more: str) -> HttpResponse:
        person = LINKS.by_secret(secret)
        if person is None:
            return render(request, "joint_working/no_link.jinja", status=NOT_THERE)
        with wall.within([person.provider_id]):
            return page(request, person, secret, **more)

    return public(opened)
