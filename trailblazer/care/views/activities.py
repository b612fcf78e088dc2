"""Other work: written down in two taps, the list of one's own week, and its correction."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.care.actions import activities as actions
from trailblazer.care.forms.activities import ActivityForm, TakeBack
from trailblazer.care.kept_elsewhere import kept_elsewhere
from trailblazer.care.models import Activity
from trailblazer.care.time_by_function import monday_of, week_of
from trailblazer.domain import codes
from trailblazer.young_people.views.road import Page, answer

ONE_WEEK = timedelta(days=7)
FURTHEST = timedelta(days=3 * 366)


@page_for(Permission.RECORD_CARE)
def list_(request: Asked) -> HttpResponse:
    """The member's own week: what counts, and the other work that was written down."""
    first = monday_of(_asked_day(request))
    rows = (
        visible(Activity, request.member)
        .filter(
            staff=request.member, is_in_error=False, happened_on__range=(first, first + timedelta(days=6))
        )
        .select_related("school")
        .prefetch_related("staff__user")
        .order_by("happened_on", "pk")
    )
    elsewhere = kept_elsewhere(rows)
    context = {
        "rows": [
            _row(activity, request) | {"elsewhere": elsewhere.get(activity.pk, "")} for activity in rows
        ],
        "week": week_of(request.member, first),
        "earlier": first - ONE_WEEK,
        "later": first + ONE_WEEK if first + ONE_WEEK <= request.today else None,
    }
    return render(request, "care/activities.jinja", context)


def _asked_day(request: Asked) -> date:
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return request.today
    return day if abs(day - request.today) <= FURTHEST else request.today


def _row(activity: Activity, request: Asked) -> dict[str, Any]:
    known = codes.load("activities")
    return {
        "activity": activity,
        "kind": known.words(activity.kind) if activity.kind in known else activity.kind,
        "others": sorted(one.user.name for one in activity.staff.all() if one != request.member),
        "form": TakeBack(),
    }


@page_for(Permission.RECORD_CARE)
def add(request: Asked) -> HttpResponse:
    initial = {"school": request.GET["school"]} if request.GET.get("school", "").isdecimal() else {}
    form = ActivityForm(request.POST or None, member=request.member, today=request.today, initial=initial)

    def act(**values: Any) -> Activity:
        return actions.record_activity(by=request.member, **values)

    return _answer(request, form, act, "Record other work", "Save")


@page_for(Permission.RECORD_CARE)
def change(request: Asked, activity: str) -> HttpResponse:
    """Written anew; what it said before is marked as entered in error."""
    found = find(Activity, activity, by=request.member)
    if elsewhere := kept_elsewhere([found]).get(found.pk):
        return redirect(elsewhere)
    form = ActivityForm(request.POST or None, member=request.member, today=request.today, record=found)

    def act(**values: Any) -> Activity:
        return actions.correct_activity(found, by=request.member, **values)

    return _answer(request, form, act, "Correct this", "Save the correction")


def _answer(request: Asked, form: ActivityForm, act: Any, title: str, button: str) -> HttpResponse:
    page = Page(title, button, reverse("care:activities"), "Your week", "Written down")
    return answer(request, form, act, page, to=_week_with, template="care/activities_add.jinja")


def _week_with(activity: Activity) -> str:
    return f"{reverse('care:activities')}?week={activity.happened_on.isoformat()}"


@page_for(Permission.RECORD_CARE)
@require_POST
def take_back(request: Asked, activity: str) -> HttpResponse:
    found = find(Activity, activity, by=request.member)
    form = TakeBack(request.POST)
    if elsewhere := kept_elsewhere([found]).get(found.pk):
        return redirect(elsewhere)
    if form.is_valid():
        try:
            actions.take_back_activity(found, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Taken back. It counts no more")
    return redirect(_week_with(found))
