"""Ending a course, with what is said to whom; and opening it again."""

from datetime import date

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care import education
from trailblazer.care.endings import SUBJECT, SUMMARIES, Copy, check_ending, copies, seal_of
from trailblazer.care.hand_overs import hold_back, keep_why_ended
from trailblazer.care.leaving_groups import come_back_with, leave_with
from trailblazer.care.models import Course, Ending
from trailblazer.domain import codes
from trailblazer.domain.clock import Kind
from trailblazer.domain.endings import may_reopen
from trailblazer.letters.actions import queue
from trailblazer.referrals.actions import record_event, take_up_again

SOURCE = "care.Ending"


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
    shown: str = "",
    **words: str,
) -> Ending:
    """Ends a course with its reason, and sends each summary to whoever consent lets have it, in the very words.

    The request ends with its last open course. `words` are the summaries, with `gp_name` and `gp_address`; `shown` is
    the seal of what somebody looked at before. `despite_hand_over` says why the last help ends although another service
    has not answered, or has sent them back; that hand-over is followed on. Raises NotPossible for a day that cannot be
    right, while contacts are still booked, where no outcome can be counted or a hand-over is not settled and no reason
    is given, and where something else would go, or to others, than was shown.
    """
    if reason not in codes.load("ending_reasons"):
        raise NotPossible("Choose why it ends")
    check_ending(
        course, ended_on=ended_on, unpaired_reason=unpaired_reason, despite_hand_over=despite_hand_over
    )
    going = copies(course.young_person, words) if send else []
    if shown and shown != seal_of(going):
        raise NotPossible("What goes to whom has changed since you looked. Look at it again")
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
        **{name: words.get(name, "").strip() for name in SUMMARIES},
    )
    course.state, course.ended_on = Course.State.ENDED, ended_on
    course.save()
    leave_with(course, ended_on)
    _end_request(course, ending, by, despite_hand_over)
    keep_why_ended(hold_back(course), on=ended_on, why=despite_hand_over)
    education.ask_after_ending(course, by)
    _send(ending, going, by)
    return ending


def _end_request(course: Course, ending: Ending, by: Membership, why: str) -> None:
    referral = course.referral
    if referral.courses.open().exists() or not referral.is_open:
        return
    record_event(
        referral,
        by=by,
        kind=Kind.ENDING,
        happened_on=ending.ended_on,
        source=(SOURCE, ending.ref),
        why=why,
    )


def _send(ending: Ending, going: list[Copy], by: Membership) -> None:
    """Held letters are kept too, with the reason, so that a person can see who was not told."""
    for copy in going:
        queue(
            "as_written",
            to=copy.to,
            subject=SUBJECT,
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
    come_back_with(course)
    take_up_again(course.referral, by=by)
    education.nothing_to_ask(course, by, "The course was opened again")
    return course
