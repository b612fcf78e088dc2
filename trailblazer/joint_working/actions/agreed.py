"""What was agreed on a day: actions with owners, gone through until they are done, and the map of who takes what."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.joint_working.models import (
    ActionLook,
    ActionOwner,
    Cohort,
    JointAction,
    MapNote,
    Participant,
)

Status = JointAction.Status


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="joint action agreed")
def agree(
    cohort: Cohort, *, by: Actor, owners: Sequence[Participant], agreed_on: date, **values: Any
) -> JointAction:
    """Writes down what people agreed to do, who, and by when. Raises NotPossible without an owner of the cohort."""
    if agreed_on > today.today():
        raise NotPossible("Enter the day on which it was agreed, which is today or earlier")
    if values["by_day"] < agreed_on:
        raise NotPossible("It is to be done by a day after it was agreed. Enter a later day")
    _known(cohort, values["domain"])
    made = JointAction.objects.create(
        provider_id=cohort.provider_id, cohort=cohort, agreed_on=agreed_on, **values
    )
    _own(made, owners)
    return made


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="joint action changed")
def change_action(
    found: JointAction, *, by: Actor, owners: Sequence[Participant], **values: Any
) -> JointAction:
    if values["by_day"] < found.agreed_on:
        raise NotPossible("It is to be done by a day after it was agreed. Enter a later day")
    _known(found.cohort, values["domain"])
    for name, value in values.items():
        setattr(found, name, value)
    found.save()
    found.ownerships.exclude(participant__in=owners).delete()
    _own(found, owners)
    return found


def _known(cohort: Cohort, domain: str) -> None:
    if cohort.framework.area(domain) is None:
        raise NotPossible("Choose one of the areas of joint working")


def _own(found: JointAction, owners: Sequence[Participant]) -> None:
    if not owners or any(one.cohort_id != found.cohort_id for one in owners):
        raise NotPossible("Choose at least one person of this cohort who sees to it")
    there = set(found.ownerships.values_list("participant", flat=True))
    for one in owners:
        if one.pk not in there:
            ActionOwner.objects.create(
                provider_id=found.provider_id, cohort_id=found.cohort_id, joint_action=found, participant=one
            )


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="joint action gone through")
def look_at(found: JointAction, *, by: Actor, when: str, status: str, words: str = "") -> ActionLook:
    """How it stands, as it was said when all were gone through. Raises NotPossible where a dropped one says no why."""
    return _look(found, when, status, words, by.membership.user.name if by.membership else "")


@action(Permission.RATE_JOINT_WORKING, logged_as="joint action answered by link")
def say_of_action(
    person: Participant, found: JointAction, *, by: Actor, status: str, words: str = ""
) -> ActionLook:
    """Done or not yet, by an owner's own link. They can neither drop it nor answer for what is not theirs."""
    if not found.ownerships.filter(participant=person).exists():
        raise NotPossible("This action is somebody else’s")
    return _by_owner(found, status, words, person.name)


@action(Permission.SEE_JOINT_WORKING, logged_as="joint action answered by school")
def say_as_school(found: JointAction, *, by: Actor, status: str, words: str = "") -> ActionLook:
    """The same by somebody of the school that an owner is of, signed in."""
    member = by.membership
    urn = member.school_id if member else None
    if urn is None or not found.ownerships.filter(participant__school=urn).exists():
        raise NotPossible("This action is not your school’s")
    return _by_owner(found, status, words, member.user.name if member else "")


def _by_owner(found: JointAction, status: str, words: str, name: str) -> ActionLook:
    if status not in (Status.IN_PROGRESS, Status.DONE):
        raise NotPossible("Choose done or not yet. To drop it, tell the organiser")
    if not found.is_open:
        raise NotPossible("This is closed already")
    return _look(found, ActionLook.When.BETWEEN, status, words, name)


def _look(found: JointAction, when: str, status: str, words: str, name: str) -> ActionLook:
    words = words.strip()
    if status == Status.DROPPED and not words:
        raise NotPossible("Enter why it is dropped, so that nobody waits for it")
    found.status = status
    found.closed_on = None if status in JointAction.OPEN else today.today()
    found.reason = words if status == Status.DROPPED else ""
    found.save()
    return ActionLook.objects.create(
        provider_id=found.provider_id,
        cohort_id=found.cohort_id,
        joint_action=found,
        when=when,
        status=status,
        words=words,
        looked_on=today.today(),
        said_by=name,
    )


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="note of the map written")
def write_note(cohort: Cohort, *, by: Actor, **values: Any) -> MapNote:
    return MapNote.objects.create(provider_id=cohort.provider_id, cohort=cohort, **values)


@action(Permission.ORGANISE_JOINT_WORKING, logged_as="note of the map changed")
def change_note(note: MapNote, *, by: Actor, **values: Any) -> MapNote:
    for name, value in values.items():
        setattr(note, name, value)
    note.save()
    return note
