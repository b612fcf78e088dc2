"""The secret link to the feedback of one activity. It opens the questions and nothing else."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access import wall
from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.guard import public
from trailblazer.access.secret_links import SecretLinks
from trailblazer.activities.models import Feedback, SchoolActivity

NOT_THERE, GONE = 404, 410
OfActivity = Callable[..., HttpResponse]


LINKS = SecretLinks(
    SchoolActivity,
    "activities.feedback",
    "activities:feedback",
    read_with=("school", "work", "menu_item", "team", "provider"),
)


def of_activity(page: OfActivity) -> Callable[..., HttpResponse]:
    """A page of whoever has the link: only by it is it known whose rows it is about, and the wall is set to them.

    What was cancelled, is not yet, or is over by 14 days answers that it is closed.
    """

    @wraps(page)
    def opened(request: AskedByAnyone, secret: str, **more: str) -> HttpResponse:
        activity = LINKS.by_secret(secret)
        if activity is None:
            return render(request, "activities/closed.jinja", {"activity": None}, status=NOT_THERE)
        with wall.within([activity.provider_id]):
            if not activity.takes_feedback(request.today):
                is_early = activity.cancelled_on is None and request.today < activity.day
                shown = {"activity": activity, "is_early": is_early}
                return render(request, "activities/closed.jinja", shown, status=GONE)
            return page(request, activity, secret, **more)

    return public(opened)


def said_before(activity: SchoolActivity, ref: str) -> bool:
    """Whether this answer was given to this activity: whoever gave one may have a certificate."""
    return Feedback.objects.filter(activity=activity, ref=ref).exists()
