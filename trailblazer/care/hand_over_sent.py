"""How a hand-over goes out, and what the request's clock is told of it. Called inside actions."""

from datetime import date

from django.urls import reverse

from trailblazer.access.records import Actor
from trailblazer.alerts.actions import raise_alert
from trailblazer.care.models import HandOver
from trailblazer.domain.clock import Kind
from trailblazer.letters.actions import queue
from trailblazer.letters.models import SAFEGUARDING, Letter
from trailblazer.letters.recipients import Recipient
from trailblazer.referrals.actions import record_event
from trailblazer.referrals.models import Event

SOURCE = "care.HandOver"
SUBJECT = "We ask for your help with a child or young person"


def send(hand_over: HandOver, channel: str, *, by: Actor) -> Letter | None:
    """The letter, in the outbox; to a team of ours, an alert. None where it is printed, or told to the family."""
    if channel == "inside":
        _tell_team(hand_over, by=by)
        return None
    if channel not in (Letter.Channel.EMAIL, Letter.Channel.POST):
        return None
    letter: Letter = queue(
        "as_written",
        to=Recipient("service", hand_over.to_name[:100], hand_over.to_contact),
        subject=SUBJECT,
        words={"text": hand_over.summary},
        provider=hand_over.provider,
        team=hand_over.team,
        by=by,
        channel=channel,
        young_person=hand_over.young_person,
        about=hand_over.ref,
        # What is sent without agreement goes for the reason that stands in it; consent cannot hold it back.
        purpose="" if hand_over.consent_id else SAFEGUARDING,
    )
    return letter


def _tell_team(hand_over: HandOver, *, by: Actor) -> None:
    raise_alert(
        "hand_over_to_us",
        words="Another team hands a young person over to you. Accept with a named person, or say no with the reason",
        provider=hand_over.provider,
        by=by,
        about=hand_over.ref,
        about_address=reverse("care:hand_over", args=[hand_over.ref]),
        team=hand_over.to_team,
        young_person=hand_over.young_person,
    )


def put_on_the_clock(
    hand_over: HandOver, *, by: Actor, on: date, instead_of: date | None = None
) -> Event | None:
    """The event on the request's own clock. It takes the place of the decision's, or of its own of a wrong day.

    Whoever is shown the way was not handed over. What the other service does is on its own clock, never on this one.
    """
    referral = hand_over.referral
    if referral is None or hand_over.kind == HandOver.Kind.SIGNPOST:
        return None
    standing = referral.events.filter(kind=Kind.HAND_OVER, superseded_by=None).order_by("-pk")
    if instead_of is None:
        before = standing.filter(source_model="referrals.Decision").first()
    else:
        before = standing.filter(source_ref=hand_over.ref, happened_on=instead_of).first()
        if before is None:
            return None
    event: Event = record_event(
        referral,
        by=by,
        kind=Kind.HAND_OVER,
        happened_on=on,
        source=(SOURCE, hand_over.ref),
        supersedes=before,
    )
    return event
