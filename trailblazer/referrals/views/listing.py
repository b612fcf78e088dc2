"""The list of requests, for a team and for a school."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.referrals.figures import end_of_week, figures
from trailblazer.referrals.forms.filters import ORDERS, RequestFilters
from trailblazer.referrals.models import Referral, ReferralQuerySet
from trailblazer.referrals.rows import rows, school_rows
from trailblazer.referrals.stages import FIRST, STAGES, Stage, counts, only, waited
from trailblazer.teams.models import Team
from trailblazer.ui.filters import IN_SESSION, remembered

A_PAGE = 50
WHAT_WAS_AGREED = ("young_person__consents", "young_person__quiet_mode_steps")


@page_for(Permission.SEE_REQUESTS)
def list_(request: Asked) -> HttpResponse:
    if (elsewhere := remembered(request, "requests", never=("q",))) is not None:
        return elsewhere
    member, today = request.member, request.today
    requests: Any = visible(Referral, member)
    if not member.is_staff:
        return of_school(request, requests)
    stage = STAGES.get(request.GET.get("stage", ""), STAGES[FIRST])
    counted = counts(requests, stage, today, end_of_week(today))
    form = RequestFilters(request.GET, stage=stage, counted=counted, member=member)
    order, in_order = ORDERS.get(request.GET.get("order", ""), ORDERS[""])
    page = _page(request, narrowed(requests.filter(stage.holds), form.chosen, today), order)
    looked_at_list(page.object_list, by=member, where="requests for support listed")
    team = Team.objects.filter(pk=member.team_id).first()
    context = {
        "stage": stage,
        "stages": _stages(stage, counted),
        "figures": figures(requests, counted, today, team.answer_days if team else 5),
        "filters": form,
        "page": page,
        "rows": rows(page.object_list, today),
        "in_order": in_order,
        "is_narrowed": bool(set(form.chosen) - {"stage", "order"}),
        "counted_waiting": counted["stage_waiting"],
    }
    return render(request, "referrals/list.jinja", context)


def back_words(request: Asked) -> str:
    """Where the back link of a request leads: the stage that the list was last left at."""
    kept = request.session.get(IN_SESSION, {}).get(f"requests {request.member.ref}", "")
    stage = STAGES.get(QueryDict(kept).get("stage", ""), STAGES[FIRST])
    return f"Requests: {stage.label.lower()}"


def of_school(request: Asked, requests: ReferralQuerySet) -> HttpResponse:
    """What a school asked for, and what it may know of what others asked for, newest first."""
    found = requests.searched(request.GET.get("q", "")).prefetch_related(*WHAT_WAS_AGREED)
    page = _page(request, found, "-received_on")
    looked_at_list(page.object_list, by=request.member, where="requests of the school listed")
    context = {"page": page, "rows": school_rows(page.object_list, request.today)}
    return render(request, "referrals/list_of_school.jinja", context)


def _page(request: Asked, requests: ReferralQuerySet, order: str) -> Any:
    found = requests.select_related("young_person", "school", "owner__user", "team").order_by(order, "pk")
    return Paginator(found, A_PAGE).get_page(request.GET.get("page"))


def _stages(current: Stage, counted: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "label": stage.label,
            "href": f"?stage={stage.code}",
            "count": counted[f"stage_{stage.code}"] if stage.is_counted else None,
            "is_current": stage is current,
        }
        for stage in STAGES.values()
    ]


def narrowed(requests: ReferralQuerySet, chosen: dict[str, Any], today: Any) -> ReferralQuerySet:
    """The requests that fit every filter in use."""
    fields = {"state": "state__in", "school": "school", "owner": "owner", "year": "year_group__iexact"}
    found = requests.filter(**{fields[name]: chosen[name] for name in fields if name in chosen})
    if "q" in chosen:
        found = found.searched(chosen["q"])
    if "waited" in chosen:
        found = found.filter(waited(chosen["waited"], today))
    for code in chosen.get("only", ()):
        found = found.filter(only(today)[code][1])
    return found
