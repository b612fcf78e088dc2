"""Whoever the plan names hears of worrying answers: by a message, and where they are of a team as their alert too."""

from django.conf import settings

from trailblazer.access.records import Actor
from trailblazer.access.roles import STAFF_ROLES
from trailblazer.alerts.actions import raise_alert
from trailblazer.domain.surveys import place_in_words
from trailblazer.letters.actions import queue
from trailblazer.letters.recipients import Recipient
from trailblazer.surveys.models import Survey
from trailblazer.surveys.reading import page_of

CONCERN = "survey_concern"
SUBJECT = "A survey of your school has an answer to look at today"


def tell_responder(survey: Survey, places: list[str], by: Actor) -> None:
    """Called inside the action that writes down of which places somebody was told."""
    to = survey.responder
    where = " and ".join(place_in_words(place) for place in places)
    if to is None:
        return
    words = {"name": to.user.name, "where": where, "link": f"{settings.ORIGIN}{page_of(survey)}"}
    queue(
        CONCERN,
        to=Recipient("staff", to.user.name, to.user.email),
        subject=SUBJECT,
        words=words,
        provider=survey.provider,
        team=survey.team,
        by=by,
        about=survey.ref,
    )
    if to.role in STAFF_ROLES:
        raise_alert(
            CONCERN,
            words=f"At least one worrying answer {where}, in a survey without names",
            provider=survey.provider,
            team=survey.team,
            school=survey.school,
            by=by,
            about=survey.ref,
            about_address=page_of(survey),
            owner=to,
        )
