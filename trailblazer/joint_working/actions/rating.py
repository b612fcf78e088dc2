"""Rating how schools and services work together: once at each point, corrected on the same day, and reminded of."""

from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.joint_working import NotARating, Point, checked
from trailblazer.joint_working import telling
from trailblazer.joint_working.models import Participant, Rating, Reminder
from trailblazer.ui.environment import day


@action(Permission.RATE_JOINT_WORKING, logged_as="joint working rated")
def rate(person: Participant, *, by: Actor, answers: dict[str, Any]) -> Rating:
    """Keeps what one person answers at the point that is open. Not twice, and not outside the scale."""
    point = _open_point(person)
    if earlier := person.ratings.filter(point=point).first():
        raise NotPossible(
            f"You gave your ratings on {day(earlier.rated_on)}. Each person rates once at each point"
        )
    return Rating.objects.create(
        provider_id=person.provider_id,
        cohort_id=person.cohort_id,
        participant=person,
        point=point,
        answers=_checked(person, answers),
        rated_on=today.today(),
        rated_at=today.now(),
    )


@action(Permission.RATE_JOINT_WORKING, logged_as="rating of joint working corrected")
def correct_rating(person: Participant, *, by: Actor, answers: dict[str, Any]) -> Rating:
    """Puts other answers in the place of those given today. Raises NotPossible once that day is over."""
    found = person.ratings.filter(point=_open_point(person)).first()
    if found is None:
        raise NotPossible("You have not rated yet. Open your link again")
    if found.rated_on != today.today():
        raise NotPossible(
            f"You gave your ratings on {day(found.rated_on)}, and they can be changed on that day only. "
            "Tell the organiser if something is wrong"
        )
    found.answers = _checked(person, answers)
    found.save()
    return found


def _open_point(person: Participant) -> Point:
    point = person.cohort.open_point(today.today())
    if person.state != Participant.State.ACCEPTED:
        raise NotPossible("Say first that you are coming. Then you can rate")
    if point is None:
        raise NotPossible("Ratings are closed now. You get a message when they open")
    return point


def _checked(person: Participant, answers: dict[str, Any]) -> dict[str, int]:
    try:
        return checked(answers, person.cohort.framework)
    except NotARating as reason:
        raise NotPossible(str(reason)) from None


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="reminded of rating joint working")
def remind(person: Participant, *, by: Actor) -> Reminder:
    """Sends somebody the link to the ratings that are open, the first time or again. Once a day at most."""
    point = _open_point(person)
    if person.ratings.filter(point=point).exists():
        raise NotPossible("They have rated already")
    sent = person.reminders.filter(what=point)
    if sent.filter(sent_on=today.today()).exists():
        raise NotPossible("They had a message today")
    is_first = not sent.exists()
    telling.tell(person, telling.RATE if is_first else telling.REMIND, by=by)
    return _remember(person, point, is_first=is_first)


@action(Permission.RUN_WORK, logged_as="asked how joint actions go")
def nudge(person: Participant, *, by: Actor) -> Reminder:
    """Six weeks after day 1: how is it going with what you agreed?"""
    telling.tell(person, telling.ACTIONS, by=by)
    return _remember(person, Reminder.ACTIONS, is_first=True)


def _remember(person: Participant, what: str, *, is_first: bool) -> Reminder:
    return Reminder.objects.create(
        provider_id=person.provider_id,
        cohort_id=person.cohort_id,
        participant=person,
        what=what,
        is_first=is_first,
        sent_on=today.today(),
    )
