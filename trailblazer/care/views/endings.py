"""Ending a course, opening it again, how school goes, the triage call, and the pack of somebody who leaves."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.care import caseloads
from trailblazer.care.actions import assessing
from trailblazer.care.actions import endings as actions
from trailblazer.care.education_chart import drawn
from trailblazer.care.endings import copies, proposed, unpaired
from trailblazer.care.forms.endings import (
    CallForm,
    EducationForm,
    EndForm,
    FinishCall,
    ReopenForm,
    summaries,
)
from trailblazer.care.hand_overs import unanswered_of
from trailblazer.care.models import Assessment, Course, EducationCheck, Note, Plan
from trailblazer.care.views.plans import page_of
from trailblazer.domain import codes
from trailblazer.domain.checklists import checklist
from trailblazer.domain.consent import Answer
from trailblazer.domain.pathways import name_of
from trailblazer.referrals.models import Referral
from trailblazer.young_people.consents import standing_of
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import marks_of
from trailblazer.young_people.views.road import Asked, Page, answer

NEVER_SENT_ON = ("csrfmiddlewaretoken", "seen", "change")


def _page(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, page_of(person), "Plan and sessions", done, lede)


@page_for(Permission.RECORD_CARE)
def end(request: Asked, course: str) -> HttpResponse:
    """First the words, then exactly what goes to whom, then one button for both."""
    found = find(Course, course, by=request.member)
    missing = unpaired(found)
    waits = unanswered_of(found.young_person).exists()
    form = EndForm(
        request.POST or None,
        record=found,
        needs_pair=bool(missing),
        needs_answer=waits,
        initial={"ended_on": request.today, **proposed(found)},
    )
    page = _page(found.young_person, "End the course of support", "See what goes to whom", "Ended")
    shown = {"course": found, "missing": missing, "waits": waits, "pathway": name_of(found.pathway)}
    if request.method == "POST" and "change" not in request.POST and form.is_valid():
        if "seen" not in request.POST:
            return _preview(request, found, form, page)
        try:
            actions.end_course(found, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        except StaleSave as stale:
            form.add_error(None, str(stale))
        else:
            messages.success(request, "The course has ended. What may go was sent")
            return redirect(page.back)
    context = {"form": form, "page": page, "person": found.young_person, **shown}
    return render(request, "care/end_course.jinja", context)


def _preview(request: Asked, course: Course, form: EndForm, page: Page) -> HttpResponse:
    """Every summary as each would get it, word for word, and what is held back and why."""
    typed = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_SENT_ON
        for value in values
    ]
    context = {
        "page": page,
        "course": course,
        "person": course.young_person,
        "copies": copies(course.young_person, summaries(course, form.cleaned_data), request.today),
        "ended_on": form.cleaned_data["ended_on"],
        "reason": codes.load("ending_reasons").words(form.cleaned_data["reason"]),
        "typed": typed,
    }
    return render(request, "care/end_preview.jinja", context)


@page_for(Permission.RECORD_CARE)
def reopen(request: Asked, course: str) -> HttpResponse:
    found = find(Course, course, by=request.member)
    form = ReopenForm(request.POST or None, record=found)

    def act(**values: Any) -> Course:
        return actions.reopen_course(found, by=request.member, **values)

    lede = (
        "Within five days of its end it is the same spell, and the clock goes on. Later it is a new request."
    )
    page = _page(found.young_person, "Open the course again", "Open it again", "Open again", lede)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.SEE_CARE)
def education(request: Asked, course: str) -> HttpResponse:
    """How school went at the start, at the end and one term after, side by side."""
    found = find(Course, course, by=request.member)
    checks = list(visible(EducationCheck, request.member).filter(course=found).select_related("by__user"))
    exclusions = codes.load("exclusions")
    context = {
        "course": found,
        "person": found.young_person,
        "pathway": name_of(found.pathway),
        "checks": [
            {
                "check": one,
                "exclusion": exclusions.words(one.exclusion) if one.exclusion in exclusions else "",
                "share": round(100 * one.sessions_missed / one.sessions_possible)
                if one.sessions_missed is not None and one.sessions_possible
                else None,
            }
            for one in checks
        ],
        "chart": drawn(checks),
        "has_consent": standing_of(found.young_person).of("education") is Answer.GIVEN,
        "may_record": request.member.may(Permission.RECORD_CARE),
        "back_to": page_of(found.young_person),
    }
    return render(request, "care/education.jinja", context)


@page_for(Permission.RECORD_CARE)
def add_education(request: Asked, course: str) -> HttpResponse:
    found = find(Course, course, by=request.member)
    form = EducationForm(request.POST or None, initial={"checked_on": request.today})
    page = Page(
        title="How school goes",
        button="Save",
        back=reverse("care:education", args=[found.ref]),
        back_words="Staying in education",
        done="Saved",
        lede="Leave empty what nobody knows. It is then shown as not known, never as nought.",
    )

    def act(**values: Any) -> EducationCheck:
        return actions.check_education(found, by=request.member, **values)

    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def triage_call(request: Asked, referral: str) -> HttpResponse:
    """Goes on with the call that is not finished, or begins one."""
    under = find(Referral, referral, by=request.member)
    if under.young_person is None:
        raise Http404
    call = assessing.begin_call(under, by=request.member)
    first = checklist(call.checklist).sections[0]
    return redirect("care:call_step", call.ref, first.code)


@page_for(Permission.RECORD_CARE)
def call_step(request: Asked, assessment: str, section: str) -> HttpResponse:
    """One step: saved when going on, so that nothing is lost when the call breaks off."""
    call = find(Assessment, assessment, by=request.member)
    asked = checklist(call.checklist)
    step = asked.section(section)
    if step is None:
        raise Http404
    form = CallForm(request.POST or None, record=call, section=step, answers=call.answers)
    after = asked.after(step)
    page = _page(call.young_person, step.title, "Save and go on" if after else "Save and finish", "Saved")
    if request.method == "POST" and form.is_valid():
        try:
            assessing.keep_answers(
                call,
                by=request.member,
                answers=form.answers,
                submission_key=form.cleaned_data["submission_key"],
            )
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            if after is None:
                return redirect("care:finish_call", call.ref)
            return redirect("care:call_step", call.ref, after.code)
    context = {
        "form": form,
        "page": page,
        "step": step,
        "number": asked.sections.index(step) + 1,
        "sections": asked.sections,
        "call": call,
        "person": call.young_person,
        "source": asked.source,
    }
    return render(request, "care/call_step.jinja", context)


@page_for(Permission.RECORD_CARE)
def finish_call(request: Asked, assessment: str) -> HttpResponse:
    call = find(Assessment, assessment, by=request.member)
    asked = checklist(call.checklist)
    form = FinishCall(request.POST or None, record=call, person=call.young_person)
    page = _page(call.young_person, "Finish the call", "Finish and write down the consents", "Call finished")

    def act(**values: Any) -> Assessment:
        return assessing.finish_call(call, by=request.member, **values)

    shown: Any = {"missing": asked.unanswered(call.answers), "call": call, "first": asked.sections[0]}
    return answer(
        request, form, act, page, template="care/finish_call.jinja", person=call.young_person, **shown
    )


@page_for(Permission.SEE_NOTES)
def call(request: Asked, assessment: str) -> HttpResponse:
    """A call as it was answered."""
    found = find(Assessment, assessment, by=request.member)
    asked = checklist(found.checklist)
    context = {
        "call": found,
        "asked": asked,
        "answers": found.answers,
        "person": found.young_person,
        "back_to": page_of(found.young_person),
    }
    return render(request, "care/call.jinja", context)


@page_for(Permission.ALLOCATE_COURSES)
def pack(request: Asked, member: str) -> HttpResponse:
    """What somebody who leaves hands over: each open course with plan, next contact, what is owed, last note."""
    colleagues = Membership.objects.select_related("user", "organisation")
    leaver = colleagues.filter(ref=member, organisation__in=_teams_of(request.member)).first()
    if leaver is None:
        raise Http404
    held: Any = visible(Course, request.member)
    courses = held.open().filter(lead=leaver)
    listed: Any = caseloads.with_facts(courses)
    rows = caseloads.rows(listed.order_by("next_at", "pk"), request.today)
    people = [row.person for row in rows]
    looked_at_list(people, by=request.member, where="handover pack read")
    plans = {
        one.referral_id: one for one in visible(Plan, request.member).filter(referral__courses__in=courses)
    }
    notes: dict[int, Note] = {}
    written: Any = visible(Note, request.member)
    for note in written.standing().filter(young_person__in=people).order_by("about_on", "pk"):
        notes[note.young_person_id] = note
    context = {
        "leaver": leaver,
        "rows": rows,
        "plans": plans,
        "notes": notes,
        "marks": marks_of(people, request.member, request.today),
    }
    return render(request, "care/pack.jinja", context)


def _teams_of(member: Membership) -> list[int]:
    if member.team_id is not None:
        return [member.team_id]
    own = Membership._meta.get_field("organisation").related_model
    assert own is not None
    return list(own._default_manager.filter(provider=member.provider_id).values_list("pk", flat=True))
