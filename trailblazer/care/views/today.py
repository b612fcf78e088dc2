"""The page a day begins with, and the whole week."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.access.roles import Permission, Role
from trailblazer.care import today_page
from trailblazer.care.days import Box, boxes_of
from trailblazer.care.team_schools import PLANS_FOR_ALL, colleagues_of
from trailblazer.care.today_cards import cards_of
from trailblazer.care.views.visits import day_asked

WEEK, A_PAGE = 7, 25


@page_for(Permission.SEE_CARE)
def today(request: Asked) -> HttpResponse:
    """Where one is today and whom one sees, in the order of the day; for those who lead, the team's day too."""
    member, day = request.member, day_asked(request)
    is_team = _is_team(request)
    boxes = _boxes(request, day, 1, is_team)
    coming, closed = today_page.coming_up(member, day)
    shown = {
        "day": day,
        "is_today": day == request.today,
        "tomorrow": day + timedelta(days=1),
        "boxes": boxes,
        "summary": today_page.summary_of(boxes, not is_team),
        "nothing": "" if boxes else _nothing(request, day, is_team),
        "closed": closed,
        "coming": coming,
        "to_collect": today_page.to_collect_before_closing(member, day),
        "tasks": today_page.own_tasks(member, day),
        "unrecorded": today_page.unrecorded_before(member, day).count() if day == request.today else 0,
        "above": cards_of(member, day, "above"),
        "side": cards_of(member, day, "side"),
        **_about(request, is_team),
    }
    return render(request, "care/today.jinja", shown)


@page_for(Permission.SEE_CARE)
def week(request: Asked) -> HttpResponse:
    """Monday to Sunday, day by day."""
    day = day_asked(request)
    monday = day - timedelta(days=day.weekday())
    is_team = _is_team(request)
    boxes = _boxes(request, monday, WEEK, is_team)
    by_day: dict[date, list[Box]] = {}
    for box in boxes:
        by_day.setdefault(box.day, []).append(box)
    shown = {
        "monday": monday,
        "before": monday - timedelta(days=WEEK),
        "after": monday + timedelta(days=WEEK),
        "days": sorted(by_day.items()),
        **_about(request, is_team),
    }
    return render(request, "care/week.jinja", shown)


@page_for(Permission.RECORD_CARE)
def unrecorded(request: Asked) -> HttpResponse:
    """Contacts that are past and of which nobody has said whether they came, the oldest first."""
    found = today_page.unrecorded_before(request.member, request.today)
    page = Paginator(
        found.select_related("young_person", "visit__school").order_by("starts_at", "pk"), A_PAGE
    )
    shown = page.get_page(request.GET.get("page"))
    looked_at_list(list(shown.object_list), by=request.member, where="contacts to record shown")
    return render(request, "care/unrecorded.jinja", {"page": shown})


def _is_team(request: Asked) -> bool:
    """An administrator sees nobody and so has no day of their own; those who lead may ask for the team's."""
    role = request.member.role
    return role == Role.ADMINISTRATOR or (role in PLANS_FOR_ALL and request.GET.get("whose") == "team")


def _boxes(request: Asked, day: date, days: int, is_team: bool) -> list[Box]:
    member = request.member
    of: Sequence[Membership] = list(colleagues_of(member, request.today)) if is_team else [member]
    boxes = boxes_of(of, *today_page.span_of(day, days), member)
    shown = [row.contact for box in boxes for row in box.rows if row.contact is not None]
    looked_at_list(shown, by=member, where="contacts of a day shown")
    return boxes


def _nothing(request: Asked, day: date, is_team: bool) -> str:
    if is_team:
        return "Nobody of the team is anywhere on this day."
    return today_page.nothing_on(request.member, day)


def _about(request: Asked, is_team: bool) -> dict[str, Any]:
    """What both pages are given about whoever asks."""
    member = request.member
    return {
        "is_team": is_team,
        "may_see_team": member.role in PLANS_FOR_ALL and member.role != Role.ADMINISTRATOR,
        "may_plan": member.may(Permission.PLAN_VISITS),
        "may_record": member.may(Permission.RECORD_CARE),
    }
