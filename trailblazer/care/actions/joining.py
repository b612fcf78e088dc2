"""Joining a group and leaving it. Whoever joins has an accepted request, and a course of what the group gives."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from trailblazer.access.doors import action, visible
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.actions.courses import open_course
from trailblazer.care.models import Course, Group, GroupMember
from trailblazer.care.planning import Findings
from trailblazer.care.planning_groups import taken_when_it_meets
from trailblazer.care.registers import minutes_booked
from trailblazer.domain import pathways
from trailblazer.referrals.models import Referral
from trailblazer.young_people.models import YoungPerson


@action(Permission.RECORD_CARE, logged_as="joined a group")
def join(
    group: Group,
    *,
    by: Actor,
    young_person: YoungPerson,
    joined_on: date,
    course: Course | None = None,
    all_the_same: str = "",
) -> GroupMember:
    """A young person is in the group from a day on. Raises NotPossible without an accepted request."""
    if group.kind != Group.Kind.GROUP:
        raise NotPossible("Who comes to this is counted and not named")
    if group.ended_on is not None and joined_on > group.ended_on:
        raise NotPossible("The group ended before that day")
    accepted = visible(Referral, by).filter(young_person=young_person, state=Referral.State.ACCEPTED)
    if course is None and not accepted.exists():
        raise NotPossible(f"{young_person.name} has no accepted request. Decide the request first")
    try:
        with transaction.atomic():
            return GroupMember.objects.create(
                provider_id=young_person.provider_id,
                team_id=group.team_id,
                young_person=young_person,
                group=group,
                course=course,
                joined_on=joined_on,
                all_the_same=all_the_same,
            )
    except IntegrityError:
        raise NotPossible(f"{young_person.name} is in this group already") from None


@action(Permission.RECORD_CARE, logged_as="people added to a group")
def join_all(
    group: Group, *, by: Actor, people: Iterable[YoungPerson], joined_on: date, all_the_same: str = ""
) -> Group:
    """Several at once. Each has a course of the group's pathway: the open one, or a new one after their request.

    Raises Warned where one of them is down for something else when the group meets, and no reason was given.
    """
    asked = list(people)
    taken = taken_when_it_meets(group, asked, joined_on)
    Findings(soft=list(taken.values())).settle(all_the_same, "leave them out")
    courses = (
        visible(Course, by).filter(young_person__in=asked, pathway=group.pathway).select_related("referral")
    )
    of_group = {course.young_person_id: course for course in courses if course.is_open}
    for person in asked:
        course = of_group.get(person.pk) or _opened(group, person, by)
        why = all_the_same if person.pk in taken else ""
        join(group, by=by, young_person=person, joined_on=joined_on, course=course, all_the_same=why)
    return group


def _opened(group: Group, person: YoungPerson, by: Actor) -> Course | None:
    """A course of the group's pathway after the newest accepted request; none where the group has no pathway."""
    referral = (
        visible(Referral, by)
        .filter(young_person=person, state=Referral.State.ACCEPTED)
        .order_by("-received_on", "-pk")
        .first()
    )
    if referral is None or group.pathway not in pathways.catalogue():
        return None
    first = group.sessions.order_by("number").first()
    member = by.membership
    leads = member is not None and group.leaders.filter(pk=member.pk).exists()
    course: Course = open_course(
        referral,
        by=by,
        pathway=group.pathway,
        sessions_planned=group.sessions_planned,
        session_minutes=minutes_booked(first) if first else pathways.catalogue()[group.pathway].minutes,
        lead=member if leads else None,
        reason=f"Joins {group.name}",
    )
    return course


@action(Permission.RECORD_CARE, logged_as="left a group")
def leave(member: GroupMember, *, by: Actor, left_on: date, left_why: str = "") -> GroupMember:
    """The first day on which somebody is in the group no more."""
    if member.left_on is not None:
        raise NotPossible("They have left already")
    if left_on < member.joined_on:
        raise NotPossible("Enter a day that is not before the day they joined")
    member.left_on, member.left_why = left_on, left_why
    member.save()
    return member
