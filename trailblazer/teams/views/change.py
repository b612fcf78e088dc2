"""The road every form of this app takes: check, one action, redirect; or the same page with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import Manager, Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.teams.models import SchoolService, Team
from trailblazer.teams.scope import may_keep, may_see_inside
from trailblazer.ui.environment import day
from trailblazer.ui.forms import ActionForm


@dataclass(frozen=True)
class Page:
    """What a page with one form says: its heading, its button, where its back link goes, what is said when done, and
    what one may have come for instead."""

    title: str
    button: str
    back: str
    back_words: str
    done: str
    lede: str = ""
    instead: str = ""
    instead_words: str = ""


def answer(
    request: Asked,
    form: ActionForm,
    act: Callable[..., Any],
    page: Page,
    *,
    to: Callable[[Any], str] | None = None,
) -> HttpResponse:
    """Shows the form, or does what it asks. `act` gets the form's values; `to` says where to go from what was made."""
    stale: list[dict[str, Any]] = []
    if form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        except StaleSave as refused:
            stale = _what_they_saved(form, refused)
            # Sent again, the form is taken as an answer to what they saved.
            typed = request.POST.copy()
            typed["version"] = str(getattr(refused.current, "version", ""))
            form.data = typed
            form.add_error(None, str(refused))
        else:
            messages.success(request, page.done)
            return redirect(to(made) if to else page.back)
    return render(request, "teams/form.jinja", {"form": form, "page": page, "stale": stale})


def _what_they_saved(form: ActionForm, refused: StaleSave) -> list[dict[str, Any]]:
    """Each answer that differs from what is saved now."""
    theirs = refused.current
    return [
        {"label": form[name].label, "saved": _in_words(theirs, name)}
        for name in (field.name for field in form.visible_fields())
        if hasattr(theirs, name) and not _is_same(_saved(theirs, name), form.cleaned_data[name])
    ]


def _saved(record: Model, name: str) -> Any:
    """A saved value; of many, the list."""
    value = getattr(record, name)
    return list(value.order_by("name")) if isinstance(value, Manager) else value


def _is_same(saved: Any, typed: Any) -> bool:
    """Whether it is what was typed. A wave is typed by its name, and many in any order."""
    if isinstance(saved, list):
        return set(saved) == set(typed)
    return saved == typed or (isinstance(saved, Model) and str(saved) == typed)


def _in_words(record: Model, name: str) -> Any:
    """A saved value as people read it."""
    in_words = getattr(record, f"get_{name}_display", None)
    value = in_words() if in_words else _saved(record, name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return day(value) if isinstance(value, date) else value


def team_or_404(ref: str) -> Team:
    return get_object_or_404(
        Team.objects.select_related("organisation__provider", "area__wave", "wave"), organisation__ref=ref
    )


def team_to_keep(request: Asked, ref: str) -> Team:
    """The team, if this member may change it; to anyone else its forms do not exist."""
    team = team_or_404(ref)
    if not may_keep(team.provider.pk, request.member):
        raise Http404
    return team


def service_or_404(request: Asked, ref: str, service: str) -> SchoolService:
    """How a school joins and is paused is for the team's own provider, the programme and commissioners."""
    found = get_object_or_404(
        SchoolService.objects.select_related("team__organisation__provider", "school"),
        ref=service,
        team__organisation__ref=ref,
    )
    if not may_see_inside(found.team.provider.pk, request.member):
        raise Http404
    return found


def service_to_keep(request: Asked, ref: str, service: str) -> SchoolService:
    found = service_or_404(request, ref, service)
    if not may_keep(found.team.provider.pk, request.member):
        raise Http404
    return found
