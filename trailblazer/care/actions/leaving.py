"""Everything that somebody holds goes to a colleague. Each thing is an action of its own, so each is in the log."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.alerts.models import Alert
from trailblazer.care.actions.courses import allocate
from trailblazer.care.actions.tasks import give_task
from trailblazer.care.covering import ask_to_cover, ask_to_cover_group, ask_to_cover_visit
from trailblazer.care.holding import KINDS
from trailblazer.care.models import Contact, Group, HandOver, Task, Transition, Visit
from trailblazer.care.staff import HELPS
from trailblazer.referrals.actions import give_to

Followed = TypeVar("Followed", HandOver, Transition)


@action(Permission.ALLOCATE_COURSES, logged_as="everything somebody had given to a colleague")
def give_everything(leaver: Membership, *, by: Membership, lead: Membership, reason: str = "") -> Membership:
    """Courses, contacts, visits, groups, requests, hand-overs, changes to come, tasks and alerts: all or none.

    Raises NotPossible for a colleague who does not help young people in that team, and where the catalogue names other
    roles for a pathway and no reason is given.
    """
    if lead.pk == leaver.pk or lead.role not in HELPS or lead.has_left(today()):
        raise NotPossible("Choose someone else in the team who helps young people")
    if lead.organisation_id != leaver.organisation_id:
        raise NotPossible("Choose someone in the same team")
    kinds = {kind.code: kind for kind in KINDS}
    for code, gives in GIVES.items():
        if found := list(kinds[code].held_by(leaver, by, today()).distinct()):
            gives(found, leaver, lead, by, reason)
    return leaver


@action(Permission.ALLOCATE_COURSES, logged_as="visit given to a colleague")
def give_visit(visit: Visit, *, by: Membership, member: Membership) -> Visit:
    """The day in the school stays, and another member has it. Where that clashes, a task says so."""
    visit.member = member
    visit.save()
    ask_to_cover_visit(visit, by)
    return visit


@action(Permission.ALLOCATE_COURSES, logged_as="contact given to a colleague")
def give_contact(contact: Contact, *, by: Membership, lead: Membership) -> Contact:
    contact.lead = lead
    contact.save()
    ask_to_cover(contact, lead, by)
    return contact


@action(Permission.ALLOCATE_COURSES, logged_as="group given to a colleague")
def give_group(group: Group, *, by: Membership, instead_of: Membership, leader: Membership) -> Group:
    """Whoever led it with others is replaced; the others stay."""
    group.leaders.remove(instead_of)
    group.leaders.add(leader)
    group.save()
    ask_to_cover_group(group, leader, by)
    return group


@action(Permission.ALLOCATE_COURSES, logged_as="hand-over given to a colleague")
def give_hand_over(hand_over: HandOver, *, by: Membership, owner: Membership) -> HandOver:
    """Who follows it changes, with its task; where it is and the day to ask again stay."""
    return _given(hand_over, owner)


@action(Permission.ALLOCATE_COURSES, logged_as="change to come given to a colleague")
def give_transition(transition: Transition, *, by: Membership, owner: Membership) -> Transition:
    return _given(transition, owner)


def _given(followed: Followed, owner: Membership) -> Followed:
    """With the tasks that whoever had it had for it. A task that a colleague has stays theirs."""
    was, followed.owner = followed.owner, owner
    followed.save()
    Task.objects.open().filter(about=followed.ref, owner=was).update(owner=owner)
    return followed


@action(Permission.ALLOCATE_COURSES, logged_as="alert given to a colleague")
def give_alert(alert: Alert, *, by: Membership, owner: Membership) -> Alert:
    alert.owner = owner
    alert.save()
    return alert


def _courses(found: list[Any], leaver: Membership, lead: Membership, by: Membership, reason: str) -> None:
    allocate(by=by, courses=[course.ref for course in found], lead=lead, reason=reason)


def _each(give: Callable[[Any, Membership, Membership, Membership], Any]) -> Callable[..., None]:
    def all_of_them(
        found: list[Any], leaver: Membership, lead: Membership, by: Membership, reason: str
    ) -> None:
        for one in found:
            give(one, leaver, lead, by)

    return all_of_them


# Visits first: what is booked in them stays there when its course follows.
GIVES: Mapping[str, Callable[..., None]] = {
    "visits": _each(lambda one, leaver, lead, by: give_visit(one, by=by, member=lead)),
    "courses": _courses,
    "contacts": _each(lambda one, leaver, lead, by: give_contact(one, by=by, lead=lead)),
    "groups": _each(lambda one, leaver, lead, by: give_group(one, by=by, instead_of=leaver, leader=lead)),
    "requests": _each(lambda one, leaver, lead, by: give_to(one, by=by, owner=lead)),
    "hand_overs": _each(lambda one, leaver, lead, by: give_hand_over(one, by=by, owner=lead)),
    "transitions": _each(lambda one, leaver, lead, by: give_transition(one, by=by, owner=lead)),
    "alerts": _each(lambda one, leaver, lead, by: give_alert(one, by=by, owner=lead)),
    "tasks": _each(lambda one, leaver, lead, by: give_task(one, by=by, owner=lead, due_on=one.due_on)),
}
