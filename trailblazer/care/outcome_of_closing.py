"""What became of everyone who was booked on a day a school was closed: who was told, and who is still to be rung."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.group_places import PlaceInGroup, places_in
from trailblazer.care.group_visits import day_of
from trailblazer.care.models import Contact, GroupSession, Task, Visit
from trailblazer.care.planning import in_words
from trailblazer.care.telling import BY_CALL, CANCELLED, MOVED
from trailblazer.domain import codes, contacts
from trailblazer.domain.terms import london_day
from trailblazer.letters.models import Letter
from trailblazer.places.models import School
from trailblazer.ui.environment import clock_time
from trailblazer.young_people.models import YoungPerson

TOLD_BY = (BY_CALL, MOVED, CANCELLED)
NO_FREE_TIME = "no_free_time"  # the source of the task to find a date
CALLS = {"telephone": "Telephone call, ", "video": "Video call, "}


@dataclass
class Outcome:
    """One contact or one place in a group that was booked there, and what its family heard of it."""

    of: Contact | PlaceInGroup
    told: list[Letter] = field(default_factory=list)
    to_ring: Task | None = None
    found_no_time: bool = False

    @property
    def young_person(self) -> YoungPerson:
        return self.of.young_person

    @property
    def now(self) -> str:
        """What there is instead."""
        if isinstance(self.of, PlaceInGroup):
            return "Group session cancelled"
        if self.of.attendance in contacts.CANCELLED:
            return "Cancelled. No free time found" if self.found_no_time else "Cancelled"
        if self.of.attendance:
            return codes.load("attendance").words(self.of.attendance)
        when = f"{in_words(london_day(self.of.starts_at))} at {clock_time(self.of.starts_at)}"
        return f"{CALLS.get(self.of.place, '')}{when}"


def outcome_of(school: School, day: date, member: Membership) -> list[Outcome]:
    """Everyone who was booked there, in the order of the day."""
    booked: list[Contact | PlaceInGroup] = [*_contacts(school, day, member), *_places(school, day, member)]
    found: dict[tuple[str, int | None], Outcome] = {
        (one.ref, one.young_person.pk): Outcome(one) for one in booked
    }
    refs = {one.ref for one in booked}
    letters = visible(Letter, member).filter(template__in=TOLD_BY, about__in=refs).order_by("pk")
    tasks = visible(Task, member).filter(source__in=(*TOLD_BY, NO_FREE_TIME), about__in=refs)
    for letter in letters:
        if (outcome := found.get((letter.about, letter.young_person_id))) is not None:
            outcome.told.append(letter)
    for task in tasks:
        if (outcome := found.get((task.about, task.young_person_id))) is not None:
            outcome.found_no_time |= task.source == NO_FREE_TIME
            if task.source != NO_FREE_TIME and task.done_on is None:
                outcome.to_ring = task
    return sorted(found.values(), key=lambda one: (one.of.starts_at, one.young_person.name))


def _contacts(school: School, day: date, member: Membership) -> list[Contact]:
    """A contact that got a new date is no longer in the visit, or on the day: its history knows that it was."""
    first, after = day_of(day)
    visits = visible(Visit, member).filter(school=school, day=day).exclude(state=Visit.State.PLANNED)
    beside = Q(school_id=school.pk, visit_id=None, starts_at__gte=first, starts_at__lt=after)
    once = Contact.history.model.objects.filter(Q(visit_id__in=visits.values("pk")) | beside)
    found: Any = visible(Contact, member).filter(pk__in=once.values("id"), group_session=None)
    return list(found.exclude(is_in_error=True).select_related("young_person", "lead__user"))


def _places(school: School, day: date, member: Membership) -> list[PlaceInGroup]:
    first, after = day_of(day)
    there = Q(group__school=school) | Q(visit__school=school)
    sessions: Any = visible(GroupSession, member).filter(there, state=GroupSession.State.CANCELLED)
    sessions = sessions.filter(starts_at__gte=first, starts_at__lt=after).distinct()
    return places_in(
        sessions.select_related("group__school", "visit__member__user").prefetch_related(
            "group__leaders__user"
        )
    )
