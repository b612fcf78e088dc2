"""Importing the register of schools as pages: upload, check, confirm, and taking it back."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.imports.kinds import tag_of
from trailblazer.imports.models import Import
from trailblazer.places import actions, forms, older, preview
from trailblazer.places.register import KIND

State = Import.State
SHOWS_CLOSED = (State.PREVIEW, State.DONE)


def _import(ref: str) -> Import:
    return get_object_or_404(
        Import.objects.select_related("job__asked_by__user", "uploaded_by__user"), kind=KIND, ref=ref
    )


@page_for(Permission.KEEP_REGISTER)
def upload(request: Asked) -> HttpResponse:
    form = forms.Upload(request.POST or None, request.FILES or None, today=request.today)
    if form.is_valid():
        made = actions.upload(by=request.member, **form.cleaned_data)
        return redirect("register:import", made.ref)
    return render(request, "places/upload.jinja", {"form": form})


@page_for(Permission.KEEP_REGISTER)
def import_(request: Asked, ref: str) -> HttpResponse:
    """How far an import is, what it would change or has changed, and what can be done with it."""
    found = _import(ref)
    return _shown(request, found, forms.Confirm())


def _shown(request: Asked, found: Import, form: forms.Confirm) -> HttpResponse:
    context = {
        "import": found,
        "tag": tag_of(found),
        "form": form,
        "older": older.warning(found.as_at) if found.state == State.PREVIEW else "",
        "preview": preview.of(found) if found.summary else None,
        "closed": preview.closed_but_served(found, request.today) if found.state in SHOWS_CLOSED else None,
    }
    return render(request, "places/import.jinja", context)


@page_for(Permission.KEEP_REGISTER)
def confirm(request: Asked, ref: str) -> HttpResponse:
    found = _import(ref)
    form = forms.Confirm(request.POST or None)
    if form.is_valid():
        try:
            actions.confirm(found, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("register:import", ref)
    return _shown(request, found, form)


@page_for(Permission.KEEP_REGISTER)
def undo(request: Asked, ref: str) -> HttpResponse:
    found = _import(ref)
    if found.state != State.DONE and not (found.state == State.UNDOING and found.has_failed):
        return redirect("register:import", ref)
    form = forms.Confirm(request.POST or None)
    if form.is_valid():
        try:
            actions.ask_to_undo(found, by=request.member, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            return redirect("register:import", ref)
    return render(request, "places/undo.jinja", {"import": found, "form": form})
