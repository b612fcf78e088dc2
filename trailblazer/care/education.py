"""How school goes for one course: what stands of it, what is due, and who is to ask one term after."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Subquery, When
from django.db.models.lookups import Exact

from trailblazer.access.models import Membership
from trailblazer.access.today import today
from trailblazer.care.calendars import terms_of_school
from trailblazer.care.models import Course, EducationCheck, Task
from trailblazer.domain.consent import Answer
from trailblazer.domain.education import END, START, TERM_AFTER, Due, Missed, due, term_after
from trailblazer.young_people.consents import standing_of
from trailblazer.young_people.models import Consent

PURPOSE = "education"  # of "consent_purposes"
# What somebody is asked to do once a course has ended: what made the task, and its words.
TASKS = {
    END: ("education_end", "Ask how school goes, at the ending"),
    TERM_AFTER: ("education", "Ask how school goes, one term after the ending"),
}


def is_agreed(course: Course) -> bool:
    """Whether somebody agreed that it is kept how school goes."""
    return standing_of(course.young_person).of(PURPOSE) is Answer.GIVEN


def facts() -> dict[str, Any]:
    """For many courses at once: whether it is kept how school goes, and whether that of the start is known."""
    said = Consent.objects.filter(young_person=OuterRef("young_person"), purpose=PURPOSE)
    newest = Subquery(said.order_by("-happened_on", "-pk").values("answer")[:1])
    at_start = EducationCheck.objects.filter(course=OuterRef("pk"), stage=START)
    return {
        "is_school_kept": Case(When(Exact(newest, Consent.Answer.GIVEN), then=True), default=False),
        "school_at_start": Exists(at_start),
    }


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


def due_at_ending(course: Course, day: date) -> tuple[Due, ...]:
    """What is still to be asked if the course ends on this day; nothing where nobody agreed that it is kept."""
    if not is_agreed(course):
        return ()
    known = set(course.education_checks.values_list("stage", flat=True))
    return due(course.started_on, day, known, terms_of_school(course.young_person.school), day)


def ask_after_ending(course: Course, by: Membership) -> None:
    """Tasks for whoever had the course, once it has ended: what was not asked at the ending, and one term after.

    None where nobody agreed that school is asked.
    """
    if course.ended_on is None or not is_agreed(course):
        return
    if any(one.stage == END for one in due_at_ending(course, course.ended_on)):
        _ask(course, END, today(), by)
    _ask(course, TERM_AFTER, term_after(course.ended_on, terms_of_school(course.young_person.school)), by)


def _ask(course: Course, stage: str, due_on: date, by: Membership) -> None:
    source, words = TASKS[stage]
    Task.objects.ask(course, words, owner=course.lead or by, due_on=due_on, source=source, by=by)


def nothing_to_ask(course: Course, by: Membership, words: str, stages: Iterable[str] = tuple(TASKS)) -> None:
    """Its tasks are done, or there are none any more: of these stages, or of all."""
    sources = [TASKS[stage][0] for stage in stages if stage in TASKS]
    for task in Task.objects.open().filter(source__in=sources, about=course.ref):
        task.done_on, task.done_by, task.done_words = today(), by, words
        task.save()
