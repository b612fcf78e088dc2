"""What people of one school agreed to do with others, for the school's own page."""

from dataclasses import dataclass
from datetime import date

from trailblazer.access import wall
from trailblazer.joint_working.models import JointAction
from trailblazer.places.models import School


@dataclass(frozen=True)
class OpenAction:
    """One open action of a school, for its own page."""

    ref: str
    words: str
    area: str
    cohort: str
    owners: str
    by_day: date
    is_late: bool
    cohort_ref: str


def open_actions_of_school(school: School, today: date) -> list[OpenAction]:
    """What people of this school agreed to do with others and have not finished, the earliest day first.

    Read for the page of the school itself: whoever calls has seen to it that the page is theirs. The cohort may be of
    a provider that does not serve the school, so the wall is open for this one question.
    """
    with wall.within(wall.EVERYONE):
        owned = JointAction.objects.open().filter(ownerships__participant__school=school).distinct()
        found = owned.select_related("cohort").prefetch_related("ownerships__participant")
        return [
            OpenAction(
                one.ref,
                one.words,
                one.area_name,
                one.cohort.name,
                ", ".join(own.participant.name for own in one.ownerships.all()),
                one.by_day,
                one.is_late(today),
                one.cohort.ref,
            )
            for one in found.order_by("by_day", "pk")
        ]
