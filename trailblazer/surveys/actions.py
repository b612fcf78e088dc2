"""A survey is drafted, opened with its plan, answered without a name, closed, and shown to the team or not."""

from collections.abc import Mapping
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission, Role
from trailblazer.access.today import today
from trailblazer.domain.question_sets import STAFF, QuestionSet
from trailblazer.domain.surveys import points_of
from trailblazer.domain.terms import school_year_of
from trailblazer.domain.year_groups import age_in, year_groups_of
from trailblazer.places.models import School
from trailblazer.surveys.codes import made_for
from trailblazer.surveys.models import Survey, SurveyAnswer, WayIn
from trailblazer.surveys.sets import known_sets
from trailblazer.surveys.telling import tell_responder
from trailblazer.teams.of_school import common_of

STAFF_GROUP = "Staff"
IN_ONE_GO = 500
P = Permission


@action(P.KEEP_SCHOOL_WORK, logged_as="survey drafted")
def draft(school: School, *, by: Actor, for_whom: str, **values: Any) -> Survey:
    """A new survey, of which nothing is asked yet."""
    survey = Survey(**common_of(school, by), for_whom=for_whom, year=school_year_of(today()).starts_in)
    return _kept(survey, values)


@action(P.KEEP_SCHOOL_WORK, logged_as="survey changed")
def change(survey: Survey, *, by: Actor, **values: Any) -> Survey:
    """Only before it is open: what people were told when they answered stays as it was."""
    if survey.opened_on is not None:
        raise NotPossible("It is open already, so nothing of it changes. Close it, and make another")
    return _kept(survey, values)


def _kept(survey: Survey, values: Mapping[str, Any]) -> Survey:
    for name, value in values.items():
        setattr(survey, name, value)
    asked = known_sets().get(survey.question_set)
    if asked is None or survey.for_whom not in asked.for_whom:
        raise NotPossible("Choose a set of questions that is for them")
    for group in survey.asked:
        _must_fit(survey, group, asked)
    survey.save()
    return survey


def _must_fit(survey: Survey, group: str, asked: QuestionSet) -> None:
    if survey.for_whom == STAFF:
        if group != STAFF_GROUP:
            raise NotPossible("Staff are asked as one group")
        return
    if group not in year_groups_of(survey.school.low_age, survey.school.high_age):
        raise NotPossible(f"{survey.school.name} has no {group}: leave it out")
    if age_in(group) < asked.age_from:
        raise NotPossible(f"{asked.name} is for pupils from {asked.age_from} on: leave out {group}")


@action(P.KEEP_SCHOOL_WORK, logged_as="survey draft taken away")
def forget(survey: Survey, *, by: Actor) -> None:
    if survey.opened_on is not None:
        raise NotPossible("It was opened, so it stays. Close it instead")
    survey.delete()


@action(P.KEEP_SCHOOL_WORK, logged_as="survey opened")
def open_survey(survey: Survey, *, by: Membership, confirms: bool) -> Survey:
    """From its first day on it is answered. Raises NotPossible for what is missing, or where no lead confirms it."""
    if survey.opened_on is not None:
        raise NotPossible("It is open already")
    if by.role != Role.SENIOR_MENTAL_HEALTH_LEAD or by.school_id != survey.school_id:
        raise NotPossible("A senior mental health lead of the school opens it, and confirms its plan")
    if not confirms:
        raise NotPossible("Confirm the plan: that who is named will answer, and knows it")
    missing = [point.words for point in points_of(survey.plan, today()) if not point.is_there]
    if missing:
        raise NotPossible(f"{missing[0]}. Then open it")
    survey.opened_on, survey.confirmed_by = today(), by
    survey.save()
    _make_ways_in(survey)
    return survey


def _make_ways_in(survey: Survey) -> None:
    is_slip = survey.how == Survey.How.SLIPS
    ways = [
        made_for(survey, group, is_slip=is_slip)
        for group, number in survey.asked.items()
        for _ in range(number if is_slip else 1)
    ]
    WayIn.objects.bulk_create(ways, batch_size=IN_ONE_GO)


@action(P.KEEP_SCHOOL_WORK, logged_as="survey closed")
def close(survey: Survey, *, by: Actor) -> Survey:
    """No more answers. The codes are forgotten, and it is not opened again: one more answer would show itself."""
    if survey.opened_on is None:
        raise NotPossible("It was not opened yet, so there is nothing to close")
    if survey.closed_on is not None:
        raise NotPossible("It is closed already")
    survey.closed_on = today()
    survey.save()
    survey.ways_in.all().delete()
    return survey


@action(P.KEEP_SCHOOL_WORK, logged_as="survey shared with the team or not")
def share(survey: Survey, *, by: Membership, is_shared: bool) -> Survey:
    """Whether the team sees the figures is for the school to say."""
    if by.school_id != survey.school_id:
        raise NotPossible("The school itself says whether the team sees its figures")
    survey.is_shared = is_shared
    survey.save()
    return survey


@action(P.ANSWER_SURVEYS, logged_as="survey answered")
def answer(
    survey: Survey, *, by: Actor, code: str, answers: Mapping[str, int | None], words: str = ""
) -> None:
    """One answer, of which only the year group is known. `code` is the hash of the code it came with.

    The log says that somebody answered; nothing leads from there, or from the code, to this answer.
    """
    asked = known_sets().get(survey.question_set)
    if asked is None or not survey.takes_answers(today()):
        raise NotPossible("This survey takes no more answers")
    way = survey.ways_in.filter(secret_hash=code).first()
    if way is None:
        raise NotPossible("This code is not one of this survey. Use the code on your slip")
    if way.is_slip and not survey.ways_in.filter(pk=way.pk, is_used=False).update(is_used=True):
        raise NotPossible("This code was used already, so these answers were not taken")
    if not way.is_slip and survey.answers.filter(group=way.group).count() >= survey.asked[way.group]:
        raise NotPossible("As many answers as people were asked are here already")
    SurveyAnswer.objects.create(
        provider_id=survey.provider_id,
        team_id=survey.team_id,
        school_id=survey.school_id,
        survey=survey,
        group=way.group,
        answers=_fitting(asked, answers),
        words=words if survey.may_write else "",
    )


def _fitting(asked: QuestionSet, answers: Mapping[str, int | None]) -> dict[str, int | None]:
    """Raises NotPossible for an answer that is none of its question's, and for none at all."""
    for question in asked.questions:
        given = answers.get(question.code)
        if given is not None and not question.takes(given):
            raise NotPossible("One of the answers is not one that can be chosen. Choose it again")
    kept = {question.code: answers.get(question.code) for question in asked.questions}
    if all(given is None for given in kept.values()):
        raise NotPossible("Answer at least one question, or close this page")
    return kept


@action(P.RUN_WORK, logged_as="codes of a survey forgotten")
def forget_codes(survey: Survey, *, by: Actor) -> Survey:
    """Its last day is over."""
    survey.ways_in.all().delete()
    return survey


@action(P.RUN_WORK, logged_as="worrying answers told of")
def tell(survey: Survey, *, by: Actor, places: list[str]) -> Survey:
    """Whoever the plan names is told, once for each place."""
    survey.places_told, survey.told_on = [*survey.places_told, *places], today()
    survey.save()
    tell_responder(survey, places, by)
    return survey
