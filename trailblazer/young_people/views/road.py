"""The road every form here takes: check, one action, redirect; or the same page with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import BooleanField, ChoiceField, MultipleChoiceField
from django.http import HttpResponse
from django.shortcuts import redirect, render

from trailblazer.access.asked import Asked
from trailblazer.access.log import looked_at_list
from trailblazer.access.records import NotPossible, StaleSave
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.duplicates import Doubt, Doubtful
from trailblazer.young_people.models import YoungPerson

NEVER_SENT_ON = ("csrfmiddlewaretoken", "seen", "change")


@dataclass(frozen=True)
class Page:
    """What a page with one form says: its heading, its button, where its back link goes, what is said when done."""

    title: str
    button: str
    back: str
    back_words: str
    done: str
    lede: str = ""


def answer(
    request: Asked,
    form: ActionForm,
    act: Callable[..., Any],
    page: Page,
    *,
    to: Callable[[Any], str] | None = None,
    template: str = "young_people/form.jinja",
    **shown: Any,
) -> HttpResponse:
    """Shows the form, or does what it asks. `act` gets the form's values; `to` says where to go from what was made."""
    stale: list[dict[str, Any]] = []
    if "change" not in request.POST and form.is_valid():
        try:
            made = act(**form.cleaned_data)
        except Doubtful as doubtful:
            return _look_first(request, doubtful.doubts, page)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        except StaleSave as refused:
            stale = what_they_saved(form, refused)
            form.add_error(None, str(refused))
        else:
            messages.success(request, page.done)
            return redirect(to(made) if to else page.back)
    shown = {"form": form, "page": page, "stale": stale, "sections": _sections(form)} | shown
    return render(request, template, shown)


def _sections(form: Any) -> list[tuple[str, Any]]:
    return list(form.sections()) if hasattr(form, "sections") else [("", form.visible_fields())]


def _look_first(request: Asked, doubts: tuple[Doubt, ...], page: Page) -> HttpResponse:
    """What somebody must see before the record is kept. What was typed goes on with the page."""
    alike = [doubt.young_person.pk for doubt in doubts if doubt.young_person is not None]
    seen = list(
        YoungPerson.objects.visible_to(request.member).filter(pk__in=alike).select_related("school", "team")
    )
    looked_at_list(seen, by=request.member, where="possible duplicates shown")
    shown = {
        "page": page,
        "doubts": doubts,
        "visible": {person.pk for person in seen},
        "typed": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in NEVER_SENT_ON
            for value in values
        ],
    }
    return render(request, "young_people/look_first.jinja", shown)


def what_they_saved(form: Any, refused: StaleSave) -> list[dict[str, Any]]:
    """Each answer that differs from what is saved now, with both. Sent again, the form answers to what is saved."""
    theirs = refused.current
    form.data = form.data.copy()
    form.data["version"] = getattr(theirs, "version", "")
    return [
        {
            "label": _label(form, name),
            "saved": _words(form, name, getattr(theirs, name)),
            "typed": _words(form, name, typed),
        }
        for name, typed in form.cleaned_data.items()
        if name not in ("submission_key", "version")
        and hasattr(theirs, name)
        and getattr(theirs, name) != typed
    ]


def _label(form: Any, name: str) -> str:
    return "School or college" if name == "school" else str(form[name].label)


def _words(form: Any, name: str, value: Any) -> str:
    """A value as its form words it."""
    field = form.fields.get(name)
    choices: Any = getattr(field, "choices", ())
    if isinstance(field, MultipleChoiceField):
        return ", ".join(str(dict(choices).get(one, one)) for one in value)
    if isinstance(field, BooleanField) or isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, ChoiceField) and name != "school":
        return str(dict(choices).get(value, value) or "")
    return "" if value is None else str(value)
