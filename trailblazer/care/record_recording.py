"""What recording adds to the record of every young person: notes, timeline, sessions, scores and goals."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.care.help_of import ContactLine, CourseLine, Help, help_of
from trailblazer.care.numbers import GOAL, Line
from trailblazer.care.on_track import said_of
from trailblazer.care.score_chart import drawn
from trailblazer.care.timeline import for_the_card, of_help, of_notes, of_what_was_agreed
from trailblazer.domain.terms import london_day, school_year_of
from trailblazer.young_people.record import Record
from trailblazer.young_people.record_pages import (
    Act,
    RecordPage,
    Section,
    add_acts,
    add_facts,
    add_moments,
    add_page,
    add_section,
)

ROWS = 6  # sessions on the summary; the rest stand on the page of plan and sessions


@dataclass(frozen=True)
class Row:
    """One contact of the table: with the score and the first goal's rating given at it."""

    contact: ContactLine
    score: float | None
    goal: float | None
    is_today: bool
    is_this_year: bool


def acts(record: Record, member: Membership) -> Iterator[Act]:
    """The contact to record now, or booking the next; and adding a note."""
    if not member.may(Permission.RECORD_CARE):
        return
    person, known = record.person, help_of(record.person, member)
    due = _to_record(known, record)
    if due is not None:
        words = f"Record session {due.number}" if due.number else "Record this contact"
        yield Act(words, reverse("care:record_contact", args=[due.ref]), is_main=True)
    elif known.course is not None and known.course.is_open and not _booked(known):
        yield Act("Book a contact", reverse("care:book_contact", args=[person.ref]), is_main=True)
    if person.team_id is not None:
        yield Act("Record another contact", reverse("care:add_contact", args=[person.ref]))
    yield Act("Add a note", reverse("care:add_note", args=[person.ref]))


def _booked(known: Help) -> list[ContactLine]:
    return [one for one in known.contacts if not one.attendance and not one.in_group]


def _to_record(known: Help, record: Record) -> ContactLine | None:
    """The earliest contact that is booked for today or before, and not recorded."""
    due = [one for one in _booked(known) if london_day(one.starts_at) <= record.today]
    return due[-1] if due else None


def facts(record: Record, member: Membership) -> Iterator[tuple[str, str]]:
    course = help_of(record.person, member).course
    if course is not None and course.is_open:
        yield "Practitioner", course.lead or "nobody yet"


def score_section(record: Record, member: Membership) -> dict[str, Any] | None:
    """The one questionnaire that matters, with its chart."""
    known = help_of(record.person, member)
    line = _main_score(known)
    if line is None or not (line.points or line.without_total):
        return None
    planned = known.course.sessions_planned if known.course else 0
    said = said_of(line, known.course, known)
    return {
        "line": line,
        "chart": drawn(line, known.sessions, planned),
        "said": said,
        "person": record.person,
    }


def _main_score(known: Help) -> Line | None:
    referral = _referral(known)
    return known.main_score(referral.pk) if referral is not None else None


def _referral(known: Help) -> Any:
    """The request the summary is about: that of the course, else the newest."""
    return known.course.referral if known.course else next(iter(known.requests), None)


def course_section(record: Record, member: Membership) -> dict[str, Any] | None:
    """The course with its newest sessions; or where the requests are, while nothing has begun."""
    known = help_of(record.person, member)
    course = known.course
    if course is None:
        return {"course": None, "requests": known.requests, "person": record.person}
    score, goals = _main_score(known), known.lines_of(course.referral.pk, GOAL)
    contacts = known.contacts_of(course)
    return {
        "course": course,
        "others": [one for one in known.courses if one.pk != course.pk],
        "words": _words_of(course, record),
        "score": score,
        "goal": goals[0] if goals else None,
        "rows": [_row(one, score, goals[0] if goals else None, record) for one in _shown(contacts, record)],
        "count": len(contacts),
        "requests": known.without_a_course,
        "person": record.person,
    }


def _shown(contacts: list[ContactLine], record: Record) -> list[ContactLine]:
    """The next one booked, then those of before, the newest first."""
    to_come = [one for one in contacts if not one.attendance and london_day(one.starts_at) > record.today]
    before = [one for one in contacts if one not in to_come]
    return [*to_come[-1:], *before][:ROWS]


def _row(one: ContactLine, score: Line | None, goal: Line | None, record: Record) -> Row:
    on = london_day(one.starts_at)
    return Row(
        contact=one,
        score=_at(score, one),
        goal=_at(goal, one),
        is_today=on == record.today,
        is_this_year=school_year_of(on) == school_year_of(record.today),
    )


def _at(line: Line | None, contact: ContactLine) -> float | None:
    points = line.points if line else []
    return next((one.value for one in reversed(points) if one.contact_id == contact.pk), None)


def _words_of(course: CourseLine, record: Record) -> str:
    """Worry management, 8 sessions planned."""
    return f"{course.name}, {course.sessions_planned} session{'' if course.sessions_planned == 1 else 's'} planned."


def goals_section(record: Record, member: Membership) -> dict[str, Any] | None:
    known = help_of(record.person, member)
    referral = _referral(known)
    goals = known.lines_of(referral.pk, GOAL) if referral is not None else []
    return {"goals": goals, "person": record.person} if goals else None


def timeline_section(record: Record, member: Membership) -> dict[str, Any] | None:
    if not member.may(Permission.SEE_CARE):
        return None
    return {
        "moments": for_the_card(record, member),
        "person": record.person,
        "since": school_year_of(record.today).first_day,
    }


add_page(RecordPage(10, "care:timeline", "Timeline", Permission.SEE_CARE))
add_page(RecordPage(20, "care:notes", "Notes", Permission.SEE_NOTES))
add_acts(acts)
add_facts(facts)
add_moments(of_help)
add_moments(of_notes)
add_moments(of_what_was_agreed)
add_section(Section(20, "main", "care/record_course.jinja", course_section))
add_section(Section(30, "main", "care/record_goals.jinja", goals_section))
add_section(Section(20, "side", "care/record_timeline.jinja", timeline_section))
