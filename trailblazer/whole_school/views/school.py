"""The whole-school page of one school, and the list of schools for a team."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Organisation
from trailblazer.access.roles import Permission
from trailblazer.domain.action_plans import Due
from trailblazer.domain.terms import SchoolYear, school_year_of
from trailblazer.teams.of_school import school_for
from trailblazer.ui.environment import day
from trailblazer.whole_school import charts
from trailblazer.whole_school.comparing import compared
from trailblazer.whole_school.listing import lines_of
from trailblazer.whole_school.models import Policy
from trailblazer.whole_school.plans import Row, own_actions, plans_of
from trailblazer.whole_school.reading import Read, Trend, reviews_of, trend_of
from trailblazer.whole_school.waiting import at_the_start, to_rate

DUE_COLOURS = {Due.NOT_KNOWN: "grey", Due.LATE: "red", Due.SOON: "orange", Due.IN_TIME: "green"}


@page_for(Permission.SEE_SCHOOL_WORK, Permission.ANSWER_REVIEWS)
def start(request: Asked) -> HttpResponse:
    """Of a school's lead their school, of its other staff what is theirs, of a team its schools."""
    member = request.member
    if not member.may(Permission.SEE_SCHOOL_WORK):
        return redirect("whole_school:mine")
    if member.organisation.kind == Organisation.Kind.SCHOOL:
        return redirect("whole_school:school", urn=member.school_id)
    lines = lines_of(member, request.today)
    shown = {"lines": lines, "figures": _of_all(lines), "given": at_the_start(member, request.today)}
    return render(request, "whole_school/schools.jinja", shown)


def _of_all(lines: list[Any]) -> list[dict[str, Any]]:
    late, policies = sum(one.late for one in lines), sum(one.policies_late for one in lines)
    reviewed = sum(one.last is not None for one in lines)
    return [
        {"label": "Schools", "figure": len(lines), "note": "served by your team"},
        {
            "label": "With a finished review",
            "figure": reviewed,
            "small": f"of {len(lines)}",
            "note": "in any year",
        },
        {"label": "Open actions", "figure": sum(one.open for one in lines), "note": "in all plans"},
        {"label": "Late actions", "figure": late, "note": "past their day", "is_late": late > 0},
        {
            "label": "Policies to review",
            "figure": policies,
            "note": "past their day, in all schools",
            "is_late": policies > 0,
        },
    ]


@page_for(Permission.ANSWER_REVIEWS)
def mine(request: Asked) -> HttpResponse:
    """What this member is asked to rate, and the actions they own."""
    member = request.member
    shown = {"waiting": to_rate(member), "rows": own_actions(member, request.today)}
    return render(request, "whole_school/mine.jinja", shown)


@page_for(Permission.SEE_SCHOOL_WORK)
def school(request: Asked, urn: int) -> HttpResponse:
    """The newest review beside the one before, the plan, and when policies are due."""
    member, today = request.member, request.today
    found = school_for(member, urn)
    reads = reviews_of(found, member)
    looked_at_list([one.review for one in reads], by=member, where="reviews of a school shown on its page")
    trend = trend_of(reads, request.GET.get("tool", "")) or trend_of(reads)
    plans = plans_of(found, member, today)
    years = list(plans)
    rows = plans[years[0]] if years else []
    older = [row for year in years[1:] for row in plans[year] if row.action.is_open]
    policies = list(visible(Policy, member).filter(school=found, ended_on=None))
    shown = {
        "school": found,
        "reads": reads,
        "open_reviews": [one for one in reads if not one.review.is_finished],
        "trend": trend,
        "tools": _tools(reads),
        "chart": charts.dumbbells(trend) if trend else None,
        "moved": charts.moved,
        "compared": compared(trend.after) if trend else None,
        "rows": [*older, *rows],
        "year": SchoolYear(years[0]) if years else None,
        "earlier": [SchoolYear(year) for year in years[1:]],
        "policies": [(one, one.due(today), DUE_COLOURS[one.due(today)]) for one in policies],
        "figures": _figures(trend, [*older, *rows], policies, today),
        "may_keep": member.may(Permission.KEEP_SCHOOL_WORK),
        "is_own": member.school_id == found.urn,
        "is_reviewed": trend is not None and trend.after.review.year == school_year_of(today).starts_in,
        "given": at_the_start(member, today) if member.school_id == found.urn else None,
    }
    return render(request, "whole_school/school.jinja", shown)


def _tools(reads: list[Read]) -> list[Read]:
    """One finished review of each tool, so that each can be looked at."""
    return list(
        {one.review.tool: one for one in reversed(reads) if one.review.is_finished and one.tool}.values()
    )


def _figures(
    trend: Trend | None, rows: list[Row], policies: list[Policy], today: Any
) -> list[dict[str, Any]]:
    is_open = [row for row in rows if row.action.is_open]
    late = sum(row.is_late for row in is_open)
    done = sum(row.action.done_on is not None for row in rows)
    dues = [one.due(today) for one in policies]
    policies_late, soon = dues.count(Due.LATE), dues.count(Due.SOON)
    return [
        *_of_review(trend),
        {
            "label": "Actions open",
            "figure": len(is_open),
            "small": f"of {len(rows)}" if rows else "",
            "note": f"{late} late" if late else f"{done} done, none late",
            "is_late": late > 0,
        },
        {
            "label": "Policies to review",
            "figure": policies_late,
            "small": f"of {len(policies)}" if policies else "",
            "note": f"past their day; {soon or 'none'} due within 60 days",
            "is_late": policies_late > 0,
        },
    ]


def _of_review(trend: Trend | None) -> list[dict[str, Any]]:
    if trend is None or trend.after.overall is None or trend.after.overall.whole_percent is None:
        return [{"label": "Last review", "figure": "None", "note": "nothing is agreed yet"}]
    read, score, lowest = trend.after, trend.after.overall, trend.after.lowest_area
    before = trend.before.overall.whole_percent if trend.before and trend.before.overall else None
    figures = [
        {
            "label": f"{read.tool.short if read.tool else ''}, all areas",
            "figure": f"{score.whole_percent}%",
            "small": f"was {before}%" if before is not None else "",
            "note": f"agreed {day(read.review.agreed_on)}",
        }
    ]
    if lowest and lowest.area:
        figures.append(
            {"label": "Lowest area", "figure": f"{lowest.whole_percent}%", "note": lowest.area.name}
        )
    return figures


@page_for(Permission.SEE_SCHOOL_WORK)
def plan(request: Asked, urn: int, year: int) -> HttpResponse:
    """The plan of one school year, as it ended: it stays to be read."""
    member = request.member
    found = school_for(member, urn)
    starts_in = min(max(year, 2000), 2100)
    rows = plans_of(found, member, request.today).get(starts_in, [])
    shown = {"school": found, "year": SchoolYear(starts_in), "rows": rows, "may_keep": False}
    return render(request, "whole_school/plan.jinja", shown)
