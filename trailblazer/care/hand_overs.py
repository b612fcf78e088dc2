"""Questions about hand-overs: what keeps somebody from being closed, and how long they wait at another service."""

from datetime import date

from trailblazer.access.records import Actor
from trailblazer.access.today import today
from trailblazer.care.following import settle
from trailblazer.care.models import HandOver
from trailblazer.care.models.hand_overs import HandOverQuerySet
from trailblazer.domain.specialist_clock import SpecialistClock
from trailblazer.referrals.closing import Hindrance, add_hindrance
from trailblazer.referrals.models import Referral
from trailblazer.ui.environment import day
from trailblazer.young_people.models import YoungPerson


def unanswered_of(young_person: YoungPerson) -> HandOverQuerySet:
    """The hand-overs for which this young person may not be closed unless a person says why.

    Sent without a yes or no; or declined, handed back or lost, with nobody saying what happens instead.
    """
    return HandOver.objects.in_the_way().filter(young_person=young_person)


def words_of_hindrance(hand_over: HandOver) -> str:
    """Why it keeps somebody from being closed, in a sentence without its full stop."""
    if hand_over.state in HandOver.CAME_BACK:
        return f"The hand-over to {hand_over.to_name} has come back, and nobody has said what happens instead"
    return f"{hand_over.to_name} has not answered the hand-over of {day(hand_over.sent_on)}"


def say_why_closed(young_person: YoungPerson, *, by: Actor, why: str) -> None:
    """Keeps why somebody is closed although a hand-over is unanswered. Called inside an action."""
    for hand_over in unanswered_of(young_person):
        settle(hand_over, by=by, on=today(), why=_closed(why))


def clock_of(hand_over: HandOver, on: date) -> SpecialistClock:
    """The wait at the other service as it stood that day. Its steps may be prefetched."""
    steps = [step.as_rule() for step in hand_over.steps.all()]
    return SpecialistClock.read(steps, on, hand_over.settled_on)


def _of_request(referral: Referral) -> HandOverQuerySet:
    return HandOver.objects.in_the_way().filter(referral=referral)


def _found(referral: Referral) -> list[str]:
    return [words_of_hindrance(hand_over) for hand_over in _of_request(referral)]


def _said(referral: Referral, by: Actor, why: str) -> None:
    for hand_over in _of_request(referral):
        settle(hand_over, by=by, on=today(), why=_closed(why))


def _closed(why: str) -> str:
    return f"Closed all the same: {why}"[:300]


add_hindrance(Hindrance(_found, _said))
