"""One contact: recording it, and reading what was recorded."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.access.roles import Permission
from trailblazer.access.today import now
from trailblazer.care.actions.recording import FORM, record
from trailblazer.care.forms.recording import CHANGED, RecordContact
from trailblazer.care.models import Contact
from trailblazer.care.next_contact import NextNotPossible
from trailblazer.care.planning import Warned
from trailblazer.care.quiet_looks import NO
from trailblazer.care.read_contact import reading_of
from trailblazer.care.recording import Recording, from_the_plan, recording_of
from trailblazer.care.stale import both_versions
from trailblazer.care.unsent import Kept, add_form, restored
from trailblazer.domain.terms import london_day
from trailblazer.ui.environment import clock_time, day
from trailblazer.young_people.record_pages import flags_of


def _words_of(contact: Contact) -> str:
    on = london_day(contact.starts_at)
    return f"{contact.young_person.name}, {day(on)} at {clock_time(contact.starts_at)}"


add_form(FORM, Kept(Contact, "care:record_contact", _words_of))


@page_for(Permission.SEE_CARE)
def contact(request: Asked, contact: str) -> HttpResponse:
    """What was recorded. One that is still to be recorded opens for that, where the reader may."""
    found = find(Contact, contact, by=request.member)
    if not found.is_recorded and request.member.may(Permission.RECORD_CARE):
        return redirect("care:record_contact", found.ref)
    shown = {"contact": found, "person": found.young_person, "reading": reading_of(found, request.member)}
    shown |= {
        "flags": flags_of(found.young_person, request.member, request.today),
        "may_record": request.member.may(Permission.RECORD_CARE),
        "may_plan": request.member.may(Permission.PLAN_VISITS),
    }
    return render(request, "care/contact.jinja", shown)


@page_for(Permission.RECORD_CARE)
def record_contact(request: Asked, contact: str) -> HttpResponse:
    """Who came, scores, note, risk and the next visit, on one page and in one save."""
    found = find(Contact, contact, by=request.member)
    kept = restored(FORM, found.ref, request.member)
    page = recording_of(found, request.member, request.today)
    form = RecordContact(
        request.POST or None, record=found, asked=page.asked, now=now(), initial=page.initial
    )
    if not form.is_bound and kept:
        form.initial = {**form.initial, **kept.initial(form)}
    shown: dict[str, Any] = {"stale": [], "warnings": ()}
    if form.is_valid():
        try:
            made = record(found, by=request.member, **form.cleaned_data)
        except (NotPossible, StaleSave) as refused:
            shown |= _refused(form, page, refused, request.member)
        else:
            return _after(request, made, page, form)
    shown |= {
        "form": form,
        "page": page,
        "person": page.person,
        "kept": kept,
        "plan": from_the_plan(form, page),
        "flags": flags_of(page.person, request.member, request.today),
        "is_today": london_day(found.starts_at) == request.today,
        "may_plan": request.member.may(Permission.PLAN_VISITS),
    }
    return render(request, "care/recording.jinja", shown)


def _refused(form: Any, page: Recording, refused: Exception, member: Membership) -> dict[str, Any]:
    """Says at its place what was not possible; both versions where somebody saved in the meantime."""
    if isinstance(refused, StaleSave):
        form.add_error(None, str(refused))
        return {"stale": both_versions(form, page, refused, member)}
    if isinstance(refused, Warned):
        form.add_error("all_the_same", str(refused))
        return {"warnings": refused.warnings}
    form.add_error("next_visit" if isinstance(refused, NextNotPossible) else None, str(refused))
    return {}


def _after(request: Asked, made: Contact, page: Recording, form: RecordContact) -> HttpResponse:
    """On to what the answers ask for; else to the next contact of the day, or back to this one."""
    person = page.person
    messages.success(request, f"Saved: {person.called}, {clock_time(made.starts_at)}")
    if made.risk == CHANGED:
        messages.success(request, "You said that risk has changed. Record it now")
        return redirect("safeguarding:assess", person.ref)
    if page.asked.asks_about_quiet and form.cleaned_data.get("quiet") == NO:
        return redirect("young_people:quiet_mode", person.ref)
    if request.POST.get("then") == "stay":
        return redirect("care:record_contact", made.ref)
    if page.then is not None:
        return redirect("care:record_contact", page.then.ref)
    return redirect("young_people:record", person.ref)
