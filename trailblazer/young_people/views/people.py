"""Adding a young person and changing what is kept about them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.young_people import actions
from trailblazer.young_people.forms import AboutThem, CarerForm, NewPerson, ToReachThem, WhoTheyAre
from trailblazer.young_people.models import Carer, YoungPerson
from trailblazer.young_people.views.road import Page, answer

KEEP = Permission.KEEP_YOUNG_PEOPLE


@page_for(KEEP)
def add(request: Asked) -> HttpResponse:
    """Somebody new. Who may be the same person is shown before a record is made."""
    form = NewPerson(request.POST or None, member=request.member, today=request.today)
    page = Page(
        title="Add a child or young person",
        button="Add this child or young person",
        back=reverse("young_people:list"),
        back_words="Children and young people",
        done="Added",
        lede="We look for the same person before a record is made.",
    )

    def act(team: Any = None, **values: Any) -> YoungPerson:
        seen = request.POST.getlist("seen")
        return actions.create(by=request.member, today=request.today, seen=seen, team=team, **values)

    return answer(request, form, act, page, to=address_of)


def address_of(person: YoungPerson) -> str:
    return reverse("young_people:record", args=[person.ref])


def page_about(person: YoungPerson, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, address_of(person), person.name, done, lede)


@page_for(KEEP)
def change(request: Asked, ref: str) -> HttpResponse:
    """Who they are, and their school."""
    person = find(YoungPerson, ref, by=request.member)
    names = [name for name in WhoTheyAre.base_fields if hasattr(person, name) and name != "school"]
    form = WhoTheyAre(
        request.POST or None,
        record=person,
        today=request.today,
        provider_id=person.provider_id,
        at=person.school,
        initial={name: getattr(person, name) for name in names if name != "version"},
    )
    return _change(request, person, form, "who they are")


@page_for(KEEP)
def change_reach(request: Asked, ref: str) -> HttpResponse:
    """How to reach them, and what they need."""
    person = find(YoungPerson, ref, by=request.member)
    initial = {name: getattr(person, name) for name in ToReachThem.base_fields if hasattr(person, name)}
    return _change(
        request,
        person,
        ToReachThem(request.POST or None, record=person, initial=initial),
        "how to reach them",
    )


@page_for(KEEP)
def change_about(request: Asked, ref: str) -> HttpResponse:
    """What says whether help reaches everyone."""
    person = find(YoungPerson, ref, by=request.member)
    initial = {name: getattr(person, name) for name in AboutThem.NAMES}
    form = AboutThem(request.POST or None, record=person, initial=initial)
    lede = "Whether help reaches everyone is seen from these. Nobody has to answer."
    return _change(request, person, form, "what is known about them", lede)


def _change(request: Asked, person: YoungPerson, form: Any, what: str, lede: str = "") -> HttpResponse:
    def act(**values: Any) -> YoungPerson:
        seen = request.POST.getlist("seen")
        return actions.change(person, by=request.member, today=request.today, seen=seen, **values)

    page = page_about(person, f"Change {what}", "Save", "Saved", lede)
    return answer(request, form, act, page, person=person)


@page_for(KEEP)
def add_carer(request: Asked, ref: str) -> HttpResponse:
    person = find(YoungPerson, ref, by=request.member)
    form = CarerForm(request.POST or None)

    def act(**values: Any) -> Carer:
        return actions.add_carer(person, by=request.member, **values)

    page = page_about(person, "Add a parent or carer", "Add parent or carer", "Parent or carer added")
    return answer(request, form, act, page, person=person)


@page_for(KEEP)
def change_carer(request: Asked, ref: str, carer: str) -> HttpResponse:
    person = find(YoungPerson, ref, by=request.member)
    found = find(Carer, carer, by=request.member)
    if found.young_person_id != person.pk:
        raise Http404
    initial = {name: getattr(found, name) for name in CarerForm.base_fields if hasattr(found, name)}
    form = CarerForm(request.POST or None, record=found, initial=initial)

    def act(**values: Any) -> Carer:
        return actions.change_carer(found, by=request.member, **values)

    page = page_about(person, "Change a parent or carer", "Save", "Saved")
    return answer(request, form, act, page, person=person)
