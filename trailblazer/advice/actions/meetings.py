"""A meeting round a young person, and what was agreed there that others do."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.advice.about import corrected_work, put_on_record
from trailblazer.advice.models import MeetingRound, OutsideAction
from trailblazer.care.actions.activities import record_activity
from trailblazer.care.models import Task
from trailblazer.care.team_schools import members_of_team
from trailblazer.domain import codes
from trailblazer.young_people.models import YoungPerson

KIND = "multi_agency"
SOURCE = "meeting"  # of the tasks that a meeting made


@action(Permission.GIVE_ADVICE, logged_as="meeting round a young person recorded")
def record_meeting(
    person: YoungPerson,
    *,
    by: Membership,
    happened_on: date,
    minutes: int,
    came: list[str],
    decisions: str,
) -> MeetingRound:
    """Who came and what was decided. Its actions are added to it one by one."""
    work = record_activity(
        by=by, kind=KIND, minutes=minutes, happened_on=happened_on, function=3, school=person.school
    )
    made = MeetingRound.objects.create(
        provider_id=person.provider_id,
        team_id=work.team_id,
        young_person=person,
        activity=work,
        came=_known(came),
        decisions=decisions.strip(),
    )
    put_on_record(work, person)
    return made


@action(Permission.GIVE_ADVICE, logged_as="meeting round a young person corrected")
def correct_meeting(
    meeting: MeetingRound,
    *,
    by: Membership,
    happened_on: date,
    minutes: int,
    came: list[str],
    decisions: str,
) -> MeetingRound:
    meeting.came, meeting.decisions = _known(came), decisions.strip()
    meeting.activity = corrected_work(meeting.activity, by, minutes, happened_on)
    meeting.save()
    return meeting


def _known(came: list[str]) -> list[str]:
    if not came or any(code not in codes.load("meeting_roles") for code in came):
        raise NotPossible("Choose who came")
    return came


@action(Permission.GIVE_ADVICE, logged_as="action of a meeting added")
def add_action(
    meeting: MeetingRound,
    *,
    by: Membership,
    words: str,
    due_on: date,
    owner: Membership | None = None,
    owner_name: str = "",
) -> Task | OutsideAction:
    """What somebody does by a day: a task where they are of the team, else kept under the name of whoever does it."""
    if due_on < meeting.activity.happened_on:
        raise NotPossible("Enter a day that is not before the meeting")
    if owner is not None:
        if not members_of_team(by, today()).filter(pk=owner.pk).exists():
            raise NotPossible("Choose somebody of your team, or enter who else does it")
        return Task.objects.ask(meeting, words, owner=owner, due_on=due_on, source=SOURCE, by=by)
    if not owner_name.strip():
        raise NotPossible("Choose who of the team does it, or enter who else does")
    return OutsideAction.objects.create(
        provider_id=meeting.provider_id,
        team_id=meeting.team_id,
        young_person=meeting.young_person,
        meeting=meeting,
        owner_name=owner_name.strip(),
        words=words.strip(),
        due_on=due_on,
        asked_by=by,
    )


@action(Permission.GIVE_ADVICE, logged_as="action of a meeting done")
def finish_action(outside: OutsideAction, *, by: Membership, done_words: str = "") -> OutsideAction:
    """Whoever owned it says that it is done, or that it is not needed any more."""
    if outside.done_on is not None:
        raise NotPossible("This is noted as done already")
    outside.done_on, outside.done_words = today(), done_words.strip()
    outside.save()
    return outside
