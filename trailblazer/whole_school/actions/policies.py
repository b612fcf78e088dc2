"""When a school's policies were reviewed, and when they are due again."""

from datetime import date

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.action_plans import months_after
from trailblazer.places.models import School
from trailblazer.teams.of_school import common_of
from trailblazer.whole_school.models import Policy


@action(Permission.KEEP_SCHOOL_WORK, logged_as="policy added")
def add_policy(
    school: School,
    *,
    by: Actor,
    kind: str,
    name: str = "",
    reviewed_on: date | None = None,
    due_on: date | None = None,
    where: str = "",
) -> Policy:
    common, name = common_of(school, by), " ".join(name.split())
    if kind == Policy.Kind.OWN and not name:
        raise NotPossible("Enter what the policy is called")
    name = name if kind == Policy.Kind.OWN else ""
    if Policy.objects.filter(school=school, kind=kind, name__iexact=name, ended_on=None).exists():
        raise NotPossible("This policy is in the list already. Change it there")
    _must_be_in_order(reviewed_on, due_on)
    return Policy.objects.create(
        **common, kind=kind, name=name, reviewed_on=reviewed_on, due_on=due_on, where=where.strip()
    )


def _must_be_in_order(reviewed_on: date | None, due_on: date | None) -> None:
    if reviewed_on is not None and reviewed_on > today.today():
        raise NotPossible("Enter the day it was last reviewed, which is today or earlier")
    if reviewed_on is not None and due_on is not None and due_on <= reviewed_on:
        raise NotPossible("Enter a day it is due again that comes after its last review")


@action(Permission.KEEP_SCHOOL_WORK, logged_as="policy changed")
def change_policy(
    policy: Policy, *, by: Actor, reviewed_on: date | None, due_on: date | None, where: str = ""
) -> Policy:
    _must_be_in_order(reviewed_on, due_on)
    policy.reviewed_on, policy.due_on, policy.where = reviewed_on, due_on, where.strip()
    policy.save()
    return policy


@action(Permission.KEEP_SCHOOL_WORK, logged_as="policy reviewed")
def review_policy(policy: Policy, *, by: Actor, reviewed_on: date, months: int) -> Policy:
    """It was reviewed on a day, and is due again so many months later."""
    _must_be_in_order(reviewed_on, None)
    policy.reviewed_on, policy.due_on = reviewed_on, months_after(reviewed_on, months)
    policy.save()
    return policy


@action(Permission.KEEP_SCHOOL_WORK, logged_as="policy ended")
def end_policy(policy: Policy, *, by: Actor) -> Policy:
    """It is no longer kept in the list."""
    policy.ended_on = today.today()
    policy.save()
    return policy
