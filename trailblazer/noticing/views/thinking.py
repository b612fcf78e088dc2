"""Pupils that a school's lead is thinking about: their own notes, term by term."""

from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission, Role
from trailblazer.domain.school_terms import term_by_code, term_of
from trailblazer.noticing import actions, forms
from trailblazer.noticing.models import Thought
from trailblazer.noticing.views.asking import own_school
from trailblazer.places.cards import who_is_told
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import Page, answer

DONE, FORGET = "done", "forget"


def _refuse_others(request: Asked) -> None:
    if request.member.role != Role.SENIOR_MENTAL_HEALTH_LEAD:
        raise PermissionDenied


@page_for(Permission.KEEP_SCHOOL_WORK)
def thinking(request: Asked) -> HttpResponse:
    """This term's rows, what is still to be done from before, and the terms of before."""
    _refuse_others(request)
    this = term_of(request.today)
    rows = list(visible(Thought, request.member).order_by("-term", "who", "pk"))
    of_term = [row for row in rows if row.term == this.code]
    before = [row for row in rows if row.term != this.code]
    shown = {
        "term": this,
        "told": who_is_told(request.member, request.today),
        "rows": of_term,
        "carried": [row for row in before if row.is_open],
        "before": [
            (term_by_code(code), [row for row in kept if not row.is_open])
            for code, kept in groupby(before, key=lambda row: row.term)
        ],
    }
    return render(request, "noticing/thinking.jinja", shown)


@page_for(Permission.KEEP_SCHOOL_WORK)
def add(request: Asked) -> HttpResponse:
    _refuse_others(request)
    school = own_school(request.member)
    form = forms.ThoughtForm(request.POST or None, school=school)

    def act(**values: Any) -> Thought:
        return actions.keep_thought(Thought(school=school), by=request.member, **values)

    return answer(request, form, act, _page("Add a pupil you are thinking about", "Added"))


@page_for(Permission.KEEP_SCHOOL_WORK)
def change(request: Asked, thought: str) -> HttpResponse:
    """Change a row; or, by the buttons of the list, mark it done or forget it."""
    found = find(Thought, thought, by=request.member, together_with=("school",))
    if request.POST.get("do") in (DONE, FORGET):
        return _at_once(request, found)
    names = ("who", "year_group", "noticed", "ends_in", "by_when")
    initial = {name: getattr(found, name) for name in names}
    form = forms.ThoughtForm(request.POST or None, school=found.school, record=found, initial=initial)

    def act(**values: Any) -> Thought:
        return actions.keep_thought(found, by=request.member, **values)

    return answer(request, form, act, _page("Change the row", "Saved"), template="noticing/thought.jinja")


def _at_once(request: Asked, found: Thought) -> HttpResponse:
    form = ActionForm(request.POST)
    if form.is_valid():
        try:
            if request.POST["do"] == DONE:
                actions.seen_to(found, by=request.member, **form.cleaned_data)
                messages.success(request, "Done")
            else:
                actions.forget(found, by=request.member, **form.cleaned_data)
                messages.success(request, "Forgotten. Nothing of the row is kept")
        except NotPossible as reason:
            messages.error(request, str(reason))
    return redirect("noticing:thinking")


def _page(title: str, done: str) -> Page:
    lede = "Only you see this. It is your own note, not a record: no scores, no labels, no diagnosis."
    back = reverse("noticing:thinking")
    return Page(title, "Save", back, "Pupils we are thinking about", done, lede)
