"""Questions about hand-overs: what keeps somebody from being closed, and how long they wait at another service."""

from datetime import date
from typing import Any

from django.db.models import Exists

from trailblazer.access.records import Actor
from trailblazer.access.today import today
from trailblazer.care.models import Course, HandOver
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


def hold_back(course: Course) -> HandOverQuerySet:
    """The hand-overs that hold the ending of this course back: none while other help of the young person goes on."""
    return unanswered_of(course.young_person).exclude(_other_help_than(course.young_person_id, pk=course.pk))


def keep_why_ended(hand_overs: HandOverQuerySet, *, on: date, why: str) -> None:
    """Our help has ended, and each is followed on: what is heard, or a person on its own page, closes it."""
    for hand_over in hand_overs:
        hand_over.help_ended_on, hand_over.help_ended_why = on, why.strip()[:300]
        hand_over.save()


def _other_help_than(young_person: int | None, **this: Any) -> Exists:
    return Exists(Course.objects.open().filter(young_person=young_person).exclude(**this))


def clock_of(hand_over: HandOver, on: date) -> SpecialistClock:
    """The wait at the other service as it stood that day. Its steps may be prefetched."""
    steps = [step.as_rule() for step in hand_over.steps.all()]
    return SpecialistClock.read(steps, on, hand_over.settled_on)


def _of_request(referral: Referral) -> HandOverQuerySet:
    found = HandOver.objects.in_the_way().filter(referral=referral)
    return found.exclude(_other_help_than(referral.young_person_id, referral=referral))


def _found(referral: Referral) -> list[str]:
    return [words_of_hindrance(hand_over) for hand_over in _of_request(referral)]


def _said(referral: Referral, by: Actor, why: str) -> None:
    keep_why_ended(_of_request(referral), on=today(), why=why)


add_hindrance(Hindrance(_found, _said))
