"""Coverage of England by the teams of this installation, and the country's published figures beside it."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.domain.coverage import CLASSES
from trailblazer.teams import figures
from trailblazer.teams.england import RAMP, england
from trailblazer.teams.questions import figures_of_teams
from trailblazer.teams.reach import reach_by_authority
from trailblazer.teams.series_chart import STATUS_WORDS, coverage_chart, in_words, published, when

SHOWN_FIRST = 12
LABEL = (
    "Map of England: share of open schools and colleges that a team of this service covers, by local authority. "
    "The same figures are in the table beside the map."
)


@page_for(Permission.SEE_TEAMS)
def coverage(request: Asked) -> HttpResponse:
    """The map never alone: the same figures in a table beside it, lowest first."""
    reach = reach_by_authority(request.today)
    shows_all = request.GET.get("show") == "all"
    order = list(reversed(reach)) if request.GET.get("order") == "highest" else reach
    return render(
        request,
        "teams/coverage.jinja",
        {
            "strip": figures.of_reach(reach, figures_of_teams(request.today)),
            "map": england(
                {one.code: one.share for one in reach}, {one.code: one.name for one in reach}, LABEL
            ),
            "key": list(zip(RAMP, CLASSES, strict=True)),
            "rows": order if shows_all else order[:SHOWN_FIRST],
            "count": len(reach),
            "shows_all": shows_all,
            "highest_first": order is not reach,
            "charts": [("wide", coverage_chart(520)), ("phone", coverage_chart(270))],
            "finding": in_words(),
            "published": [(when(figure), figure) for figure in published()],
            "status_words": STATUS_WORDS,
            "counts_invented": settings.DEMO,
        },
    )
