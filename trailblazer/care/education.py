"""How school goes for one course: what stands of it, what is due, and who is to ask one term after."""

from collections.abc import Iterable
from datetime import date

from trailblazer.access.models import Membership
from trailblazer.access.today import now, today
from trailblazer.care.calendars import terms_of_school
from trailblazer.care.models import Course, EducationCheck, Task
from trailblazer.domain.consent import Answer
from trailblazer.domain.education import TERM_AFTER, Due, Missed, due, term_after
from trailblazer.young_people.consents import standing_of

SOURCE = "education"


def is_agreed(course: Course) -> bool:
    """Whether somebody agreed that it is kept how school goes."""
    return standing_of(course.young_person).of("education") is Answer.GIVEN


def standing(checks: Iterable[EducationCheck]) -> list[EducationCheck]:
    """The last one kept of each stage, in the order of the stages: entering a stage again corrects it."""
    last = {one.stage: one for one in sorted(checks, key=lambda one: (one.recorded_at, one.pk))}
    return [last[stage] for stage in EducationCheck.Stage.values if stage in last]


def missed(check: EducationCheck) -> Missed:
    return Missed(check.from_on, check.to_on, check.sessions_missed, check.sessions_possible)


def due_of(course: Course, checks: Iterable[EducationCheck], day: date) -> tuple[Due, ...]:
    """What is due of this course; nothing where nobody agreed that it is kept."""
    if not is_agreed(course):
        return ()
    terms = terms_of_school(course.young_person.school)
    return due(course.started_on, course.ended_on, {one.stage for one in checks}, terms, day)


def ask_one_term_after(course: Course, by: Membership) -> Task | None:
    """A task for whoever had the course, once it has ended. None where nobody agreed that school is asked."""
    if course.ended_on is None or not is_agreed(course):
        return None
    return Task.objects.create(
        provider_id=course.provider_id,
        team_id=course.team_id,
        young_person_id=course.young_person_id,
        owner=course.lead or by,
        words="Ask how school goes, one term after the ending",
        due_on=term_after(course.ended_on, terms_of_school(course.young_person.school)),
        source=SOURCE,
        about=course.ref,
        made_by=by,
        made_at=now(),
    )


def nothing_to_ask(course: Course, by: Membership, words: str) -> None:
    """Its task is done, or there is none any more."""
    for task in Task.objects.open().filter(source=SOURCE, about=course.ref):
        task.done_on, task.done_by, task.done_words = today(), by, words
        task.save()


def is_last(check: EducationCheck) -> bool:
    return check.stage == TERM_AFTER
