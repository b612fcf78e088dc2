"""The self-review of the six responsibilities, and the training of whoever leads."""

from datetime import date
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.domain.lead_role import LEVELS, NotAGrant, grant, responsibilities
from trailblazer.domain.terms import school_year_of
from trailblazer.school_leads.models import LeadTraining, ResponsibilityReview
from trailblazer.teams.of_school import common_of


@action(Permission.KEEP_SCHOOL_WORK, logged_as="responsibility reviewed")
def review_responsibility(
    review: ResponsibilityReview,
    *,
    by: Actor,
    level: str,
    reviewed_on: date,
    evidence: str = "",
    link: str = "",
) -> ResponsibilityReview:
    """How far one responsibility is in this school year. A new one is told its school and its responsibility."""
    if level not in LEVELS:
        raise NotPossible("Choose a level")
    year = school_year_of(today())
    if not year.first_day <= reviewed_on <= today():
        raise NotPossible("Enter a day of this school year, which is today or earlier")
    if review._state.adding:
        if review.responsibility not in {one.code for one in responsibilities()}:
            raise NotPossible("Choose one of the six responsibilities")
        for field, value in common_of(review.school, by).items():
            setattr(review, field, value)
        review.school_year = year.starts_in
    elif review.school_year != year.starts_in:
        raise NotPossible("This is the review of an earlier year. It stays as it was")
    review.level, review.reviewed_on, review.by = level, reviewed_on, by.membership
    review.evidence, review.link = evidence.strip(), link.strip()
    review.save()
    return review


@action(Permission.KEEP_SCHOOL_WORK, logged_as="training of a lead kept")
def keep_training(training: LeadTraining, *, by: Actor, **values: Any) -> LeadTraining:
    """Writes down a course. A new one is told its school; who was on it is one of those who lead there."""
    if training._state.adding:
        for field, value in common_of(training.school, by).items():
            setattr(training, field, value)
        training.by, training.recorded_at = by.membership, now()
    for field, value in values.items():
        setattr(training, field, value)
    if training.person.school_id != training.school_id:
        raise NotPossible("Choose somebody of this school")
    _refuse_impossible_days(training)
    training.save()
    return training


def _refuse_impossible_days(training: LeadTraining) -> None:
    if training.ended_on is not None and training.ended_on < training.starts_on:
        raise NotPossible("The last day of the course is before its first. Enter a later one")
    if training.certificate_on is not None and training.certificate_on < training.starts_on:
        raise NotPossible("The certificate is from before the course began. Enter a later day")
    if training.certificate_on is not None and training.certificate_on > today():
        raise NotPossible("Enter the day of the certificate, which is today or earlier")
    if training.grant_on is None:
        training.grant_pounds, training.is_second_grant = None, False
        return
    try:
        grant().check(training.grant_on)
    except NotAGrant as reason:
        raise NotPossible(str(reason)) from None
