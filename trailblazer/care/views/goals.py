"""Goals in the young person's words: set, rated, corrected, ended."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.actions import goals as actions
from trailblazer.care.forms.goals import EndGoalForm, GoalForm, RateForm
from trailblazer.care.models import Goal, GoalRating
from trailblazer.care.views.plans import page_of
from trailblazer.referrals.models import Referral
from trailblazer.ui.environment import day
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer


def _page(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, page_of(person), "Plan and sessions", done, lede)


@page_for(Permission.RECORD_CARE)
def add_goal(request: Asked, referral: str) -> HttpResponse:
    under = find(Referral, referral, by=request.member)
    if under.young_person is None:
        raise Http404
    form = GoalForm(request.POST or None)

    def act(**values: Any) -> Goal:
        return actions.set_goal(under, by=request.member, **values)

    page = _page(under.young_person, "Set a goal", "Set the goal", "Goal set", "At most three at a time.")
    return answer(request, form, act, page, person=under.young_person)


@page_for(Permission.RECORD_CARE)
def rate(request: Asked, goal: str) -> HttpResponse:
    found = find(Goal, goal, by=request.member)
    form = RateForm(request.POST or None)

    def act(**values: Any) -> Any:
        return actions.rate_goal(found, by=request.member, **values)

    page = _page(found.young_person, "Rate the goal", "Save", "Rating saved", found.words)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.SEE_CARE)
def ratings(request: Asked, goal: str) -> HttpResponse:
    """Every rating of a goal, with what was corrected."""
    found = find(Goal, goal, by=request.member)
    rows = visible(GoalRating, request.member).filter(goal=found).select_related("by__user", "superseded_by")
    context = {
        "goal": found,
        "person": found.young_person,
        "rows": rows.order_by("-rated_on", "-pk"),
        "may_record": request.member.may(Permission.RECORD_CARE) and found.ended_on is None,
        "back_to": page_of(found.young_person),
    }
    return render(request, "care/goal_ratings.jinja", context)


@page_for(Permission.RECORD_CARE)
def correct(request: Asked, goal_rating: str) -> HttpResponse:
    found = find(GoalRating, goal_rating, by=request.member)
    form = RateForm(request.POST or None, initial={"rating": found.rating})

    def act(**values: Any) -> GoalRating:
        return actions.correct_rating(found, by=request.member, **values)

    lede = f"Rated {found.rating} on {day(found.rated_on)}. What was there stays to be read."
    page = Page(
        "Correct a rating",
        "Correct",
        reverse("care:goal", args=[found.goal.ref]),
        "Ratings",
        "Corrected",
        lede,
    )
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def end_goal(request: Asked, goal: str) -> HttpResponse:
    found = find(Goal, goal, by=request.member)
    form = EndGoalForm(request.POST or None)

    def act(**values: Any) -> Goal:
        return actions.end_goal(found, by=request.member, **values)

    page = _page(found.young_person, "End the goal", "End the goal", "Ended. Its ratings stay", found.words)
    return answer(request, form, act, page, person=found.young_person)
