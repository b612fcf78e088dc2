"""What the formula knows of a team's term: its schools, and the posts that give time to them."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from trailblazer.allocation.models import AllocationLine, TimeAllocation
from trailblazer.care.time_by_function import agreed_on
from trailblazer.domain.allocation import Setting, Share, Weights, in_schools, phase_of, usual
from trailblazer.domain.school_terms import Term
from trailblazer.places.models import School
from trailblazer.teams.models import SchoolService, Team


def schools_in(team: Team, term: Term) -> dict[int, tuple[School, Setting]]:
    """The schools served in any part of a term, paused ones left out, by URN and in the order of their names."""
    during = Q(ends_on=None) | Q(ends_on__gt=term.first_day)
    services = (
        team.services.filter(during, starts_on__lte=term.last_day)
        .exclude(state=SchoolService.State.PAUSED)
        .select_related("school")
        .order_by("school__name", "school", "-starts_on")
    )
    return {one.school_id: (one.school, _setting(one)) for one in services}


def _setting(service: SchoolService) -> Setting:
    school = service.school
    kind = phase_of(school.type_code, school.phase_code)
    return Setting(school.pk, service.pupils, school.fsm_percent, kind)


def whole_time_of(team: Team, day: date) -> Decimal:
    """Whole-time equivalents that are in post on a day, as far as they go to schools."""
    held = team.posts.on(day).filter(holder__isnull=False)
    return in_schools(held.values_list("role", "whole_time_equivalent"))


def begins_with(team: Team, term: Term, today: date) -> dict[str, Any]:
    """What a proposal begins with: the weights of the newest one, this term's posts and weeks, the agreed split."""
    day = min(max(today, term.first_day), term.last_day)
    newest = TimeAllocation.objects.filter(team=team.organisation).order_by("-term", "-pk").first()
    weights = newest.of_weights if newest else Weights.usual()
    agreed, split = agreed_on(team.pk, day), usual()["split"]
    return {
        **{name: getattr(weights, name) for name in ("pupils", "need", "equal", "minimum")},
        **{f"phase_{code}": value for code, value in weights.phases.items()},
        "whole_time": whole_time_of(team, day),
        "weeks": usual()["terms"][term.name]["weeks"],
        "kept": newest.kept if newest else usual()["kept_percent"],
        **{name: getattr(agreed, name) if agreed else split[name] for name in ("one", "two", "three")},
    }


def write_lines(
    made: TimeAllocation, shares: Iterable[Share], schools: Mapping[int, tuple[School, Setting]]
) -> None:
    """Every school's line, with what the formula knew of it."""
    AllocationLine.objects.bulk_create(
        AllocationLine(
            provider=made.provider,
            allocation=made,
            school=schools[share.key][0],
            pupils=schools[share.key][1].pupils,
            meals=schools[share.key][1].meals,
            phase=schools[share.key][1].phase,
            part=round(Decimal(share.part.numerator) / share.part.denominator, 6),
            half_days=share.half_days,
        )
        for share in shares
    )
