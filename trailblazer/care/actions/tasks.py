"""Something to do: added, given to somebody else, done."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.care.models import Task
from trailblazer.care.team_schools import members_of_team
from trailblazer.young_people.models import YoungPerson


@action(Permission.PLAN_VISITS, logged_as="task added")
def add_task(
    *, by: Membership, words: str, due_on: date, owner: Membership, young_person: YoungPerson | None = None
) -> Task:
    """Something to do by a day, for a member of the team."""
    _refuse_strangers(by, owner)
    if due_on < today():
        raise NotPossible("Enter today or a later day")
    provider_id = young_person.provider_id if young_person else by.provider_id
    assert provider_id is not None, "who may plan belongs to a provider"
    return Task.objects.create(
        provider_id=provider_id,
        team_id=young_person.team_id if young_person else by.team_id,
        young_person=young_person,
        owner=owner,
        words=words,
        due_on=due_on,
        made_by=by,
        made_at=now(),
    )


@action(Permission.PLAN_VISITS, logged_as="task given to somebody")
def give_task(task: Task, *, by: Membership, owner: Membership, due_on: date) -> Task:
    """Another member does it, or by another day."""
    _refuse_done(task)
    _refuse_strangers(by, owner)
    task.owner, task.due_on = owner, due_on
    task.save()
    return task


@action(Permission.PLAN_VISITS, logged_as="task done")
def finish_task(task: Task, *, by: Actor, done_words: str = "") -> Task:
    _refuse_done(task)
    task.done_on, task.done_by, task.done_words = today(), by.membership, done_words.strip()
    task.save()
    return task


def _refuse_done(task: Task) -> None:
    if task.done_on is not None:
        raise NotPossible("This task is done already")


def _refuse_strangers(by: Membership, owner: Membership) -> None:
    if owner.pk != by.pk and not members_of_team(by, today()).filter(pk=owner.pk).exists():
        raise NotPossible("Choose somebody of your team")
