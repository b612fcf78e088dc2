"""What whoever looks may read about the requests of a school, row by row: read once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.group_visits import day_of
from trailblazer.care.models import Contact, Course, HandOver
from trailblazer.care.releases import coming_to_school
from trailblazer.domain.contacts import LONDON
from trailblazer.noticing.models import AttendanceCount, SchoolHelp
from trailblazer.referrals.models import Referral

A_YEAR = timedelta(days=365)
TO_SERVICES = (HandOver.Kind.SERVICE, HandOver.Kind.SPECIALIST)


class Known:
    """Everything about these requests that whoever looks may read, by request or by young person."""

    def __init__(self, referrals: Sequence[Referral], member: Membership, today: date) -> None:
        self.member, self.today, self.is_school = member, today, bool(member.school_id)
        people = {one.young_person_id for one in referrals if one.young_person_id}
        courses = self._rows(Course).filter(referral__in=referrals).select_related("lead__user")
        self.courses = _grouped(courses.order_by("opened_on", "pk"), "referral_id")
        services = self._rows(HandOver).filter(young_person__in=people, kind__in=TO_SERVICES)
        self.services = _grouped(services.filter(sent_on__gte=today - A_YEAR), "young_person_id")
        helps: Any = visible(SchoolHelp, member).filter(referral__in=referrals)
        self.helps = _grouped(helps.select_related("support"), "referral_id")
        counts = visible(AttendanceCount, member).filter(young_person__in=people)
        self.counts = _grouped(counts.order_by("from_on"), "young_person_id")
        self.next_on = self._releases() if self.is_school else self._next(people)

    def _rows(self, model: Any) -> Any:
        """A school holds no door to the team's records: what of them it is told is decided row by row."""
        return model.objects.all() if self.is_school else visible(model, self.member)

    def _releases(self) -> dict[int, date]:
        """The day on which a pupil is next to be released: the only days that a school is told."""
        found: dict[int, date] = {}
        for coming in coming_to_school(self.member, self.today):
            for release in coming.releases:
                found.setdefault(release.young_person.pk, coming.of.day)
        return found

    def _next(self, people: Iterable[int]) -> dict[int, date]:
        planned = visible(Contact, self.member).filter(
            young_person__in=people, attendance="", is_in_error=False
        )
        to_come = planned.filter(starts_at__gte=day_of(self.today)[0]).order_by("-starts_at")
        return {
            person: at.astimezone(LONDON).date()
            for person, at in to_come.values_list("young_person", "starts_at")
        }


def _grouped(rows: Iterable[Any], by: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found
