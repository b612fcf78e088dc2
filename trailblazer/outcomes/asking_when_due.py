"""Questionnaires that are asked for by themselves when they are due, in the teams that chose so."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from trailblazer.care.models import Contact, Course, Score
from trailblazer.domain import schedules
from trailblazer.domain.contacts import is_attended
from trailblazer.domain.pathways import catalogue
from trailblazer.domain.schedules import (
    FOLLOW_UP_FROM,
    FOLLOW_UP_TO,
    Due,
    Given,
    Moment,
    asked_in,
    due_now,
    to_ask_on,
)
from trailblazer.domain.terms import london_day
from trailblazer.outcomes.content import worded, wordings_of
from trailblazer.outcomes.models import Ask
from trailblazer.outcomes.telling import way_of
from trailblazer.young_people.models import Carer

AT_ONCE = 200  # courses
LANGUAGE = "en"
AROUND = tuple(f"young_person__{name}" for name in ("consents", "quiet_mode_steps", "carers"))

Kind = tuple[str, str]  # instrument, rater


@dataclass(frozen=True)
class ToAsk:
    """One questionnaire to be asked for under the request of a course: of which parent or carer, and by when."""

    course: Course
    due: Due
    carer: Carer | None
    due_on: date | None  # the usual days where there is none


def to_ask(today: date) -> Iterator[ToAsk]:
    """What is to be asked for on this day, of those who can be told. The queries grow by 200 courses, not by each."""
    lately_ended = Q(ended_on__range=(today - FOLLOW_UP_TO, today - FOLLOW_UP_FROM))
    courses = Course.objects.filter(Q(state__in=Course.OPEN) | lately_ended, team__team__asks_when_due=True)
    keys = list(courses.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        some = Course.objects.filter(pk__in=keys[start : start + AT_ONCE]).order_by("pk")
        yield from _of(list(some.select_related("young_person", "referral").prefetch_related(*AROUND)), today)


def _of(courses: Sequence[Course], today: date) -> Iterator[ToAsk]:
    people = [one.young_person_id for one in courses]
    given, asked = _given(people), _last_asked(people)
    held, coming = _held(courses), _coming(courses, today)
    for course in courses:
        owed = _owed(course, given[course.young_person_id], held[course.pk], today)
        next_on, last_asked = coming.get(course.pk), asked[course.young_person_id]
        found = [one for due in owed if (one := _reached(course, due, next_on)) is not None]
        chosen = {due.kind for due in to_ask_on(today, [one.due for one in found], last_asked, next_on)}
        last_asked |= dict.fromkeys(chosen, today)  # so that a second course does not ask for it again
        yield from (one for one in found if one.due.kind in chosen)


def _owed(course: Course, given: Sequence[Given], held: Sequence[date], today: date) -> tuple[Due, ...]:
    if course.pathway not in catalogue():
        return ()
    asked = asked_in(catalogue()[course.pathway], course.young_person.age_on(today), worded())
    known = schedules.Course(course.opened_on, held, course.sessions_planned, course.ended_on)
    return due_now(asked, given, known, today)


def _reached(course: Course, due: Due, next_on: date | None) -> ToAsk | None:
    """Who is asked, if it may be shown on a screen and a message may go to them."""
    if LANGUAGE not in wordings_of(due.instrument):
        return None
    person = course.young_person
    is_parent = due.rater == Ask.Rater.PARENT
    carers = [one for one in person.carers.all() if one.may_be_told] if is_parent else [None]
    can_be_told = (one for one in carers if way_of(person, due.rater, one).channel)
    due_on = next_on if due.moment is Moment.SESSION else None
    return next((ToAsk(course, due, one, due_on) for one in can_be_told), None)


def _given(people: Sequence[int]) -> dict[int, list[Given]]:
    found: dict[int, list[Given]] = defaultdict(list)
    kept = Score.objects.filter(young_person__in=people, superseded_by=None)
    for person, measure, rater, on in kept.values_list("young_person", "measure", "rater", "scored_on"):
        found[person].append(Given(measure, rater, on))
    return found


def _last_asked(people: Sequence[int]) -> dict[int, dict[Kind, date]]:
    found: dict[int, dict[Kind, date]] = defaultdict(dict)
    kept = Ask.objects.filter(young_person__in=people).order_by("asked_on")
    for person, measure, rater, on in kept.values_list("young_person", "instrument", "rater", "asked_on"):
        found[person][measure, rater] = on
    return found


def _held(courses: Sequence[Course]) -> dict[int, list[date]]:
    """The days of the contacts of each course that took place, in order."""
    found: dict[int, list[date]] = defaultdict(list)
    kept = Contact.objects.filter(course__in=courses, is_in_error=False).order_by("starts_at")
    for course, starts_at, attendance in kept.values_list("course", "starts_at", "attendance"):
        if is_attended(attendance):
            found[course].append(london_day(starts_at))
    return found


def _coming(courses: Sequence[Course], today: date) -> dict[int, date]:
    """The day of the next contact of each course after this day."""
    planned = Contact.objects.planned().filter(course__in=courses).order_by("-starts_at")
    days = ((course, london_day(at)) for course, at in planned.values_list("course", "starts_at"))
    return {course: day for course, day in days if day > today}
