"""Writing down advice in two taps, booked or not; correcting it and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission, Role
from trailblazer.access.today import now
from trailblazer.advice.actions import giving as actions
from trailblazer.advice.forms.giving import CorrectAdvice, GiveAdvice, NoteAdvice
from trailblazer.advice.models import Advice, AdviceBooking
from trailblazer.care.forms.activities import TakeBack
from trailblazer.care.models import Visit
from trailblazer.care.team_schools import schools_of
from trailblazer.ui.environment import clock_time, long_day
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

FORM = "advice/give.jinja"


@page_for(Permission.GIVE_ADVICE)
def give(request: Asked, advice_booking: str) -> HttpResponse:
    """What came of a booked time, prefilled by what was booked."""
    beside = ("slot__member__user", "school", "asked_by__user")
    found = find(AdviceBooking, advice_booking, by=request.member, together_with=beside)
    form = GiveAdvice(request.POST or None, booking=found, member=request.member, today=request.today)

    def act(**values: Any) -> Advice:
        return actions.give(found, by=request.member, **values)

    when = f"{long_day(found.slot.starts_at)}, {clock_time(found.slot.starts_at)}"
    lede = f"{found.asked_by.user.name}, {found.school.name}. {when}."
    page = Page("Advice given", "Save", reverse("advice:team"), "Advice", _done(form), lede)
    return answer(request, form, act, page=page, template=FORM, booking=found)


def _done(form: Any) -> str:
    return (
        "Written down. What you agreed is on its way"
        if form.data.get("agreed", "").strip()
        else "Written down"
    )


@page_for(Permission.GIVE_ADVICE)
def note(request: Asked) -> HttpResponse:
    """Advice that nobody booked: the school, the topic, save."""
    schools = schools_of(request.member, request.today)
    urns = [school.pk for school in schools]
    staff = Membership.objects.current(request.today).filter(
        organisation__urn__in=urns, role__in=(Role.SENIOR_MENTAL_HEALTH_LEAD, Role.SCHOOL_STAFF)
    )
    given = request.GET.get("school", "") or _school_of_today(request)
    form = NoteAdvice(
        request.POST or None,
        member=request.member,
        today=request.today,
        known=known(request),
        schools=schools,
        staff=staff.select_related("user", "organisation").order_by("user__name"),
        initial={"school": given if given.isdecimal() else str(urns[0]) if len(urns) == 1 else ""},
    )

    def act(**values: Any) -> Advice:
        return actions.note_advice(by=request.member, **values)

    page = Page("Note advice", "Save", reverse("advice:team"), "Advice", _done(form))
    return answer(request, form, act, page, template=FORM)


def _school_of_today(request: Asked) -> str:
    """Where this member is today, or was last: most advice in the corridor is of there."""
    visits: Any = visible(Visit, request.member).filter(member=request.member, day=request.today)
    there = visits.exclude(school=None).exclude(state=Visit.State.CANCELLED).order_by("starts_at")
    begun = there.filter(starts_at__lte=now()).last() or there.first()
    return str(begun.school_id) if begun else ""


def known(request: Asked) -> YoungPerson | None:
    """Whom the address says it is about, if this member may know of them."""
    ref = request.GET.get("about", "")
    return visible(YoungPerson, request.member).filter(ref=ref).first() if ref else None


@page_for(Permission.GIVE_ADVICE)
def correct(request: Asked, advice: str) -> HttpResponse:
    found = find(Advice, advice, by=request.member, together_with=("activity", "school", "asked_by__user"))
    form = CorrectAdvice(request.POST or None, advice=found)

    def act(**values: Any) -> Advice:
        return actions.correct(found, by=request.member, **values)

    who = found.asked_by.user.name if found.asked_by else ""
    lede = f"{f'{who}, ' if who else ''}{found.school.name}."
    page = Page(
        "Correct this advice", "Save the correction", reverse("advice:team"), "Advice", "Corrected", lede
    )
    return answer(request, form, act, page, template=FORM, advice=found, take_back=TakeBack())


@page_for(Permission.GIVE_ADVICE)
@require_POST
def take_back(request: Asked, advice: str) -> HttpResponse:
    found = find(Advice, advice, by=request.member)
    form = TakeBack(request.POST)
    if form.is_valid():
        try:
            actions.take_back(found, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Taken back. It counts no more")
    return redirect("advice:team")
