"""How many schools of each local authority a working team of this installation covers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, Sum

from trailblazer.places.models import LocalAuthority, School, SchoolQuerySet
from trailblazer.teams.models import SchoolService, Team


@dataclass(frozen=True)
class Reach:
    """One authority's open schools and colleges: how many there are, and how many a team covers."""

    code: str
    name: str
    region: str
    schools: int
    covered: int
    pupils: int
    pupils_covered: int
    not_known: int

    @property
    def share(self) -> float:
        return self.covered / self.schools if self.schools else 0.0

    @property
    def without(self) -> int:
        return self.schools - self.covered


def schools_counted() -> SchoolQuerySet:
    """Open schools of England. In the demonstration invented ones count too, or there would be nothing to see."""
    if settings.DEMO:
        return School.objects.filter(is_open=True, in_england=True)
    return School.objects.open_in_england()


def reach_by_authority(today: date) -> list[Reach]:
    """Every authority, lowest share first, and among equals the one with most schools without a team."""
    served = SchoolService.objects.counted_on(today).filter(team__in=Team.objects.working()).values("school")
    is_covered = Q(pk__in=served)
    counts = (
        schools_counted()
        .order_by()
        .values("authority")
        .annotate(
            schools=Count("pk"),
            covered=Count("pk", filter=is_covered),
            known=Sum("pupils"),
            known_covered=Sum("pupils", filter=is_covered),
            not_known=Count("pk", filter=Q(pupils=None)),
        )
    )
    by_code: dict[str, Mapping[str, Any]] = {row["authority"]: row for row in counts}
    found = [_reach(one, by_code.get(one.pk, {})) for one in LocalAuthority.objects.select_related("region")]
    return sorted(found, key=lambda one: (one.share, -one.without, one.name))


def _reach(authority: LocalAuthority, row: Mapping[str, Any]) -> Reach:
    return Reach(
        authority.code,
        authority.name,
        authority.region.name,
        row.get("schools") or 0,
        row.get("covered") or 0,
        row.get("known") or 0,
        row.get("known_covered") or 0,
        row.get("not_known") or 0,
    )
