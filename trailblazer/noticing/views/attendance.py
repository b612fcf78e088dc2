"""How much of school a pupil attended, with consent: one week or half term, or many pasted from a sheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.noticing import helping
from trailblazer.noticing.helped_forms import CountForm, PasteCounts
from trailblazer.noticing.models import AttendanceCount
from trailblazer.referrals.models import Referral
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import Page, answer

BACK = "Who helps, and how school goes"


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, referral: str) -> HttpResponse:
    found = find(Referral, referral, by=request.member, together_with=("school", "young_person"))
    form = CountForm(request.POST or None)

    def act(from_on: Any, to_on: Any, possible: int, attended: int, **more: Any) -> Any:
        kept = helping.keep_counts(found, [form.as_count()], by=request.member, **more)
        return kept[0]

    return answer(request, form, act, _page(found, "Add a week or half term", "Saved"))


@page_for(Permission.KEEP_SCHOOL_WORK)
def paste(request: Asked, referral: str) -> HttpResponse:
    """All rows are right, or none is saved."""
    found = find(Referral, referral, by=request.member, together_with=("school", "young_person"))
    form = PasteCounts(request.POST or None)

    def act(rows: Any, **keys: Any) -> Any:
        return helping.keep_counts(found, rows, by=request.member, **keys)

    lede = (
        "Nothing is saved until every row is right. A row for days that are there already takes their place."
    )
    return answer(request, form, act, _page(found, "Paste attendance", "Saved", lede))


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, attendance_count: str) -> HttpResponse:
    kept = find(
        AttendanceCount, attendance_count, by=request.member, together_with=("young_person", "school")
    )
    of_pupil: Any = visible(Referral, request.member).filter(
        young_person=kept.young_person, school=kept.school
    )
    page = _page(of_pupil.order_by("-received_on", "-pk").first(), "Change attendance", "Saved")
    if request.POST.get("do") == "remove":
        form = ActionForm(request.POST)
        if form.is_valid():
            helping.remove_count(kept, by=request.member, **form.cleaned_data)
            messages.success(request, "Removed")
        return redirect(page.back)
    names = ("from_on", "to_on", "possible", "attended", "learning", "note")
    initial = {name: getattr(kept, name) for name in names}
    shown = CountForm(request.POST or None, record=kept, initial=initial)

    def act(**values: Any) -> AttendanceCount:
        return helping.change_count(kept, by=request.member, **values)

    return answer(request, shown, act, page, template="noticing/change_count.jinja")


def _page(found: Referral | None, title: str, done: str, lede: str = "") -> Page:
    back = reverse("noticing:pupil", args=[found.ref]) if found else reverse("desk:start")
    return Page(title, "Save", back, BACK, done, lede)
