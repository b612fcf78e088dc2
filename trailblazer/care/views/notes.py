"""The notes about one young person: all that stand, a new one, and a correction."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.care.actions.notes import correct_note, write_note
from trailblazer.care.forms.notes import Correction, NewNote, NoteFilters
from trailblazer.care.models import Note
from trailblazer.care.notes import notes_of, with_versions
from trailblazer.care.unsent import Kept, add_form, restored
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.record_pages import opened, shown
from trailblazer.young_people.views.people import page_about
from trailblazer.young_people.views.road import answer

A_PAGE = 20
FORM = "care/note_form.jinja"
add_form("note", Kept(YoungPerson, "care:add_note", lambda person: f"Note about {person.name}"))


@page_for(Permission.SEE_NOTES)
def list_(request: Asked, young_person: str) -> HttpResponse:
    """Every note that stands, newest first; searched within this one person's notes."""
    record = opened(request, young_person)
    form = NoteFilters(request.GET)
    chosen = form.chosen
    found = notes_of(record.person, request.member, search=chosen.get("q", ""), kind=chosen.get("kind", ""))
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    notes = with_versions(page.object_list, request.member)
    looked_at_list([one.note for one in notes], by=request.member, where="notes read")
    more = {
        "filters": form,
        "page": page,
        "notes": notes,
        "is_narrowed": bool(chosen),
        "may_write": request.member.may(Permission.RECORD_CARE),
    }
    return render(request, "care/notes.jinja", shown(request, record, "care:notes", **more))


@page_for(Permission.RECORD_CARE)
def add(request: Asked, young_person: str) -> HttpResponse:
    """A note by itself: a call, a talk with school, something to remember."""
    person = find(YoungPerson, young_person, by=request.member)
    kept = restored("note", person.ref, request.member)
    form = NewNote(request.POST or None, today=request.today, initial=kept.initial(NewNote))

    def act(**values: Any) -> Note:
        return write_note(person, by=request.member, **values)

    page = page_about(person, "Add a note", "Save the note", "Note saved")
    return answer(
        request, form, act, page, to=lambda _: address_of(person), template=FORM, person=person, kept=kept
    )


@page_for(Permission.RECORD_CARE)
def correct(request: Asked, note: str) -> HttpResponse:
    """What it should say. The note itself stays as it was written, beneath the new one."""
    found = find(Note, note, by=request.member)
    person = found.young_person
    form = Correction(request.POST or None, initial={"words": found.words})

    def act(**values: Any) -> Note:
        return correct_note(found, by=request.member, **values)

    page = page_about(person, "Correct a note", "Save the correction", "Corrected")
    return answer(request, form, act, page, to=lambda _: address_of(person), person=person)


def address_of(person: YoungPerson) -> str:
    return reverse("care:notes", args=[person.ref])
