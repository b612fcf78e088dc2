"""How much of school a pupil attended, with consent: one week or half term, or many pasted from a sheet."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.calendars import terms_of_school
from trailblazer.domain.attendance import NEAR, WEEKS, Count, SchoolWeek, school_weeks
from trailblazer.noticing import helping
from trailblazer.noticing.helped import of_request
from trailblazer.noticing.helped_forms import CountForm, PasteCounts, SaidOfEducation, WeekRow, WeeksForm
from trailblazer.noticing.models import AttendanceCount
from trailblazer.noticing.pupil import Pupil
from trailblazer.referrals.models import Referral
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import Page, answer

BACK = "Who helps, and how school goes"
MOST_SINCE = 12  # weeks since help began that are shown at once


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked, referral: str) -> HttpResponse:
    found = find(Referral, referral, by=request.member, together_with=("school", "young_person"))
    form = CountForm(request.POST or None)

    def act(from_on: Any, to_on: Any, possible: int, attended: int, **more: Any) -> Any:
        kept = helping.keep_counts(found, [form.as_count()], by=request.member, **more)
        return kept[0]

    return answer(request, form, act, _page(found, "Add a week or half term", "Saved"))


@page_for(Permission.KEEP_SCHOOL_WORK)
def agreed(request: Asked, referral: str) -> HttpResponse:
    """What was said since about looking at attendance and learning together."""
    found = find(Referral, referral, by=request.member, together_with=("school", "young_person"))

    def act(**values: Any) -> Any:
        return helping.say_of_education(found, by=request.member, **values)

    lede = (
        "School and team look at attendance and learning together only while the young person or family agrees. "
        "When somebody says no, nobody sees the numbers any more."
    )
    page = _page(found, "What they said about attendance and learning", "Saved", lede)
    return answer(request, SaidOfEducation(request.POST or None, record=found), act, page)


@page_for(Permission.KEEP_SCHOOL_WORK)
def weeks(request: Asked, referral: str) -> HttpResponse:
    """The school weeks before help, or before it was asked for, and those since, ready to be filled in."""
    found = find(Referral, referral, by=request.member, together_with=("school", "young_person"))
    pupil = of_request(found, request.member, request.today)
    before, since = _to_fill(found, pupil, request.today)
    form = WeeksForm(request.POST or None, weeks=[*before, *since])

    def act(counts: list[Count], **keys: Any) -> Any:
        return helping.keep_counts(found, counts, by=request.member, **keys)

    groups = [
        ("Before help began" if pupil.began_on else "Before support was asked for", form.rows[: len(before)]),
        ("Since then", form.rows[len(before) :]),
    ]
    lede = "A morning or an afternoon is one session. Leave a week empty that you do not know."
    page = _page(found, f"Attendance of {pupil.name}, week by week", "Saved", lede)
    return answer(request, form, act, page, template="noticing/weeks.jinja", groups=groups)


def _to_fill(found: Referral, pupil: Pupil, today: date) -> tuple[list[WeekRow], list[WeekRow]]:
    """The last six school weeks before help began, or before it was asked for, and the latest since. What was counted
    by other days than a week's is left out.
    """
    parted, terms = pupil.began_on or found.received_on, terms_of_school(found.school)
    kept = {(row.from_on, row.to_on): row.count for row in pupil.counts}

    def rows(first: date, last: date, most: int) -> list[WeekRow]:
        every = school_weeks(lambda day: bool(terms.why_closed(day)), first, last)[:most]
        made = [WeekRow(week, kept.get((week.from_on, week.to_on))) for week in every]
        return [row for row in made if row.kept or not _is_counted(row.week, kept.values())]

    began_in = parted - timedelta(days=parted.weekday())
    return rows(parted - NEAR, parted - timedelta(days=1), WEEKS), rows(began_in, today, MOST_SINCE)


def _is_counted(week: SchoolWeek, counts: Iterable[Count]) -> bool:
    return any(week.from_on <= count.to_on and count.from_on <= week.to_on for count in counts)


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
    kept = find(AttendanceCount, attendance_count, by=request.member, together_with=("referral", "school"))
    seen = visible(Referral, request.member).filter(pk=kept.referral_id).first()
    page = _page(seen, "Change attendance", "Saved")
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
