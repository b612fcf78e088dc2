"""The answer of a team to which another team hands somebody over."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.care.actions.hand_overs_to_us import accept, decline
from trailblazer.care.forms.hand_over_steps import AcceptForm, DeclineForm
from trailblazer.care.models import HandOver
from trailblazer.care.team_schools import colleagues_of
from trailblazer.young_people.views.road import Page, answer


def _page(found: HandOver, title: str, button: str, done: str, lede: str) -> Page:
    return Page(title, button, reverse("care:hand_over", args=[found.ref]), "The hand-over", done, lede)


def _due_on(found: HandOver) -> date | None:
    transition = found.transitions.first()
    return transition.due_on if transition is not None else None


@page_for(Permission.ALLOCATE_COURSES)
def accept_(request: Asked, hand_over: str) -> HttpResponse:
    """A named person has them; they move now, or on the day the change is due."""
    found = find(HandOver, hand_over, by=request.member)
    form = AcceptForm(
        request.POST or None,
        hand_over=found,
        members=colleagues_of(request.member, request.today),
        due_on=_due_on(found),
        today=request.today,
    )

    def act(**values: Any) -> HandOver:
        return accept(found, by=request.member, **values)

    lede = "Their record and all that is open come with them. Nobody arrives without somebody who has them."
    page = _page(found, f"Accept {found.young_person.name}", "Accept", "Accepted", lede)
    return answer(request, form, act, page)


@page_for(Permission.ALLOCATE_COURSES)
def decline_(request: Asked, hand_over: str) -> HttpResponse:
    found = find(HandOver, hand_over, by=request.member)

    def act(**values: Any) -> HandOver:
        return decline(found, by=request.member, **values)

    lede = "Nothing moves. Whoever handed over has them as before, and is told today."
    page = _page(found, "Say no to this hand-over", "Say no", "Said no. It goes back with your reason", lede)
    return answer(request, DeclineForm(request.POST or None, record=found), act, page)
