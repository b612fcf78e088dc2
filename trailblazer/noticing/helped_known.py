"""What whoever looks may read about the requests of a school, row by row: read once, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.care.group_visits import day_of
from trailblazer.care.models import Contact, Course, HandOver
from trailblazer.care.releases import coming_to_school
from trailblazer.domain.contacts import LONDON
from trailblazer.noticing.models import AttendanceCount, SchoolHelp, education_is_agreed
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
        agreed = Referral.objects.filter(education_is_agreed(), pk__in=[one.pk for one in referrals])
        self.agreed = set(agreed.values_list("pk", flat=True))
        self.counts = self._counts(referrals, people)
        self.next_on = self._releases() if self.is_school else self._next(people)

    def _counts(self, referrals: Sequence[Referral], people: set[int]) -> dict[Any, list[AttendanceCount]]:
        """What is counted of each pupil, by the day it begins. Of two that share days, the one entered last."""
        about = Q(referral__in=referrals) | Q(referral__young_person__in=people)
        rows: Any = visible(AttendanceCount, self.member).filter(about).select_related("referral")
        found: dict[Any, list[AttendanceCount]] = defaultdict(list)
        for row in rows.order_by("-pk"):
            of_pupil = found[pupil_of(row.referral)]
            if not any(row.count.overlaps(other.count) for other in of_pupil):
                of_pupil.append(row)
        return {pupil: sorted(rows, key=lambda row: row.from_on) for pupil, rows in found.items()}

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


def pupil_of(referral: Referral) -> Any:
    """Whose request it is: two requests are about one pupil only where the team linked both to one record."""
    return referral.young_person_id or f"request {referral.pk}"


def _grouped(rows: Iterable[Any], by: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, by)].append(row)
    return found
