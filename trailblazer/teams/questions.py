"""Questions about teams that other apps ask too: whose team a school is, and how far teams cover their schools."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, QuerySet

from trailblazer.domain.codes import load
from trailblazer.domain.coverage import Coverage, coverage
from trailblazer.places.models import School, SchoolLink
from trailblazer.places.successors import SUCCESSOR, became
from trailblazer.teams.models import Area, Post, SchoolService, SchoolServiceQuerySet, Team


def service_of(school: School | int, today: date) -> SchoolService | None:
    """That a team serves this school today, paused or not; None where no working team does.

    A school that has closed asks where what it became is served. Until that is so, its own team goes on answering it:
    the children are still there.
    """
    is_open = isinstance(school, School) and school.is_open
    urn = school.pk if isinstance(school, School) else school
    service = services_of([urn], today).first()
    if is_open or (service is not None and service.school.is_open):
        return service
    return _service_after(urn, today) or service


def _service_after(urn: int, today: date) -> SchoolService | None:
    """That a team serves what a closed school became, of a provider whose rows the school's members reach."""
    after = services_of([school.pk for school in became([urn])[urn]], today)
    return after.filter(team__organisation__provider__serves__urn=urn).first()


def service_before(school: School, today: date) -> SchoolService | None:
    """That a working team still serves a closed school which became this one; None where there is no such school."""
    came_from = SchoolLink.objects.filter(kind__istartswith=SUCCESSOR, linked_urn=school.urn)
    closed = School.objects.filter(pk__in=came_from.values("school"), is_open=False)
    return services_of(closed.values("pk"), today).first()


def services_of(urns: Sequence[int] | QuerySet[School, Any], today: date) -> SchoolServiceQuerySet:
    """That working teams serve these schools today, paused or not."""
    return (
        SchoolService.objects.open_on(today)
        .filter(school__in=urns, team__in=Team.objects.working())
        .select_related("team__organisation__provider", "school")
        .order_by("starts_on", "pk")
    )


def team_of(school: School | int, today: date) -> Team | None:
    """The working team that this school may ask today, as `service_of`; None where there is none or it is paused."""
    service = service_of(school, today)
    return service.team if service is not None and service.state in SchoolService.COUNTED else None


def areas_of(school: School) -> list[Area]:
    """The areas of the published roll-out that the authority of this school lies in, the earliest first."""
    if school.authority_id is None:
        return []
    of_authority = Area.objects.filter(authorities=school.authority_id, is_invented=False)
    return list(of_authority.select_related("wave"))


def coverage_of_teams(teams: Iterable[Team], today: date) -> dict[int, Coverage]:
    """The coverage of each of these teams, by its key, in one query. Paused and closed schools are not counted."""
    pupils: dict[int, list[int | None]] = defaultdict(list)
    counted = SchoolService.objects.counted_on(today).filter(team__in=[team.pk for team in teams])
    for team_id, learners, on_register in counted.values_list("team_id", "learners", "school__pupils"):
        pupils[team_id].append(on_register if learners is None else learners)
    return {team.pk: coverage(pupils[team.pk]) for team in teams}


def figures_of_teams(today: date) -> dict[str, int]:
    """How many teams there are in each status, and how many settings they cover."""
    by_status = dict(Team.objects.order_by().values_list("status").annotate(Count("pk")))
    counted = SchoolService.objects.counted_on(today).filter(team__in=Team.objects.working())
    return {status.value: by_status.get(status.value, 0) for status in Team.Status} | {
        "settings": counted.values("school").distinct().count()
    }


@dataclass(frozen=True)
class Staffing:
    """The posts of one kind, in whole-time equivalents."""

    role: str
    filled: Decimal
    vacant: Decimal

    @property
    def posts(self) -> Decimal:
        return self.filled + self.vacant


def staffing(posts: Sequence[Post]) -> list[Staffing]:
    """Posts by kind, in the order of the code list."""
    none = Decimal(0)
    return [
        Staffing(
            entry.words,
            sum((post.whole_time_equivalent for post in of_role if post.holder_id is not None), none),
            sum((post.whole_time_equivalent for post in of_role if post.holder_id is None), none),
        )
        for entry in load("staff_roles")
        if (of_role := [post for post in posts if post.role == entry.code])
    ]


def staffing_total(of_roles: Iterable[Staffing]) -> Staffing:
    """All posts together."""
    kinds = list(of_roles)
    none = Decimal(0)
    return Staffing("All posts", sum((k.filled for k in kinds), none), sum((k.vacant for k in kinds), none))
