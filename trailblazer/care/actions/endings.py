"""Ending a course, with what is said to whom; opening it again; and how school goes."""

from datetime import date

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.endings import copies, unpaired
from trailblazer.care.hand_overs import say_why_closed, unanswered_of
from trailblazer.care.models import Course, EducationCheck, Ending
from trailblazer.domain import codes
from trailblazer.domain.clock import Kind
from trailblazer.domain.consent import Answer
from trailblazer.domain.endings import NotAnEnding, check_day, may_reopen
from trailblazer.domain.terms import london_day
from trailblazer.letters.actions import queue
from trailblazer.referrals.actions import record_event, take_up_again
from trailblazer.young_people.consents import standing_of

SOURCE = "care.Ending"
SUMMARIES = ("for_young_person", "for_carer", "for_school", "for_gp")


@action(Permission.RECORD_CARE, logged_as="course of support ended")
def end_course(
    course: Course,
    *,
    by: Membership,
    ended_on: date,
    reason: str,
    plan_after: str = "",
    unpaired_reason: str = "",
    despite_hand_over: str = "",
    send: bool = True,
    **summaries: str,
) -> Ending:
    """Ends a course with its reason, and sends each summary to whoever consent lets have it, in the very words.

    The request ends with its last open course. Raises NotPossible for a day that cannot be right, while contacts are
    still booked, where no outcome can be counted and no reason is given, and while another service has not answered.
    """
    if not course.is_open:
        raise NotPossible("This course has ended already")
    if reason not in codes.load("ending_reasons"):
        raise NotPossible("Choose why it ends")
    _check_day(course, ended_on)
    if (missing := unpaired(course)) and not unpaired_reason.strip():
        raise NotPossible(f"{missing[0]}. Collect it first, or enter why it ends without")
    _check_hand_overs(course, by, despite_hand_over)
    ending = Ending.objects.create(
        provider_id=course.provider_id,
        team_id=course.team_id,
        young_person_id=course.young_person_id,
        course=course,
        reason=reason,
        ended_on=ended_on,
        plan_after=plan_after.strip(),
        unpaired_reason=unpaired_reason.strip()[:300],
        by=by,
        recorded_at=today.now(),
        **{name: summaries.get(name, "").strip() for name in SUMMARIES},
    )
    course.state, course.ended_on = Course.State.ENDED, ended_on
    course.save()
    _end_request(course, ending, by)
    if send:
        _send(ending, by)
    return ending


def _check_day(course: Course, ended_on: date) -> None:
    last = course.contacts.recorded().order_by("-starts_at").first()
    began = course.started_on or course.opened_on
    try:
        check_day(began, ended_on, today.today(), london_day(last.starts_at) if last else None)
    except NotAnEnding as reason:
        raise NotPossible(str(reason)) from None
    if course.contacts.planned().exists():
        raise NotPossible("Contacts are still booked, or not recorded. Record, move or cancel them first")


def _check_hand_overs(course: Course, by: Membership, despite: str) -> None:
    person = course.young_person
    if not unanswered_of(person).exists():
        return
    if not despite.strip():
        raise NotPossible(
            "Another service has not answered yet. Follow it up, or enter why it ends all the same"
        )
    say_why_closed(person, by=by, why=despite)


def _end_request(course: Course, ending: Ending, by: Membership) -> None:
    referral = course.referral
    if referral.courses.open().exists() or not referral.is_open:
        return
    record_event(referral, by=by, kind=Kind.ENDING, happened_on=ending.ended_on, source=(SOURCE, ending.ref))


def _send(ending: Ending, by: Membership) -> None:
    """Held letters are kept too, with the reason, so that a person can see who was not told."""
    words = {name: getattr(ending, name) for name in SUMMARIES}
    for copy in copies(ending.young_person, words, today.today()):
        queue(
            "as_written",
            to=copy.to,
            subject="About the help that has ended",
            words={"text": copy.words},
            provider=ending.provider,
            team=ending.team,
            channel=copy.channel,
            young_person=ending.young_person,
            about=ending.ref,
            by=by,
        )


@action(Permission.RECORD_CARE, logged_as="course of support opened again")
def reopen_course(course: Course, *, by: Membership, reason: str) -> Course:
    """Goes on with a course within five days of its end: it is the same spell. Later it is a new request."""
    if course.is_open or course.ended_on is None:
        raise NotPossible("This course is open")
    if not may_reopen(course.ended_on, today.today()):
        raise NotPossible(
            "More than five days have passed, so it is a new request. Add one, and begin a course from it"
        )
    ending = course.endings.order_by("-recorded_at", "-pk").first()
    if ending is not None:
        ending.reopened_on, ending.reopened_reason = today.today(), reason.strip()[:300]
        ending.save()
    course.state = Course.State.UNDER_WAY if course.started_on else Course.State.WAITING
    course.ended_on = None
    course.save()
    take_up_again(course.referral, by=by)
    return course


@action(Permission.RECORD_CARE, logged_as="how school goes recorded")
def check_education(
    course: Course,
    *,
    by: Membership,
    stage: str,
    checked_on: date,
    from_on: date | None = None,
    to_on: date | None = None,
    sessions_missed: int | None = None,
    sessions_possible: int | None = None,
    exclusion: str = "",
    is_part_time: bool | None = None,
    school_rating: int | None = None,
    own_rating: int | None = None,
) -> EducationCheck:
    """How a young person gets on at school, with their or the family's agreement. What is not known stays unknown."""
    if standing_of(course.young_person).of("education") is not Answer.GIVEN:
        raise NotPossible("Nobody has agreed yet that this is kept. Record that consent first")
    if checked_on > today.today():
        raise NotPossible("Enter a day that is not in the future")
    if sessions_missed is not None and (from_on is None or to_on is None):
        raise NotPossible("Enter from which day to which day sessions were missed")
    if from_on is not None and to_on is not None and to_on < from_on:
        raise NotPossible("Enter a last day that is not before the first")
    if sessions_missed is not None and sessions_possible is not None and sessions_missed > sessions_possible:
        raise NotPossible("More sessions cannot be missed than there were")
    return EducationCheck.objects.create(
        provider_id=course.provider_id,
        team_id=course.team_id,
        young_person_id=course.young_person_id,
        course=course,
        stage=stage,
        checked_on=checked_on,
        from_on=from_on,
        to_on=to_on,
        sessions_missed=sessions_missed,
        sessions_possible=sessions_possible,
        exclusion=exclusion,
        is_part_time=is_part_time,
        school_rating=school_rating,
        own_rating=own_rating,
        by=by,
        recorded_at=today.now(),
    )
