"""The secret link to the feedback of one activity: made from its reference and the service's own key (decision 0014),
so that its page and its poster can say it again. Only its SHA-256 is kept. It opens the questions and nothing else.
"""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac

from trailblazer.access import wall
from trailblazer.access.asked import AskedByAnyone
from trailblazer.access.guard import public
from trailblazer.access.secret_keys import newest_first
from trailblazer.activities.models import Feedback, SchoolActivity

NOT_THERE, GONE = 404, 410
OfActivity = Callable[..., HttpResponse]


def secret_of(activity: SchoolActivity) -> str:
    """The secret that was given out, also where the service's key was turned over since."""
    by_keys = [_secret(activity.ref, key) for key in newest_first()]
    return next((one for one in by_keys if fingerprint(one) == activity.secret_hash), by_keys[0])


def _secret(ref: str, key: str) -> str:
    made = salted_hmac("activities.feedback", ref, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode("ascii").rstrip("=")


def fingerprint(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(activity: SchoolActivity) -> str:
    """The whole address of its questions, as the code shows it."""
    return f"{settings.ORIGIN}{reverse('activities:feedback', args=[secret_of(activity)])}"


def of_activity(page: OfActivity) -> Callable[..., HttpResponse]:
    """A page of whoever has the link: only by it is it known whose rows it is about, and the wall is set to them.

    What was cancelled, is not yet, or is over by 14 days answers that it is closed.
    """

    @wraps(page)
    def opened(request: AskedByAnyone, secret: str, **more: str) -> HttpResponse:
        with wall.within(wall.EVERYONE):
            found = SchoolActivity.objects.filter(secret_hash=fingerprint(secret))
            activity = found.select_related("school", "work", "menu_item", "team", "provider").first()
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
