"""Liaison in two taps, its correction, and taking it back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.advice.actions import liaison as actions
from trailblazer.advice.forms.giving import CorrectLiaison, NoteLiaison
from trailblazer.advice.models import IndirectActivity, Liaison
from trailblazer.advice.views.giving import known
from trailblazer.care.forms.activities import TakeBack
from trailblazer.care.team_schools import schools_of
from trailblazer.young_people.views.road import Page, answer

FORM = "advice/liaison_form.jinja"


@page_for(Permission.GIVE_ADVICE)
def note(request: Asked) -> HttpResponse:
    """With whom, about whom or no one, what was decided."""
    person = known(request)
    form = NoteLiaison(
        request.POST or None,
        member=request.member,
        today=request.today,
        known=person,
        schools=schools_of(request.member, request.today),
    )

    def act(**values: Any) -> Liaison:
        return actions.note_liaison(by=request.member, **values)

    back = reverse("advice:of_person", args=[person.ref]) if person else reverse("advice:team")
    page = Page("Note liaison", "Save", back, person.name if person else "Advice", "Written down")
    return answer(request, form, act, page, template=FORM)


@page_for(Permission.GIVE_ADVICE)
def correct(request: Asked, liaison: str) -> HttpResponse:
    found = find(Liaison, liaison, by=request.member, together_with=("activity",))
    about: IndirectActivity | None = found.about
    initial = {
        "whom": found.whom,
        "minutes": found.activity.minutes,
        "happened_on": found.activity.happened_on,
        "decision": about.words if about else found.decision,
    }
    form = CorrectLiaison(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> Liaison:
        return actions.correct_liaison(found, by=request.member, **values)

    page = Page("Correct this", "Save the correction", reverse("advice:team"), "Advice", "Corrected")
    return answer(request, form, act, page, template=FORM, liaison=found, take_back=TakeBack())


@page_for(Permission.GIVE_ADVICE)
@require_POST
def take_back(request: Asked, liaison: str) -> HttpResponse:
    found = find(Liaison, liaison, by=request.member)
    form = TakeBack(request.POST)
    if form.is_valid():
        try:
            actions.take_back_liaison(found, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, "Taken back. It counts no more")
    return redirect("advice:team")
