"""What a school has of its own: kept by the school and by the team that serves it."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.noticing import actions, forms
from trailblazer.noticing.models import SchoolSupport
from trailblazer.places.models import School
from trailblazer.teams.of_school import school_for
from trailblazer.young_people.views.road import Page, answer

KEPT = (
    "kind",
    "name",
    "given_by",
    "days",
    "helps_with",
    "age_from",
    "age_to",
    "places",
    "taken",
    "wait_weeks",
    "how_to_ask",
    "starts_on",
)
LOOK_AGAIN = timedelta(days=120)  # about a term


@page_for(Permission.SEE_SCHOOL_WORK)
def listing(request: Asked, urn: int) -> HttpResponse:
    """All of it, with what is no more and since when."""
    school = school_for(request.member, urn)
    kept = visible(SchoolSupport, request.member).filter(school=school)
    now = [row for row in kept if row.ends_on is None or row.ends_on > request.today]
    shown = {
        "school": school,
        "now": now,
        "ended": [row for row in kept if row not in now],
        "look_again_before": request.today - LOOK_AGAIN,
        "back_to": _back(request, school),
    }
    return render(request, "noticing/support.jinja", shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, urn: int) -> HttpResponse:
    school = school_for(request.member, urn)
    form = forms.SupportForm(request.POST or None, initial={"starts_on": request.today})

    def act(**values: Any) -> SchoolSupport:
        return actions.keep_support(SchoolSupport(school=school), by=request.member, **values)

    return answer(request, form, act, _page(school, "Add help that the school has", "Added"))


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, school_support: str) -> HttpResponse:
    found = find(SchoolSupport, school_support, by=request.member, together_with=("school",))
    initial = {name: getattr(found, name) for name in KEPT}
    form = forms.SupportForm(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> SchoolSupport:
        return actions.keep_support(found, by=request.member, **values)

    return answer(request, form, act, _page(found.school, f"Change {found.name}", "Saved, and checked today"))


@page_for(Permission.KEEP_SCHOOL_WORK)
def end(request: Asked, school_support: str) -> HttpResponse:
    found = find(SchoolSupport, school_support, by=request.member, together_with=("school",))
    form = forms.EndSupport(request.POST or None, record=found, initial={"ends_on": request.today})

    def act(**values: Any) -> SchoolSupport:
        return actions.end_support(found, by=request.member, **values)

    return answer(
        request, form, act, _page(found.school, f"{found.name} ends", "Saved. It stays in the reports")
    )


def _page(school: School, title: str, done: str) -> Page:
    back = reverse("noticing:support", args=[school.pk])
    return Page(title, "Save", back, "What the school has", done, school.name)


def _back(request: Asked, school: School) -> tuple[str, str]:
    if request.member.school_id:
        return reverse("desk:start"), "Our school"
    return reverse("places:school", args=[school.pk]), school.name
