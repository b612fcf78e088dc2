"""The schools of a team: who leads, who has no lead, who has not confirmed, whose lead has had no training."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Organisation
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission, Role
from trailblazer.care.team_schools import schools_of
from trailblazer.domain.school_roles import Standing
from trailblazer.school_leads import actions
from trailblazer.school_leads.models import Confirmation
from trailblazer.school_leads.reading import OfOneSchool, invitations_to_send, of_schools, to_look_at
from trailblazer.school_leads.views.people import people
from trailblazer.ui.forms import ActionForm

Holds = Callable[[OfOneSchool], bool]


def _tabs(request: Asked) -> dict[str, tuple[str, Holds, str]]:
    """Each part of the list: its label, which schools it holds, and what is said when it holds none."""
    today = request.today
    return {
        "": ("All schools", lambda one: True, "Your team serves no school yet."),
        "no-lead": ("No lead", lambda one: not one.has_lead, "Every school has a senior mental health lead."),
        "not-confirmed": (
            "Not confirmed",
            lambda one: not one.is_confirmed(today),
            "Every school has confirmed its contacts this school year.",
        ),
        "no-training": (
            "Lead without training",
            lambda one: one.has_lead and not one.is_trained,
            "Every lead has been on a course.",
        ),
    }


@page_for(Permission.SEE_SCHOOL_WORK)
def list_(request: Asked) -> HttpResponse:
    """For a school's own lead, their school; for a team, all of its schools."""
    member = request.member
    if member.organisation.kind == Organisation.Kind.SCHOOL:
        return people(request, member.organisation.urn or 0)
    tabs = _tabs(request)
    chosen = request.GET.get("show", "") if request.GET.get("show", "") in tabs else ""
    rows = of_schools(schools_of(member, request.today), member, request.today)
    rows.sort(key=lambda row: (row.has_lead, row.is_confirmed(request.today)))  # what is to be done first
    counts = {code: sum(map(holds, rows)) for code, (_, holds, _) in tabs.items()}
    shown = [row for row in rows if tabs[chosen][1](row)]
    changed, to_invite = to_look_at(member), invitations_to_send(member)
    looked_at_list(
        [person.role for row in shown for person in row.leads], by=member, where="leads of schools shown"
    )
    address = reverse("school_leads:list")
    context: dict[str, Any] = {
        "rows": shown,
        "counts": counts,
        "empty": tabs[chosen][2],
        "links": [
            {
                "label": label,
                "href": f"{address}?show={code}" if code else address,
                "count": counts[code],
                "is_current": code == chosen,
            }
            for code, (label, _, _) in tabs.items()
        ],
        "figures": _figures(counts, len(rows)),
        "changed": changed,
        "to_invite": to_invite,
        "may_invite": member.may_give(Role.SENIOR_MENTAL_HEALTH_LEAD),
        "to_ask": sum(_is_to_ask(row, request) for row in rows),
        "form": ActionForm(),
        "Standing": Standing,
    }
    return render(request, "school_leads/list.jinja", context)


def _figures(counts: dict[str, int], total: int) -> list[dict[str, Any]]:
    def of_all(count: int) -> dict[str, Any]:
        return {"figure": total - count, "small": f"of {total}"}

    none = counts["no-lead"]
    return [
        {"label": "Schools with a lead", **of_all(none), "note": "a senior mental health lead today"},
        {"label": "Schools with no lead", "figure": none, "note": "nobody is named", "is_late": none > 0},
        {"label": "Contacts confirmed", **of_all(counts["not-confirmed"]), "note": "this school year"},
        {
            "label": "Leads without training",
            "figure": counts["no-training"],
            "note": "no course is written down",
        },
    ]


def _is_to_ask(row: OfOneSchool, request: Asked) -> bool:
    """Not confirmed, not asked by a link that is open, and with somebody who can be written to."""
    until = row.contacts.open_until
    is_open = until is not None and until >= request.today
    return row.can_be_asked and not row.is_confirmed(request.today) and not is_open


@page_for(Permission.KEEP_SCHOOL_WORK)
@require_POST
def ask_all(request: Asked) -> HttpResponse:
    """Asks each school that has not confirmed, and has no open link, to confirm."""
    form = ActionForm(request.POST)
    if not form.is_valid():
        return redirect("school_leads:list")
    rows = of_schools(schools_of(request.member, request.today), request.member, request.today)
    key, asked = form.cleaned_data["submission_key"], 0
    for row in rows:
        if not _is_to_ask(row, request):
            continue
        try:
            actions.ask_to_confirm(row.school, by=request.member, submission_key=f"{key}{row.school.pk}")
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            asked += 1
    said = "1 school is asked" if asked == 1 else f"{asked} schools are asked"
    messages.success(request, f"{said} to confirm who does what. The link is open for 30 days")
    return redirect("school_leads:list")


@page_for(Permission.KEEP_SCHOOL_WORK)
@require_POST
def looked_at(request: Asked, confirmation: str) -> HttpResponse:
    found = find(Confirmation, confirmation, by=request.member)
    form = ActionForm(request.POST)
    if form.is_valid():
        actions.look_at_changes(found, by=request.member, **form.cleaned_data)
        messages.success(request, f"Looked at: {found.school.name}")
    return redirect("school_leads:list")
