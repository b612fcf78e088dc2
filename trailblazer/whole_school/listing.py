"""A team's schools with where each is: last review, lowest area, open and late actions, policies past their day."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from trailblazer.access.doors import visible
from trailblazer.access.models import Membership
from trailblazer.places.models import School
from trailblazer.teams.of_school import schools_of
from trailblazer.whole_school.models import PlannedAction, Policy, Review
from trailblazer.whole_school.reading import Read, read_all


@dataclass(frozen=True)
class SchoolLine:
    """One school. `last` is its newest finished review, `under_way` one that is open."""

    school: School
    last: Read | None
    under_way: Review | None
    open: int
    late: int
    policies_late: int

    @property
    def lowest(self) -> str:
        score = self.last.lowest_area if self.last else None
        return f"{score.area.name} ({score.whole_percent}%)" if score and score.area else ""


def lines_of(member: Membership, today: date) -> list[SchoolLine]:
    """Every school that this member serves, in five queries however many they are; what is late stands first."""
    schools = list(schools_of(member).order_by("name", "urn"))
    of_school: dict[int, list[Review]] = defaultdict(list)
    for review in (
        visible(Review, member).filter(school__in=[one.pk for one in schools]).order_by("year", "pk")
    ):
        of_school[review.school_id].append(review)
    last = {urn: [one for one in reviews if one.is_finished][-1:] for urn, reviews in of_school.items()}
    read = {
        one.review.school_id: one for one in read_all([r for found in last.values() for r in found], member)
    }
    is_open = Q(done_on=None, dropped_on=None)
    actions = {
        urn: (count, late)
        for urn, count, late in visible(PlannedAction, member)
        .order_by()
        .values("school")
        .annotate(open=Count("pk", filter=is_open), late=Count("pk", filter=is_open & Q(by_on__lt=today)))
        .values_list("school", "open", "late")
    }
    policies = dict(
        visible(Policy, member)
        .filter(ended_on=None, due_on__lt=today)
        .order_by()
        .values_list("school")
        .annotate(Count("pk"))
    )
    lines = [
        SchoolLine(
            school=one,
            last=read.get(one.pk),
            under_way=next((r for r in reversed(of_school[one.pk]) if not r.is_finished), None),
            open=actions.get(one.pk, (0, 0))[0],
            late=actions.get(one.pk, (0, 0))[1],
            policies_late=policies.get(one.pk, 0),
        )
        for one in schools
    ]
    return sorted(lines, key=lambda line: -line.late)
