"""What a school has of its own is kept; what its lead thinks about is written down, done or forgotten."""

from datetime import date
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.domain.school_terms import term_of
from trailblazer.noticing.models import SchoolSupport, Thought
from trailblazer.teams.of_school import common_of


@action(Permission.KEEP_SCHOOL_WORK, logged_as="help that a school has kept")
def keep_support(support: SchoolSupport, *, by: Membership, **values: Any) -> SchoolSupport:
    """Help that a school has of its own, checked today. A new one is of the provider whose team serves the school."""
    for name, value in values.items():
        setattr(support, name, value)
    if support.places is None and support.taken:
        raise NotPossible("Enter how many places there are, or leave out how many are taken")
    if support.age_to < support.age_from:
        raise NotPossible("Enter a highest age that is not below the lowest")
    _place(support, by)
    support.checked_on = today()
    support.save()
    return support


@action(Permission.KEEP_SCHOOL_WORK, logged_as="help that a school has ended")
def end_support(support: SchoolSupport, *, by: Membership, ends_on: date, because: str = "") -> SchoolSupport:
    """From this day on the school has it no more. What was stays for the reports of its terms."""
    if ends_on < support.starts_on:
        raise NotPossible("Enter a day that is not before its first day")
    support.ends_on, support.ends_because = ends_on, because.strip()
    support.save()
    return support


@action(Permission.KEEP_SCHOOL_WORK, logged_as="pupil that a lead thinks about noted")
def keep_thought(thought: Thought, *, by: Membership, **values: Any) -> Thought:
    """A row of this term's review: what was noticed, and what comes of it. Only the lead of the school writes one."""
    for name, value in values.items():
        setattr(thought, name, value)
    if thought.ends_in == "nothing":
        thought.by_when = None
    if thought._state.adding:
        thought.by, thought.term = by, term_of(today()).code
        _place(thought, by)
    thought.save()
    return thought


@action(Permission.KEEP_SCHOOL_WORK, logged_as="pupil that a lead thinks about seen to")
def seen_to(thought: Thought, *, by: Membership) -> Thought:
    """What was to be done is done."""
    if not thought.is_open:
        raise NotPossible("Nothing is left to do in this row")
    thought.done_on = today()
    thought.save()
    return thought


@action(Permission.KEEP_SCHOOL_WORK, logged_as="pupil that a lead thinks about forgotten")
def forget(thought: Thought, *, by: Membership) -> None:
    """The row goes for good: it was the lead's own note and part of no record."""
    thought.delete()


def _place(record: SchoolSupport | Thought, by: Membership) -> None:
    """Whose row a new one is."""
    if record._state.adding:
        for name, value in common_of(record.school, by).items():
            setattr(record, name, value)
