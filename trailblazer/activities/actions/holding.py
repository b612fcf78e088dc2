"""Writing down what was held: how long, how many came. Its work, and the work of preparing it, each count once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import today
from trailblazer.activities.checks import must_be_coming, what_it_is
from trailblazer.activities.links import LINKS
from trailblazer.activities.models import Material, SchoolActivity
from trailblazer.care.actions.activities import correct_activity, record_activity, take_back_activity
from trailblazer.care.models import Activity
from trailblazer.domain.activities import LONGEST, MOST_PEOPLE, kinds
from trailblazer.domain.terms import london_day
from trailblazer.places.models import School
from trailblazer.teams.of_school import common_of


@dataclass(frozen=True)
class Held:
    """What was held: how long it took, how long everybody together prepared it, how many came, and who did it."""

    held_on: date
    minutes: int
    preparing: int
    people: int
    audience: str
    staff: Sequence[Membership]

    def check(self) -> None:
        """Raises NotPossible. How long it took is checked where its work is written down."""
        if self.held_on > today():
            raise NotPossible("Enter a day that is not in the future. What is still to come is planned")
        if not 0 <= self.preparing <= LONGEST:
            raise NotPossible(f"Enter minutes of preparing from 0 to {LONGEST}")
        if not 0 <= self.people <= MOST_PEOPLE:
            raise NotPossible(f"Enter how many people came, from 0 to {MOST_PEOPLE:,}")
        if not self.staff:
            raise NotPossible("Choose who of your team did it")


@action(Permission.RECORD_CARE, logged_as="activity held")
def write_down(activity: SchoolActivity, *, by: Membership, **held: Any) -> SchoolActivity:
    """A planned activity took place. `held` are the fields of Held."""
    must_be_coming(activity)
    return _held(activity, by, Held(**held))


@action(Permission.RECORD_CARE, logged_as="activity held")
def note_held(
    *,
    by: Membership,
    school: School,
    kind: str,
    title: str,
    materials: Iterable[Material] = (),
    **held: Any,
) -> SchoolActivity:
    """What nobody had planned here took place. `held` are the fields of Held."""
    what = Held(**held)
    said = what_it_is(kind, title, what.audience, None)
    made = SchoolActivity(**common_of(school, by), **said, day=what.held_on, planned_by=by)
    made.secret_hash = LINKS.hash_of(made)
    _held(made, by, what)
    made.materials.set(materials)
    return made


@action(Permission.RECORD_CARE, logged_as="activity corrected")
def correct_held(activity: SchoolActivity, *, by: Membership, **held: Any) -> SchoolActivity:
    """What it should say. The work that time counts is corrected with it. `held` are the fields of Held."""
    if activity.work is None:
        raise NotPossible("This was not written down as held yet")
    return _held(activity, by, Held(**held))


@action(Permission.RECORD_CARE, logged_as="activity not held")
def take_back(activity: SchoolActivity, *, by: Membership) -> SchoolActivity:
    """Written down in error: it is planned again, and its minutes count no more."""
    if activity.work is None:
        raise NotPossible("This was not written down as held yet")
    for work in (activity.work, activity.preparation):
        if work is not None:
            take_back_activity(work, by=by)
    activity.work = activity.preparation = None
    activity.save()
    return activity


def _held(activity: SchoolActivity, by: Membership, what: Held) -> SchoolActivity:
    what.check()
    activity.audience = what_it_is(activity.kind, activity.title, what.audience, None)["audience"]
    common = {"school": activity.school, "happened_on": what.held_on, "staff": what.staff}
    said = {"minutes": what.minutes, "people": what.people, "words": activity.title}
    activity.work = _work(activity, activity.work, by, **common, **said)
    activity.preparation = _preparation(activity, by, what.preparing, common)
    activity.day = what.held_on
    if activity.starts_at is not None and london_day(activity.starts_at) != what.held_on:
        activity.starts_at = activity.ends_at = None  # the planned hours were of another day
    activity.save()
    activity.staff.set(what.staff)
    return activity


def _work(activity: SchoolActivity, before: Activity | None, by: Membership, **values: Any) -> Activity:
    known = kinds()[activity.kind]
    values |= {"kind": known.work, "function": known.function}
    made: Activity
    if before is None:
        made = record_activity(by=by, with_me=False, **values)
    else:
        made = correct_activity(before, by=by, **values)
        made.staff.set(values["staff"])
    return made


def _preparation(
    activity: SchoolActivity, by: Membership, minutes: int, common: dict[str, Any]
) -> Activity | None:
    """The minutes of everybody together, counted for whoever wrote them down: they are no minutes of each."""
    before = activity.preparation
    if not minutes:
        if before is not None:
            take_back_activity(before, by=by)
        return None
    words = f"Preparing: {activity.title}"[:300]
    mine = common | {"staff": [before.by if before is not None and before.by else by], "words": words}
    return _work(activity, before, by, minutes=minutes, **mine)
