"""The figures strips of the pages of teams: a label, a figure, what it is out of, and a note."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from trailblazer.domain.coverage import PUPILS_EXPECTED, SETTINGS_EXPECTED, Coverage
from trailblazer.teams.models import Area, SchoolService
from trailblazer.teams.questions import Staffing
from trailblazer.teams.reach import Reach
from trailblazer.teams.series import announced
from trailblazer.ui.environment import number

Figures = list[dict[str, Any]]


def of_areas(areas: Sequence[Area]) -> Figures:
    """What was announced of the first two years, and how much of it is known by area."""
    said = {(figure.period, figure.measure): figure for figure in announced()}
    first, second = said["2018-12", "teams"], said["2019-07", "teams"]
    trailblazers = [area for area in areas if area.kind == Area.Kind.TRAILBLAZER]
    by_area = sum(area.teams_planned is not None for area in trailblazers)
    return [
        {"label": "Areas kept here", "figure": len(areas), "note": f"{len(trailblazers)} trailblazers"},
        {
            "label": "Teams announced for 2018/19",
            "figure": first.value,
            "note": f"number by area known for {by_area} of {len(trailblazers)}",
        },
        {
            "label": "Teams announced for 2019/20",
            "figure": second.value,
            "small": f"in {said['2019-07', 'areas'].value} areas",
            "note": f"{len(areas) - len(trailblazers)} of these areas known by name",
        },
        {
            "label": "Teams in this service",
            "figure": sum(area.teams_here for area in areas),  # type: ignore[attr-defined]
            "note": "not closed, in these areas",
        },
    ]


def of_teams(counts: dict[str, int]) -> Figures:
    return [
        {"label": "Operational", "figure": counts["operational"], "note": "teams"},
        {"label": "In training", "figure": counts["in_training"], "note": "teams"},
        {"label": "Planned", "figure": counts["planned"], "note": "teams"},
        {
            "label": "Schools covered",
            "figure": number(counts["settings"]),
            "note": "joining or in full service",
        },
    ]


def of_team(coverage: Coverage, services: list[SchoolService], staff: Staffing | None) -> Figures:
    """The strip of one team; `staff` is None where the reader does not see inside it."""
    states = [service.state for service in services if service.school.is_open]
    figures: Figures = [
        {
            "label": "Schools and colleges",
            "figure": coverage.settings,
            "small": f"of {SETTINGS_EXPECTED}",
            "note": f"{states.count('joining')} joining",
        },
        {
            "label": "Pupils",
            "figure": number(coverage.pupils),
            "small": f"of {PUPILS_EXPECTED:,}",
            "note": _schools_not_known(coverage),
        },
        {"label": "Paused", "figure": states.count("paused"), "note": "schools, not counted as covered"},
    ]
    if staff is not None:
        figures.append(
            {
                "label": "Staff in post",
                "figure": _plain(staff.filled),
                "small": f"of {_plain(staff.posts)}",
                "note": f"{_plain(staff.vacant)} vacant, whole-time equivalents",
            }
        )
    return figures


def _plain(part: Decimal) -> str:
    """6.4, without noughts at the end."""
    return f"{part.normalize():f}"


def _schools_not_known(coverage: Coverage) -> str:
    if not coverage.not_known:
        return "known in every school"
    return f"not known in {coverage.not_known} of {coverage.settings} schools"


def of_reach(reach: list[Reach], counts: dict[str, int]) -> Figures:
    schools, covered = sum(one.schools for one in reach), sum(one.covered for one in reach)
    with_none = sum(not one.covered for one in reach)
    working = counts["operational"] + counts["in_training"]
    return [
        {
            "label": "Schools and colleges covered",
            "figure": number(covered),
            "small": f"of {schools:,}",
            "note": "open in England, by teams of this service",
        },
        {
            "label": "Pupils in them",
            "figure": number(sum(one.pupils_covered for one in reach)),
            "small": f"of {sum(one.pupils for one in reach):,}",
            "note": f"not known in {sum(one.not_known for one in reach):,} schools, which are left out",
        },
        {"label": "Teams working", "figure": working, "note": f"{counts['in_training']} of them in training"},
        {
            "label": "Authorities without a team",
            "figure": with_none,
            "small": f"of {len(reach)}",
            "note": "no school covered",
        },
    ]
