"""Ending a course, and opening it again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.care import education
from trailblazer.care.actions import endings as actions
from trailblazer.care.endings import (
    SUBJECT,
    SUMMARIES,
    Copy,
    NotPossibleAt,
    check_ending,
    copies,
    proposed,
    seal_of,
    unpaired,
)
from trailblazer.care.forms.endings import EndForm, ReopenForm
from trailblazer.care.hand_overs import hold_back, words_of_hindrance
from trailblazer.care.models import Contact, Course, EducationCheck
from trailblazer.care.views.plans import TOLD, page_of
from trailblazer.domain import codes
from trailblazer.domain.endings import may_reopen
from trailblazer.domain.pathways import name_of
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

SHOWN = 12  # contacts that are still booked
NEVER_SENT_ON = ("csrfmiddlewaretoken", "seen", "change")


def _page(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, page_of(person), "Plan and sessions", done, lede)


@page_for(Permission.RECORD_CARE)
def end(request: Asked, course: str) -> HttpResponse:
    """First the words, then exactly what goes to whom, then one button for both."""
    found = find(Course, course, by=request.member)
    missing = unpaired(found)
    waits = list(hold_back(found).select_related("owner__user"))
    form = EndForm(
        request.POST or None,
        record=found,
        needs_pair=bool(missing),
        needs_answer=bool(waits),
        initial={"ended_on": request.today, **proposed(found)},
    )
    page = _page(found.young_person, "End the course of support", "See what goes to whom", "Ended")
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        done = _look_or_end(request, found, form, page)
        if done is not None:
            return done
    shown = {
        "course": found,
        "missing": missing,
        "waits": [(one, words_of_hindrance(one)) for one in waits],
        "school_due": [
            EducationCheck.Stage(one.stage) for one in education.due_at_ending(found, request.today)
        ],
        "pathway": name_of(found.pathway),
    }
    booked = visible(Contact, request.member).filter(course=found, attendance="", is_in_error=False)[:SHOWN]
    context = {"form": form, "page": page, "person": found.young_person, "booked": booked, **shown}
    return render(request, "care/end_course.jinja", context)


def _look_or_end(request: Asked, course: Course, form: EndForm, page: Page) -> HttpResponse | None:
    """What goes to whom; or, once that was seen, the ending. None where the form is to be shown again."""
    try:
        if "seen" not in request.POST:
            check_ending(course, **form.what_is_checked)
            return _preview(request, course, form, page)
        actions.end_course(course, by=request.member, shown=request.POST["seen"], **form.cleaned_data)
    except NotPossibleAt as reason:
        form.add_error(reason.field if reason.field in form.fields else None, str(reason))
    except NotPossible as reason:
        form.add_error(None, str(reason))
    except StaleSave as stale:
        form.answer_to(stale.current)
        form.add_error(None, str(stale))
    else:
        messages.success(request, "The course has ended. What may go was sent")
        return redirect(page.back)
    return None


def _preview(request: Asked, course: Course, form: EndForm, page: Page) -> HttpResponse:
    """Every summary as each would get it, word for word, and what is held back and why."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_SENT_ON
        for value in values
    ]
    going = copies(course.young_person, form.words)
    context = {
        "page": page,
        "course": course,
        "person": course.young_person,
        "copies": going,
        "told": {name: form.fields[name].label for name in SUMMARIES},
        "seal": seal_of(going),
        "nobody": [TOLD[name] for name in SUMMARIES if form.words[name].strip() and not _has(going, name)],
        "subject": SUBJECT,
        "ended_on": form.cleaned_data["ended_on"],
        "reason": codes.load("ending_reasons").words(form.cleaned_data["reason"]),
        "typed": typed,
    }
    return render(request, "care/end_preview.jinja", context)


def _has(going: list[Copy], name: str) -> bool:
    return any(copy.field == name for copy in going)


@page_for(Permission.RECORD_CARE)
def reopen(request: Asked, course: str) -> HttpResponse:
    found = find(Course, course, by=request.member)
    if found.ended_on is not None and not may_reopen(found.ended_on, request.today):
        late = {"course": found, "person": found.young_person, "back_to": page_of(found.young_person)}
        return render(request, "care/reopen_late.jinja", late)
    form = ReopenForm(request.POST or None, record=found)

    def act(**values: Any) -> Course:
        return actions.reopen_course(found, by=request.member, **values)

    lede = (
        "Within five days of its end it is the same spell, and the clock goes on. Later it is a new request."
    )
    page = _page(
        found.young_person, "Open the course again", "Open it again", "The course is open again", lede
    )
    return answer(request, form, act, page, person=found.young_person)
