"""How a young person gets on at school, kept with the agreement of the young person or family."""

from datetime import date

from trailblazer.access import today
from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care import education
from trailblazer.care.models import Course, EducationCheck
from trailblazer.domain import codes
from trailblazer.domain.education import BEST, STAGES, NotACheck, check_stage


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
    """Keeps one check. Another one of the same stage corrects it; the first stays. What is not known stays unknown.

    Raises NotPossible where nobody agreed, and for what cannot be right.
    """
    if not education.is_agreed(course):
        raise NotPossible("Nobody has agreed yet that this is kept. Record that consent first")
    check = EducationCheck(
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
    _refuse_what_cannot_be(check)
    check.save()
    education.nothing_to_ask(course, by, "Asked", [check.stage])
    return check


def _refuse_what_cannot_be(check: EducationCheck) -> None:
    if check.stage not in STAGES:
        raise NotPossible("Choose when in the course this is")
    if check.exclusion and check.exclusion not in codes.load("exclusions"):
        raise NotPossible("Choose one of the list of exclusions")
    for rating in (check.school_rating, check.own_rating):
        if rating is not None and not 0 <= rating <= BEST:
            raise NotPossible("Rate from 0, not at all, to 10, very well")
    try:
        check_stage(check.stage, check.checked_on, check.course.ended_on, today.today())
        education.missed(check).check(check.checked_on)
    except NotACheck as reason:
        raise NotPossible(str(reason)) from None
