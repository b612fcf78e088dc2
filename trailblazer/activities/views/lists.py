"""The activities of all schools of a team, and those of one school with what was ordered."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.activities.figures import activities_of_term
from trailblazer.activities.forms.filters import ActivityFilters, terms_to_choose
from trailblazer.activities.models import SchoolActivity
from trailblazer.activities.published import held_by_kind, people_who_came
from trailblazer.activities.reading import (
    COMING,
    HELD,
    STATES,
    TO_WRITE,
    activities_of,
    in_state,
    menu_of,
    of_school,
    orders_waiting,
    state_of,
)
from trailblazer.activities.results import before_and_now
from trailblazer.care.team_schools import schools_of
from trailblazer.domain.school_terms import term_of
from trailblazer.teams.of_school import school_for
from trailblazer.ui.filters import remembered

A_PAGE = 20
TAGS = {COMING: "blue", TO_WRITE: "orange", HELD: "white", "cancelled": "grey"}


@page_for(Permission.SEE_SCHOOL_WORK)
def list_(request: Asked) -> HttpResponse:
    """Of a school's lead their school, of a team all its schools with filters."""
    member, today = request.member, request.today
    if not member.is_staff:
        return redirect("activities:of_school", urn=member.school_id or 0)
    if (elsewhere := remembered(request, "activities")) is not None:
        return elsewhere
    form = ActivityFilters(request.GET, schools=schools_of(member, today), today=today)
    chosen = form.chosen
    if chosen.pop("mine", False):
        chosen["staff"] = member
    page = Paginator(activities_of(member, chosen, today), A_PAGE).get_page(request.GET.get("page"))
    looked_at_list(list(page), by=member, where="activities of schools shown")
    waiting = orders_waiting(member)
    own = list(waiting.filter(owner=member)[:A_PAGE])
    shown = {
        "page": page,
        "filters": form,
        "query": request.GET,
        "own_orders": own,
        "figures": _figures(request, waiting.count()),
    }
    return render(request, "activities/list.jinja", shown | words(request))


@page_for(Permission.PLAN_VISITS)
def plan_where(request: Asked) -> HttpResponse:
    """At which of the team's schools."""
    schools = schools_of(request.member, request.today)
    return render(request, "activities/plan_where.jinja", {"schools": schools})


def words(request: Asked) -> dict[str, Any]:
    """What the pages of activities call things, and who may do what on them."""
    member = request.member
    return {
        "state_of": lambda one: state_of(one, request.today),
        "state_words": STATES,
        "tags": TAGS,
        "may_plan": member.may(Permission.PLAN_VISITS),
        "may_write_down": member.may(Permission.RECORD_CARE),
        "may_order": not member.is_staff and member.may(Permission.KEEP_SCHOOL_WORK),
        "is_staff": member.is_staff,
    }


def _figures(request: Asked, orders: int) -> list[dict[str, Any]]:
    known: Any = visible(SchoolActivity, request.member)
    term = term_of(request.today)
    held = known.held().filter(day__range=(term.first_day, term.last_day))
    to_write = known.filter(in_state(TO_WRITE, request.today)).count()
    return [
        {"label": "Held this term", "figure": held.count(), "note": str(term)},
        {
            "label": "Coming",
            "figure": known.filter(in_state(COMING, request.today)).count(),
            "note": "planned",
        },
        {
            "label": "To write down",
            "figure": to_write,
            "note": "their day has passed",
            "is_late": to_write > 0,
        },
        {
            "label": "Orders waiting",
            "figure": orders,
            "note": "for your team’s answer",
            "href": f"{reverse('activities:orders')}?clear=1",
        },
    ]


@page_for(Permission.SEE_SCHOOL_WORK)
def of_one_school(request: Asked, urn: int) -> HttpResponse:
    """What is coming, what was held in a term, what was ordered; of the lead's own school with the way to order."""
    member, today = request.member, request.today
    school = school_for(member, urn)
    terms = {one.code: one for one in terms_to_choose(today)[1:]}
    term = terms.get(request.GET.get("term", ""), term_of(today))
    found = of_school(school, member, today, term)
    looked_at_list(
        [*found.coming, *found.to_write, *found.over], by=member, where="activities of a school shown"
    )
    figures = activities_of_term(school, term)
    shown = {
        "school": school,
        "found": found,
        "term": term,
        "terms": list(terms.values()),
        "by_kind": held_by_kind(school, term, figures),
        "training": before_and_now(school, term, found.held, member, today),
        "held": sum(one.held for one in figures),
        "reached": people_who_came(figures) or 0,
        "is_own": member.school_id == school.pk,
        "menu": menu_of(member) if member.school_id == school.pk else [],
    }
    return render(request, "activities/of_school.jinja", shown | words(request))
