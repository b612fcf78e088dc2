"""Who waits at a specialist NHS service, and how long, by the clock of that service."""

from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.care.hand_overs import clock_of
from trailblazer.care.models import HandOver
from trailblazer.care.views.hand_over_lists import A_PAGE, AROUND, own, tabs
from trailblazer.domain import clock
from trailblazer.domain.specialist_clock import FIRST_CONTACT, HELP_STARTED
from trailblazer.ui.environment import day as day_words


@page_for(Permission.SEE_CARE)
def specialist_waits(request: Asked) -> HttpResponse:
    """Who waits at a specialist NHS service, longest first, against the same four weeks and bands as our own waits."""
    today = request.today
    found = own(request.member).open().filter(kind=HandOver.Kind.SPECIALIST)
    found = found.select_related(*AROUND).prefetch_related("steps")
    rows = [_wait_row(hand_over, today) for hand_over in found]
    waiting = sorted((row for row in rows if row["is_waiting"]), key=lambda row: -row["progress"].day)
    looked_at_list([row["hand_over"] for row in waiting], by=request.member, where="specialist waits listed")
    bands = [(band, sum(row["band"] == band for row in waiting)) for band in clock.BANDS]
    context = {
        "tabs": tabs(request, "care:specialist_waits"),
        "page": Paginator(waiting, A_PAGE).get_page(request.GET.get("page")),
        "total": len(waiting),
        "figures": _wait_figures(waiting, today),
        "bands": bands,
        "source": HELP_STARTED.source,
    }
    return render(request, "care/specialist_waits.jinja", context)


def _wait_figures(waiting: list[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    total, mark = len(waiting), today - timedelta(days=clock.FOUR_WEEKS)
    late = sum(row["progress"].day >= clock.FOUR_WEEKS for row in waiting)
    met = sum(row["first_contact_on"] is not None for row in waiting)
    longest = waiting[0]["progress"].day if waiting else 0
    return [
        {"label": "Waiting for help there", "figure": total, "note": "Sent, and help has not started"},
        {
            "label": "Four weeks and more",
            "figure": late,
            "small": f"of {total}",
            "note": f"Sent on or before {day_words(mark)}",
            "is_late": bool(late),
        },
        {
            "label": "Met there, and still waiting",
            "figure": met,
            "small": f"of {total}",
            "note": "First contact was",
        },
        {
            "label": "Longest wait",
            "figure": longest,
            "small": "day" if longest == 1 else "days",
            "note": "Calendar days; nothing pauses them",
        },
    ]


def _wait_row(hand_over: HandOver, today: date) -> dict[str, Any]:
    waits = clock_of(hand_over, today)
    wait, first = waits.wait(HELP_STARTED), waits.wait(FIRST_CONTACT)
    return {
        "hand_over": hand_over,
        "progress": waits.progress(),
        "started_on": waits.started_on,
        "first_contact_on": first.stopped_on,
        "is_waiting": wait.is_waiting(today),
        "band": wait.band(today),
    }
