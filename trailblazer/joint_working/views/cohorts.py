"""Cohorts: the list, planning one, and what the ratings of one show."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access import wall
from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.domain.joint_ratings import in_steps, numbers, widest_gap
from trailblazer.domain.joint_working import Point, Sector, warning_of_days
from trailblazer.joint_working import actions, charts, forms
from trailblazer.joint_working.doors import joint_page
from trailblazer.joint_working.models import Cohort
from trailblazer.joint_working.reading import Compared, Reading, cohorts_of
from trailblazer.joint_working.said import figures_of, finding_of, sentence_of
from trailblazer.joint_working.schools import hosts_for
from trailblazer.teams.models import Team
from trailblazer.young_people.views.road import Page
from trailblazer.young_people.views.road import answer as answered

SEE, ORGANISE = Permission.SEE_JOINT_WORKING, Permission.ORGANISE_JOINT_WORKING
TABS = (
    ("Ratings", "cohort"),
    ("Actions", "actions"),
    ("Attendance", "attendance"),
    ("Map made on day 1", "map"),
    ("After 10 months", "ten_months"),
)
REFRESH_SECONDS = 30


def cohort_of(request: Asked, ref: str) -> Cohort:
    return find(Cohort, ref, by=request.member, together_with=("organiser__user", "team", "provider", "area"))


def head(request: Asked, reading: Reading, here: str) -> dict[str, Any]:
    """What stands above every page of a cohort."""
    cohort = reading.cohort
    counts = {"actions": len(reading.actions)}
    return {
        "cohort": cohort,
        "sentence": sentence_of(cohort, reading.people, request.today),
        "may_organise": request.member.may(ORGANISE),
        "links": [
            {
                "label": label,
                "href": reverse(f"joint_working:{name}", args=[cohort.ref]),
                "is_current": name == here,
                "count": counts.get(name),
            }
            for label, name in TABS
        ],
    }


@joint_page(SEE)
def list_(request: Asked) -> HttpResponse:
    """The cohorts this member may see."""
    found = cohorts_of(request.member)
    looked_at_list(found, by=request.member, where="cohorts of joint working listed")
    return render(
        request, "joint_working/list.jinja", {"cohorts": found, "may_organise": request.member.may(ORGANISE)}
    )


@page_for(ORGANISE)
def new(request: Asked) -> HttpResponse:
    """Plans a cohort. A team is the host of its own."""
    hosts = hosts_for(request.member)
    form = forms.NewCohort(request.POST or None, hosts=hosts)
    only = hosts.first() if hosts.count() == 1 else None
    if only is not None:
        del form.fields["host"]

    def act(host: Team | None = None, **values: Any) -> Cohort:
        chosen = host or only
        assert chosen is not None, "the form asks for a host where there is more than one"
        with wall.within([chosen.provider.pk]):  # the programme is of no provider until it has a cohort there
            return actions.plan_cohort(chosen, by=request.member, **values)

    page = Page(
        "Plan a cohort",
        "Plan it",
        reverse("joint_working:list"),
        "Joint working",
        "The cohort is planned. Next: add schools and partners.",
        "Up to 20 schools with one lead each, and their NHS, council and voluntary partners, on two days.",
    )
    return answered(request, form, act, page, to=_page_of)


def _page_of(cohort: Cohort) -> str:
    return reverse("joint_working:attendance", args=[cohort.ref])


@joint_page(ORGANISE)
def change(request: Asked, cohort: str) -> HttpResponse:
    found = cohort_of(request, cohort)
    names = ("name", "day_1", "day_2", "is_online", "place", "first_wave_on", "second_wave_on", "cover_note")
    initial = {name: getattr(found, name) for name in names}
    form = forms.CohortForm(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> Cohort:
        return actions.change_cohort(found, by=request.member, **values)

    back = reverse("joint_working:attendance", args=[found.ref])
    page = Page(
        "Change this cohort", "Save", back, found.name, "Saved.", warning_of_days(found.day_1, found.day_2)
    )
    return answered(request, form, act, page)


@joint_page(SEE)
def ratings(request: Asked, cohort: str) -> HttpResponse:
    """Before and after, by sector, of those who rated both times; before day 2, what everyone said before day 1."""
    reading = Reading(cohort_of(request, cohort), request.today)
    compared = reading.compared(Point.BEFORE, Point.DAY_2)
    shown = head(request, reading, "cohort") | compared_shown(reading, compared)
    shown |= {
        "row_of_figures": figures_of(reading, compared),
        "actions": sorted(reading.actions, key=lambda one: (not one.is_open, one.by_day))[:4],
        "all_actions": len(reading.actions),
        "warning": warning_of_days(reading.cohort.day_1, reading.cohort.day_2),
    }
    return render(request, "joint_working/ratings.jinja", shown)


def compared_shown(reading: Reading, compared: Compared) -> dict[str, Any]:
    """A comparison as a page or the report shows it; where nobody rated twice yet, the first point alone."""
    framework = reading.cohort.framework
    is_single = not compared.given
    lines = reading.at(compared.first) if is_single else compared.areas
    return {
        "framework": framework,
        "compared": compared,
        "is_single": is_single,
        "lines": lines,
        "chart": charts.dumbbells(lines, framework),
        "finding": "" if is_single else finding_of(compared),
        "sectors": list(Sector),
        "numbers": numbers([one for one in reading.rated if one.point is compared.first])
        if is_single
        else compared.numbers,
        "first_words": compared.first.words,
        "second_words": compared.second.words,
    }


@joint_page(SEE)
def ten_months(request: Asked, cohort: str) -> HttpResponse:
    """What has lasted: before day 1 beside ten months later, of those who rated both times."""
    reading = Reading(cohort_of(request, cohort), request.today)
    compared = reading.compared(Point.BEFORE, Point.TEN_MONTHS)
    opens, closes = reading.cohort.window(Point.TEN_MONTHS)
    shown = head(request, reading, "ten_months") | compared_shown(reading, compared)
    shown |= {
        "opens": opens,
        "closes": closes,
        "is_yet_to_come": request.today < opens,
        "has_last": bool(reading.who_rated(Point.TEN_MONTHS)),
        "count_last": len(reading.who_rated(Point.TEN_MONTHS)),
        "open_actions": [one for one in reading.actions if one.is_open],
    }
    return render(request, "joint_working/ten_months.jinja", shown)


@joint_page(SEE)
def room(request: Asked, cohort: str) -> HttpResponse:
    """For the wall of the room: how many have rated, and where sectors differ. Asks again by itself."""
    reading = Reading(cohort_of(request, cohort), request.today)
    point = reading.cohort.open_point(request.today) or _last_point(reading)
    now = [one for one in reading.rated if one.point is point]
    counted = in_steps(now)
    steady = Reading(reading.cohort, request.today)
    steady.rated = counted
    lines = steady.at(point)
    shown = {
        "cohort": reading.cohort,
        "point": point,
        "is_open": reading.cohort.open_point(request.today) is not None,
        "numbers": numbers(now),
        "counted": numbers(counted),
        "could": {sector: sum(one.sector is sector for one in reading.coming) for sector in Sector},
        "sectors": list(Sector),
        "lines": lines,
        "widest": widest_gap(lines),
        "chart": charts.gaps(lines, reading.cohort.framework),
        "framework": reading.cohort.framework,
        "every": REFRESH_SECONDS,
        "is_still": "still" in request.GET,
    }
    response = render(request, "joint_working/room.jinja", shown)
    if shown["is_open"] and not shown["is_still"]:
        response["Refresh"] = str(REFRESH_SECONDS)  # without script, and a link on the page stops it
    return response


def _last_point(reading: Reading) -> Point:
    """The latest point at which anybody has rated; before anybody has, the first."""
    return next((point for point in reversed(Point) if reading.who_rated(point)), Point.BEFORE)
