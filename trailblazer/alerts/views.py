from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access import log, today
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import may_open, page_for
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.alerts import actions
from trailblazer.alerts.forms import Close
from trailblazer.alerts.models import Alert, AlertQuerySet

ON_ONE_PAGE = 50
LISTS = {"open": "Open", "mine": "Mine", "closed": "Closed"}


@page_for(Permission.SEE_ALERTS)
def alerts(request: Asked) -> HttpResponse:
    """What a person must look at, first what is due first."""
    asked = request.GET.get("list", "")
    shown = asked if asked in LISTS else "open"
    everything, now = Alert.objects.visible_to(request.member), today.now()
    rows = _of_list(everything, shown, request.member).select_related("owner__user", "school", "young_person")
    page = Paginator(rows, ON_ONE_PAGE).get_page(request.GET.get("page"))
    log.looked_at_list(list(page), by=request.member, where="alerts listed")
    return render(
        request,
        "alerts/list.jinja",
        {
            "page": page,
            "shown": shown,
            "links": _links(everything, shown, request.member),
            "late": everything.late(now).count(),
            "now": now,
        },
    )


def _of_list(everything: AlertQuerySet, shown: str, member: Membership) -> AlertQuerySet:
    if shown == "closed":
        return everything.exclude(closed_at=None).order_by("-closed_at", "-pk")
    return everything.open().filter(owner=member) if shown == "mine" else everything.open()


def _links(everything: AlertQuerySet, shown: str, member: Membership) -> list[dict[str, Any]]:
    counts = {"open": everything.open().count(), "mine": everything.open().filter(owner=member).count()}
    return [
        {"label": label, "href": f"?list={code}", "count": counts.get(code), "is_current": code == shown}
        for code, label in LISTS.items()
    ]


@page_for(Permission.SEE_ALERTS)
def alert(request: Asked, ref: str) -> HttpResponse:
    """One alert: what it is about, whose it is, and what was done."""
    found, is_stale = find(Alert, ref, by=request.member), False
    form = Close(request.POST or None, record=found)
    if form.is_valid():
        try:
            actions.close(found, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        except StaleSave as refusal:
            form.add_error(None, str(refusal))
            found, is_stale = find(Alert, ref, by=request.member), True
        else:
            messages.success(request, "The alert is closed")
            return redirect("alerts:list")
    may_answer = request.member.may(Permission.ANSWER_ALERTS)
    shown = {"alert": found, "form": form, "is_stale": is_stale, "may_answer": may_answer}
    shown["address"] = _address_of(found, request.member)
    return render(request, "alerts/alert.jinja", shown | _late(found, today.now()))


def _address_of(alert: Alert, member: Membership) -> str:
    """The page of what it is about; where that is not for this member, the record of the young person."""
    if may_open(member, alert.about_address):
        return alert.about_address
    return reverse("young_people:record", args=[alert.young_person.ref]) if alert.young_person else ""


def _late(alert: Alert, now: datetime) -> dict[str, Any]:
    return {"is_late": alert.is_late(now), "is_closed": alert.closed_at is not None}


@page_for(Permission.ANSWER_ALERTS)
@require_POST
def take_on(request: Asked, ref: str) -> HttpResponse:
    """Make this alert mine."""
    try:
        actions.take_on(find(Alert, ref, by=request.member), by=request.member)
        messages.success(request, "The alert is yours")
    except NotPossible as reason:
        messages.error(request, str(reason))
    return redirect("alerts:alert", ref)
