"""Changes to come: the list, one of them, its plan; and support while somebody waits."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.log import looked_at_list
from trailblazer.access.roles import Permission
from trailblazer.care import transitions
from trailblazer.care.actions.meanwhile import answer_meanwhile, offer_meanwhile
from trailblazer.care.actions.transitions import add_transition, not_needed, plan_transition
from trailblazer.care.forms.transitions import (
    AddTransition,
    NotNeededForm,
    OfferForm,
    PlanTransition,
    TakenForm,
    TransitionFilters,
)
from trailblazer.care.models import HandOver, Transition, WhileWaiting
from trailblazer.care.next_team import next_team
from trailblazer.care.team_schools import colleagues_of, members_of_team
from trailblazer.care.views.hand_over_lists import tabs
from trailblazer.domain import codes
from trailblazer.domain.transitions import rules
from trailblazer.places.models import search_words
from trailblazer.ui.filters import remembered
from trailblazer.young_people.models import YoungPerson
from trailblazer.young_people.views.road import Page, answer

A_PAGE = 50
LISTS = {"open": "Not received yet", "nobody": "With nobody", "over": "Received or not needed"}


@page_for(Permission.SEE_CARE)
def list_(request: Asked) -> HttpResponse:
    """What changes for whom within a term, the next first; what is overdue stays until somebody has received them."""
    if (elsewhere := remembered(request, "transitions", never=("q",))) is not None:
        return elsewhere
    everything: Any = visible(Transition, request.member)
    which = request.GET.get("list", "open")
    which = which if which in LISTS else "open"
    members = members_of_team(request.member, request.today)
    filters = TransitionFilters(request.GET, lists=LISTS, members=members)
    found = {
        "open": everything.open(),
        "nobody": everything.nobodys(request.today),
        "over": everything.exclude(state__in=Transition.OPEN),
    }[which]
    chosen = filters.chosen
    found = found.filter(**{name: chosen[name] for name in ("kind", "owner") if name in chosen})
    for word in search_words(chosen.get("q", "")):
        found = found.filter(Q(young_person__search__contains=word))
    around = ("young_person__school", "owner__user", "next_school", "hand_over")
    order = ("-due_on", "-pk") if which == "over" else ("due_on", "pk")
    page = Paginator(found.select_related(*around).order_by(*order), A_PAGE).get_page(request.GET.get("page"))
    looked_at_list(list(page.object_list), by=request.member, where="transitions listed")
    context = {
        "tabs": tabs(request, "care:transitions"),
        "figures": _figures(everything, request),
        "filters": filters,
        "page": page,
        "rows": [transitions.shown(one, request.today) for one in page.object_list],
        "is_narrowed": bool(set(chosen) - {"list"}),
        "which": which,
        "weeks": rules().ahead.days // 7,
    }
    return render(request, "care/transitions.jinja", context)


def _figures(everything: Any, request: Asked) -> list[dict[str, Any]]:
    still_open = everything.open()
    total, late = still_open.count(), still_open.filter(due_on__lt=request.today).count()
    to_plan = still_open.filter(state=Transition.State.FOUND).count()
    nobody = everything.nobodys(request.today).count()
    return [
        {
            "label": "To plan",
            "figure": to_plan,
            "small": f"of {total}",
            "note": "Found, and nothing planned yet",
        },
        {
            "label": "Due, and not received",
            "figure": late,
            "small": f"of {total}",
            "note": "The day has come, and nobody has said that they have them",
            "is_late": bool(late),
        },
        {
            "label": "With nobody",
            "figure": nobody,
            "small": f"of {total}",
            "note": "Nobody sees to it, or whoever did has left",
            "href": "?list=nobody",
            "is_late": bool(nobody),
        },
    ]


@page_for(Permission.SEE_CARE)
def one(request: Asked, transition: str) -> HttpResponse:
    """What changes on the day, what is planned, and whether somebody has received them."""
    found = find(Transition, transition, by=request.member)
    is_open = found.state in Transition.OPEN
    followed = found.hand_over is not None and found.hand_over.is_open
    context = {
        "shown": transitions.shown(found, request.today),
        "transition": found,
        "person": found.young_person,
        "next_team": next_team(found, request.today),
        "own_word": [
            codes.load("consent_purposes").words(one)
            for one in transitions.own_word_needed(found.young_person, max(found.due_on, request.today))
        ],
        "may_plan": is_open and request.member.may(Permission.RECORD_CARE),
        "may_hand_over": is_open and not followed and found.state != Transition.State.HANDED_OVER,
        "source": rules().source,
    }
    return render(request, "care/transition.jinja", context)


def _page(found: Transition, title: str, button: str, done: str, lede: str = "") -> Page:
    back = reverse("care:transition", args=[found.ref])
    return Page(title, button, back, transitions.words_of(found.kind), done, lede)


@page_for(Permission.RECORD_CARE)
def plan(request: Asked, transition: str) -> HttpResponse:
    found = find(Transition, transition, by=request.member)
    form = PlanTransition(
        request.POST or None,
        transition=found,
        members=colleagues_of(request.member, request.today),
        provider_id=found.provider_id,
        at=found.next_school,
    )

    def act(**values: Any) -> Transition:
        return plan_transition(found, by=request.member, **values)

    page = _page(found, "Plan what comes next", "Save the plan", "Planned. Hand over next")
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def nothing_needed(request: Asked, transition: str) -> HttpResponse:
    found = find(Transition, transition, by=request.member)

    def act(**values: Any) -> Transition:
        return not_needed(found, by=request.member, **values)

    page = _page(found, "Nothing is needed", "Save", "Kept: nothing is needed")
    form = NotNeededForm(request.POST or None, record=found)
    return answer(request, form, act, page, person=found.young_person)


@page_for(Permission.RECORD_CARE)
def add(request: Asked, young_person: str) -> HttpResponse:
    """A change that the rules do not know of, or not yet."""
    person = find(YoungPerson, young_person, by=request.member)

    def act(**values: Any) -> Transition:
        return add_transition(person, by=request.member, **values)

    page = Page(
        title="Add a change to come",
        button="Add",
        back=reverse("care:hand_overs_of", args=[person.ref]),
        back_words=person.name,
        done="Added. Plan it next",
        lede="Changes of age and school year are found by themselves a term ahead. Add what the family has told you.",
    )
    form = AddTransition(request.POST or None)
    return answer(request, form, act, page, to=_address, person=person)


def _address(transition: Transition) -> str:
    return reverse("care:transition", args=[transition.ref])


@page_for(Permission.RECORD_CARE)
def offer(request: Asked, young_person: str) -> HttpResponse:
    """Support while somebody waits, here or elsewhere."""
    person = find(YoungPerson, young_person, by=request.member)
    waits_at = visible(HandOver, request.member).filter(ref=request.GET.get("hand_over", "")).first()
    if waits_at is not None and waits_at.young_person_id != person.pk:
        waits_at = None

    def act(**values: Any) -> WhileWaiting:
        return offer_meanwhile(person, by=request.member, hand_over=waits_at, **values)

    back = reverse("care:hand_over", args=[waits_at.ref]) if waits_at else _of(person)
    page = Page("Support while waiting", "Save", back, person.name, "Saved")
    return answer(request, OfferForm(request.POST or None, today=request.today), act, page, person=person)


@page_for(Permission.RECORD_CARE)
def taken(request: Asked, while_waiting: str) -> HttpResponse:
    found = find(WhileWaiting, while_waiting, by=request.member)

    def act(**values: Any) -> WhileWaiting:
        return answer_meanwhile(found, by=request.member, **values)

    known = codes.load("while_waiting")
    lede = f"{known.words(found.what)}." if found.what in known else ""
    page = Page("Was it taken?", "Save", _of(found.young_person), found.young_person.name, "Saved", lede)
    return answer(request, TakenForm(request.POST or None), act, page, person=found.young_person)


def _of(person: YoungPerson) -> str:
    return reverse("care:hand_overs_of", args=[person.ref])
