"""What the end of a course does to the group somebody is in by it, and its going on again."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from trailblazer.care.models import Course, GroupMember

ONE_DAY = timedelta(days=1)
COURSE_ENDED = "Their course of support ended"


def leave_with(course: Course, ended_on: date) -> None:
    """Whose course of a group has ended is in it no more from the next day. Called inside an action."""
    for member in _by(course).filter(left_on=None):
        member.left_on, member.left_why = max(ended_on + ONE_DAY, member.joined_on), COURSE_ENDED
        member.save()


def come_back_with(course: Course) -> None:
    """Whose course goes on again is back in the group, unless that has ended or has them again already."""
    again = GroupMember.objects.filter(young_person=course.young_person, left_on=None)
    left = _by(course).filter(left_why=COURSE_ENDED, group__ended_on=None)
    for member in left.exclude(group__in=again.values("group")):
        member.left_on, member.left_why = None, ""
        member.save()


def _by(course: Course) -> "QuerySet[GroupMember]":
    """The places in groups that somebody has by this course."""
    in_it = Q(course=course) | Q(course=None, group__pathway=course.pathway)
    return GroupMember.objects.filter(in_it, young_person=course.young_person)
