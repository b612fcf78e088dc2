"""The first page of a school's lead: what the school asked for, where each request is, and what happens next."""

from datetime import date
from typing import Any, cast

from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.log import looked_at_list
from trailblazer.care.releases import coming_to_school
from trailblazer.desk.who_comes import who_comes
from trailblazer.domain.terms import SchoolYear, school_year_of, working_days_between
from trailblazer.places.cards import cards_of_our_school, figures_of, what_waits, who_is_told
from trailblazer.places.models import School
from trailblazer.referrals.journeys import JOURNEYS, draft_of
from trailblazer.referrals.models import Referral
from trailblazer.referrals.rows import school_rows
from trailblazer.referrals.stages import UNANSWERED, WAITING_FOR_HELP
from trailblazer.referrals.views.listing import WHAT_WAS_AGREED
from trailblazer.teams.models import SchoolService
from trailblazer.teams.questions import service_of

SHOWN = 8


def our_school(request: HttpRequest) -> HttpResponse:
    """Nothing here goes beyond what each young person or family agreed that school may know."""
    asked = cast(Asked, request)
    member, today = asked.member, asked.today
    requests: Any = visible(Referral, member)
    newest = requests.select_related("young_person", "owner__user").prefetch_related(*WHAT_WAS_AGREED)
    shown = list(newest.order_by("-received_on", "-pk")[:SHOWN])
    looked_at_list(shown, by=member, where="requests of the school shown on its page")
    known = School.objects.select_related("authority__region")
    school = known.filter(pk=member.school_id or 0).first()
    service = service_of(school, today) if school else None
    counted = _counted(requests, today)
    cards = cards_of_our_school(school, member, today) if school else []
    sections = cards_of_our_school(school, member, today, wide=True) if school else []
    context = {
        "school": school,
        "service": service,
        "team": service.team if service else None,
        "is_paused": service is not None and service.state == SchoolService.State.PAUSED,
        "figures": _figures(counted, requests, today, service),
        "rows": school_rows(shown, today),
        "total": counted["total"],
        "awaits_lead": counted["awaits_lead"],
        "draft": draft_of(member, JOURNEYS["ask"]),
        "waits": what_waits(member, today),
        "coming": coming_to_school(member, today),
        "comes": who_comes(member, today),
        "told": who_is_told(member, today),
        "cards": cards,
        "sections": sections,
        "had": figures_of([*cards, *sections]),
    }
    return render(request, "desk/our_school.jinja", context)


def _counted(requests: Any, today: date) -> dict[str, Any]:
    year: SchoolYear = school_year_of(today)
    waiting = Q(WAITING_FOR_HELP)
    counted: dict[str, Any] = requests.order_by().aggregate(
        total=Count("pk"),
        this_year=Count("pk", filter=Q(received_on__gte=year.first_day)),
        unanswered=Count("pk", filter=UNANSWERED),
        overdue=Count("pk", filter=UNANSWERED & Q(answer_due_on__lt=today)),
        waiting=Count("pk", filter=waiting),
        first_received_on=Min("received_on", filter=waiting),
        helped=Count("pk", filter=Q(state=Referral.State.ACCEPTED, help_started_on__isnull=False)),
        awaits_lead=Count("pk", filter=Q(awaits_lead=True, state__in=Referral.OPEN)),
    )
    return counted


def _figures(
    counted: dict[str, Any], requests: Any, today: date, service: SchoolService | None
) -> list[dict[str, Any]]:
    promised = service.team.answer_days if service else None
    first = counted["first_received_on"]
    return [
        {
            "label": "Your requests this school year",
            "figure": counted["this_year"],
            "note": _answered_in(requests, today),
        },
        {
            "label": "Waiting for our answer",
            "figure": counted["unanswered"],
            "note": f"{counted['overdue']} late"
            if counted["overdue"]
            else (f"we answer in {promised} working days" if promised else ""),
            "is_late": counted["overdue"] > 0,
        },
        {
            "label": "Waiting for help to start",
            "figure": counted["waiting"],
            "note": f"longest {(today - first).days} days" if first else "nobody",
        },
        {"label": "Having support", "figure": counted["helped"], "note": "as far as school may know"},
    ]


def _answered_in(requests: Any, today: date) -> str:
    """The working days an answer took on average this school year."""
    since = school_year_of(today).first_day
    answered = requests.filter(received_on__gte=since, answered_on__isnull=False)
    took = [working_days_between(*days) for days in answered.values_list("received_on", "answered_on")]
    if not took:
        return "none answered yet"
    days = round(sum(took) / len(took))
    return (
        "answered in 1 working day on average" if days == 1 else f"answered in {days} working days on average"
    )
