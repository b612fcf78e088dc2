"""A team's time by function beside what was agreed: as a whole, by member, by school and week by week."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.models import Organisation
from trailblazer.access.roles import Permission
from trailblazer.care.actions.activities import set_agreed_split
from trailblazer.care.forms.activities import SplitForm
from trailblazer.care.models import AgreedSplit
from trailblazer.care.time_by_function import COLOURS, monday_of, team_between
from trailblazer.care.time_charts import in_words, week_charts
from trailblazer.domain.terms import school_year_of
from trailblazer.domain.time_by_function import NAMES
from trailblazer.young_people.views.road import Page, answer

SPANS = {"week": "This week", "4": "4 weeks", "12": "12 weeks", "year": "School year"}
USUAL = "12"
SEES_ALL = (Permission.ALLOCATE_COURSES, Permission.KEEP_TEAMS)
MOST_SCHOOLS = 12


@page_for(Permission.SEE_CARE)
def team(request: Asked) -> HttpResponse:
    """Whoever leads sees each member; others see the team, and themselves."""
    of_team = _team(request)
    span = request.GET.get("span", USUAL)
    span = span if span in SPANS else USUAL
    found = team_between(of_team, _first(span, request.today), monday_of(request.today) + timedelta(days=6))
    sees_all = any(request.member.may(permission) for permission in SEES_ALL)
    members = [pair for pair in found.by_member if sees_all or pair[0] == request.member]
    context = {
        "team": of_team,
        "teams": _teams(request),
        "time": found,
        "bar": found.bar(1150),
        "members": members,
        "sees_all": sees_all,
        "schools": found.by_school if request.GET.get("schools") == "all" else found.by_school[:MOST_SCHOOLS],
        "more_schools": len(found.by_school) - MOST_SCHOOLS,
        "charts": week_charts(found.by_week),
        "finding": in_words(found.by_week),
        "key": [(COLOURS[n], f"{n} {name}") for n, name in NAMES.items()],
        "spans": [
            {"label": words, "href": _address(of_team, request, code), "is_current": code == span}
            for code, words in SPANS.items()
        ],
        "may_set": request.member.may(Permission.KEEP_TEAMS),
    }
    return render(request, "care/time.jinja", context)


def _address(of_team: Organisation, request: Asked, span: str) -> str:
    of = f"&team={of_team.ref}" if request.member.team_id is None else ""
    return f"{reverse('care:time')}?span={span}{of}"


def _first(span: str, today: date) -> date:
    if span == "year":
        return school_year_of(today).first_day
    weeks = 1 if span == "week" else int(span)
    return monday_of(today) - timedelta(weeks=weeks - 1)


def _teams(request: Asked) -> list[Organisation]:
    """Which teams may be looked at: one's own, or those of one's provider."""
    if request.member.team_id is not None:
        return [request.member.organisation]
    return list(
        Organisation.objects.filter(provider=request.member.provider_id, kind="team").order_by("name")
    )


def _team(request: Asked) -> Organisation:
    teams = _teams(request)
    asked = request.GET.get("team", "")
    found = next((one for one in teams if one.ref == asked), None) if asked else next(iter(teams), None)
    if found is None:
        raise Http404
    return found


@page_for(Permission.KEEP_TEAMS)
def agree(request: Asked) -> HttpResponse:
    """The split that the governance board agreed, from a day on."""
    of_team = _team(request)
    newest = AgreedSplit.objects.filter(team=of_team).first()
    initial = {"from_on": request.today}
    initial |= {name: getattr(newest, name) for name in ("one", "two", "three")} if newest else {}
    form = SplitForm(request.POST or None, initial=initial)
    page = Page(
        title="Agreed split of time",
        button="Save",
        back=reverse("care:time"),
        back_words="Time by function",
        done="Saved",
        lede="How the team’s time is to be split between the three functions. Earlier splits stay as they were.",
    )

    def act(**values: Any) -> AgreedSplit:
        return set_agreed_split(of_team, by=request.member, **values)

    return answer(request, form, act, page)
