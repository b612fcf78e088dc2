"""Who has not answered yet, and which questionnaires there are."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Q, When
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.domain.instruments.catalogue import instruments
from trailblazer.outcomes.asking import RATERS
from trailblazer.outcomes.asks import lines_of
from trailblazer.outcomes.content import packs, wordings_of
from trailblazer.outcomes.models import Ask

A_PAGE = 25
FIRST_RISK = Case(When(risk_alert__isnull=False, risk_alert__closed_at=None, then=0), default=1)
READ_WITH = (
    "young_person__consents",
    "young_person__quiet_mode_steps",
    "young_person__carers",
)


def tabs(member: Membership, current: str) -> list[dict[str, Any]]:
    waiting: Any = visible(Ask, member)
    address = reverse("outcomes:list")
    return [
        {
            "label": "Yours",
            "href": f"{address}?whose=own",
            "count": own(waiting.waiting(), member).count(),
            "is_current": current == "own",
        },
        {
            "label": "The team’s",
            "href": f"{address}?whose=team",
            "count": waiting.waiting().count(),
            "is_current": current == "team",
        },
        {
            "label": "First and second scores",
            "href": reverse("outcomes:readiness"),
            "count": None,
            "is_current": current == "readiness",
        },
        {
            "label": "What was said",
            "href": reverse("outcomes:experience"),
            "count": None,
            "is_current": current == "experience",
        },
        {
            "label": "Which there are",
            "href": reverse("outcomes:instruments"),
            "count": None,
            "is_current": current == "instruments",
        },
    ]


def own(asks: Any, member: Membership) -> Any:
    """Those somebody asked for, and those of young people they help."""
    mine = asks.filter(Q(asked_by=member) | Q(referral__courses__lead=member)).values("pk")
    return asks.filter(pk__in=mine)


@page_for(Permission.SEE_CARE)
def waiting(request: Asked) -> HttpResponse:
    """What is asked for and not answered: what tells of risk first, then the longest overdue."""
    member, whose = request.member, "team" if request.GET.get("whose") == "team" else "own"
    everything: Any = visible(Ask, member)
    found = everything.waiting() if whose == "team" else own(everything.waiting(), member)
    beside = ("young_person__school", "carer", "asked_by__user", "risk_alert")
    rows = found.select_related(*beside).prefetch_related(*READ_WITH)
    page = Paginator(rows.order_by(FIRST_RISK, "due_on", "pk"), A_PAGE).get_page(request.GET.get("page"))
    lines = lines_of(page.object_list, now(), request.today)
    looked_at_list([line.ask for line in lines], by=member, where="questionnaires not answered shown")
    shown: dict[str, Any] = {"page": page, "lines": lines, "links": tabs(member, whose), "whose": whose}
    shown["overdue"] = found.overdue(request.today).count()
    shown["may_ask"] = member.may(Permission.ASK_FOR_FORMS)
    return render(request, "outcomes/waiting.jinja", shown)


@page_for(Permission.SEE_CARE)
def which(request: Asked) -> HttpResponse:
    """Every questionnaire with its facts, its licence, what is not verified, and whether it is shown on a screen."""
    rows: list[dict[str, Any]] = [
        {
            "one": one,
            "raters": [RATERS[rater] for rater in one.raters],
            "ages": _ages(one.age_from, one.age_to),
            "wordings": list(wordings_of(one).values()),
        }
        for one in sorted(instruments().values(), key=lambda one: one.short.lower())
    ]
    on_screen = sum(bool(row["wordings"]) for row in rows)
    page = {"rows": rows, "links": tabs(request.member, "instruments"), "refused": packs().refused}
    return render(request, "outcomes/instruments.jinja", page | {"on_screen": on_screen})


def _ages(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return ""
    if last is None:
        return f"{first} and over"
    return f"{first} to {last}" if first is not None else f"up to {last}"
