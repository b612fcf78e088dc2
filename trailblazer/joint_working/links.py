"""The secret link of one person in a cohort: made from the reference and the service's own key (decision 0014), so that
each message can say it again. Only its SHA-256 is kept. It opens their answer, their ratings and their own actions."""

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
from trailblazer.joint_working.models import Participant

NOT_THERE = 404
OfPerson = Callable[..., HttpResponse]


def secret_of(person: Participant) -> str:
    """The secret that was given out, also where the service's key was turned over since."""
    by_keys = [_secret(person.ref, key) for key in newest_first()]
    return next((secret for secret in by_keys if fingerprint(secret) == person.secret_hash), by_keys[0])


def _secret(ref: str, key: str) -> str:
    made = salted_hmac("joint_working.participant", ref, secret=key, algorithm="sha256").digest()
    return urlsafe_b64encode(made).decode("ascii").rstrip("=")


def fingerprint(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def address_of(person: Participant) -> str:
    """The whole address of their own page."""
    return f"{settings.ORIGIN}{reverse('joint_working:own', args=[secret_of(person)])}"


def of_person(page: OfPerson) -> Callable[..., HttpResponse]:
    """A page of one person, opened by their secret: only then is it known whose it is, and the wall is set to them."""

    @wraps(page)
    def opened(request: AskedByAnyone, secret: str, **more: str) -> HttpResponse:
        with wall.within(wall.EVERYONE):
            found = Participant.objects.filter(secret_hash=fingerprint(secret))
            person = found.select_related("cohort__organiser__user", "cohort__team", "school").first()
        if person is None:
            return render(request, "joint_working/no_link.jinja", status=NOT_THERE)
        with wall.within([person.provider_id]):
            return page(request, person, secret, **more)

    return public(opened)
