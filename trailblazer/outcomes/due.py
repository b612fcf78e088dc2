"""What a course is still to collect: the questionnaires that are due now, and what is missing for a pair."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care import endings
from trailblazer.care.help_of import Help
from trailblazer.care.models import Course
from trailblazer.domain import schedules
from trailblazer.domain.pathways import catalogue
from trailblazer.domain.schedules import Due, Given, asked_in, due_now
from trailblazer.domain.terms import london_day
from trailblazer.outcomes.content import worded
from trailblazer.outcomes.reading import Sheet
from trailblazer.young_people.models import YoungPerson


@dataclass(frozen=True)
class Owed:
    """What is due now, and why the outcome of the course cannot be counted yet (nothing where it can)."""

    due: tuple[Due, ...]
    missing: tuple[str, ...]


def owed_by(
    person: YoungPerson, member: Membership, sheets: Iterable[Sheet], today: date, known: Help
) -> Owed | None:
    """Of the course the record is about; None where there is none."""
    line = known.course
    if line is None or line.pathway not in catalogue():
        return None
    given = [Given(one.instrument.id, one.rater.value, form.on) for one in sheets for form in one.forms]
    held = sorted(london_day(one.starts_at) for one in known.contacts_of(line) if one.took_place)
    course = schedules.Course(line.opened_on, held, line.sessions_planned, line.ended_on)
    asked = asked_in(catalogue()[line.pathway], person.age_on(today), worded())
    found = visible(Course, member).select_related("referral").get(pk=line.pk)
    return Owed(due_now(asked, given, course, today), endings.unpaired(found))
