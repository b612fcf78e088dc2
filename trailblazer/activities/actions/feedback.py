"""Saying how an activity was, by its link and without a name."""

from collections.abc import Mapping

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.activities.checks import refuse_name_like
from trailblazer.activities.models import Feedback, SchoolActivity
from trailblazer.domain.activity_feedback import MOST_ANSWERS, NotAnAnswer, checked_marks, questions_of

LONGEST = 300


@action(Permission.ANSWER_SURVEYS, logged_as="feedback given")
def give_feedback(
    activity: SchoolActivity, *, by: Actor, marks: Mapping[str, int], change: str = ""
) -> Feedback:
    """One person's answer. The same form sent twice is one answer; nothing else tells two devices apart."""
    if not activity.takes_feedback(today()):
        raise NotPossible("This link is closed. What you chose was not saved")
    try:
        kept = checked_marks(marks, questions_of(activity.kind))
    except NotAnAnswer as reason:
        raise NotPossible(str(reason)) from None
    if not kept and not change.strip():
        raise NotPossible("Answer at least one question")
    refuse_name_like(change)
    if Feedback.objects.filter(activity=activity).count() >= MOST_ANSWERS:
        raise NotPossible("This link has had as many answers as it can take. Tell the team in another way")
    return Feedback.objects.create(
        activity=activity,
        school_id=activity.school_id,
        team_id=activity.team_id,
        provider_id=activity.provider_id,
        marks=kept,
        change=change.strip()[:LONGEST],
        given_on=today(),
    )
