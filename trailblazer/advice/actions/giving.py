"""Writing down advice that was given: booked or not, corrected, taken back. Each makes the work that time counts."""

from datetime import date
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.advice.about import corrected_work, put_on_record
from trailblazer.advice.models import Advice, AdviceBooking
from trailblazer.advice.telling import tell_what_was_agreed
from trailblazer.care.actions.activities import record_activity, take_back_activity
from trailblazer.care.models import Activity
from trailblazer.care.naming_nobody import refuse_full_names
from trailblazer.care.team_schools import serves
from trailblazer.domain import codes
from trailblazer.domain.advice import NotSo, agreed_lines
from trailblazer.domain.terms import london_day
from trailblazer.places.models import School
from trailblazer.young_people.models import YoungPerson

NOT_NAMED, KNOWN = "consultation_school", "advice_known_pupil"


@action(Permission.GIVE_ADVICE, logged_as="advice given")
def give(
    booking: AdviceBooking,
    *,
    by: Membership,
    topic: str,
    outcome: str,
    minutes: int,
    agreed: str = "",
    person: YoungPerson | None = None,
) -> Advice:
    """What came of a time that was booked. What was agreed goes back to whoever booked it."""
    if booking.cancelled_on is not None:
        raise NotPossible("This booking was cancelled. Write the advice down as not booked")
    if hasattr(booking, "advice"):
        raise NotPossible("This was written down already. Correct it instead")
    day = min(london_day(booking.slot.starts_at), today())  # they may have talked before its time
    work = _work(by, booking.school, minutes, day, person)
    return _written(
        work,
        by=by,
        school=booking.school,
        booking=booking,
        asked_by=booking.asked_by,
        lead_may_see=booking.lead_may_see,
        topic=topic,
        outcome=outcome,
        agreed=agreed,
        person=person,
    )


@action(Permission.GIVE_ADVICE, logged_as="advice noted")
def note_advice(
    *,
    by: Membership,
    school: School,
    topic: str,
    outcome: str,
    minutes: int,
    happened_on: date,
    agreed: str = "",
    asked_by: Membership | None = None,
    person: YoungPerson | None = None,
) -> Advice:
    """Advice that nobody booked: in the corridor, on the telephone. In confidence, as nobody said otherwise."""
    if not serves(by, school, today()):
        raise NotPossible("Choose a school that your team serves")
    if asked_by is not None and asked_by.school_id != school.pk:
        raise NotPossible("Choose somebody of this school, or leave out who asked")
    work = _work(by, school, minutes, happened_on, person)
    words: dict[str, Any] = {"topic": topic, "outcome": outcome, "agreed": agreed, "person": person}
    return _written(work, by=by, school=school, asked_by=asked_by, **words)


def _work(by: Membership, school: School, minutes: int, day: date, person: YoungPerson | None) -> Activity:
    kind = KNOWN if person else NOT_NAMED
    return record_activity(by=by, kind=kind, minutes=minutes, happened_on=day, function=3, school=school)


def _checked(by: Membership, topic: str, outcome: str, agreed: str) -> str:
    """What was agreed, as it is kept. It goes to the school, so it names nobody."""
    if topic not in codes.load("advice_topics"):
        raise NotPossible("Choose what it was about")
    if outcome not in codes.load("advice_outcomes"):
        raise NotPossible("Choose what came of it")
    refuse_full_names(agreed, by.team_id, "words of what was agreed")
    try:
        return agreed_lines(agreed)
    except NotSo as reason:
        raise NotPossible(str(reason)) from None


def _written(
    work: Activity,
    *,
    by: Membership,
    topic: str,
    outcome: str,
    agreed: str,
    person: YoungPerson | None,
    **values: Any,
) -> Advice:
    advice = Advice.objects.create(
        provider_id=work.provider_id,
        team_id=work.team_id,
        activity=work,
        topic=topic,
        outcome=outcome,
        agreed=_checked(by, topic, outcome, agreed),
        **values,
    )
    if person is not None:
        put_on_record(work, person)
    tell_what_was_agreed(advice, by)
    return advice


@action(Permission.GIVE_ADVICE, logged_as="advice corrected")
def correct(
    advice: Advice,
    *,
    by: Membership,
    topic: str,
    outcome: str,
    minutes: int,
    happened_on: date,
    agreed: str = "",
) -> Advice:
    """What it should say; the work that time counts is corrected with it. Whoever asked hears what is agreed now."""
    was_agreed = advice.agreed
    advice.agreed = _checked(by, topic, outcome, agreed)
    advice.topic, advice.outcome = topic, outcome
    advice.activity = corrected_work(advice.activity, by, minutes, happened_on)
    advice.save()
    if advice.agreed != was_agreed:
        tell_what_was_agreed(advice, by)
    return advice


@action(Permission.GIVE_ADVICE, logged_as="advice taken back")
def take_back(advice: Advice, *, by: Membership) -> Advice:
    """Entered in error: it counts no more, and a booking it answered is to be written down again."""
    take_back_activity(advice.activity, by=by)
    advice.booking = None
    advice.save()
    return advice
