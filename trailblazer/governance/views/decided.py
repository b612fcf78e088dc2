"""Decisions of a meeting, until they are done; escalations, until they are closed."""

from typing import Any

from django.http import HttpResponse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.governance import actions, forms
from trailblazer.governance.models import Board, BoardDecision, Escalation
from trailblazer.governance.views.boards import KEEP, to_board
from trailblazer.governance.views.meetings import opened, page_of
from trailblazer.young_people.views.road import Page, answer


@page_for(KEEP)
def new_decision(request: Asked, board_meeting: str) -> HttpResponse:
    found = opened(request, board_meeting)
    form = forms.DecisionForm(request.POST or None, items=list(found.items.all()))

    def act(**values: Any) -> BoardDecision:
        return actions.record_decision(found, by=request.member, **values)

    page = page_of(found, "Write down a decision", "Save the decision", "The decision is saved.")
    return answer(request, form, act, page)


def _decision(request: Asked, ref: str) -> BoardDecision:
    return find(
        BoardDecision, ref, by=request.member, together_with=("board_meeting__board", "board", "agenda_item")
    )


@page_for(KEEP)
def decision(request: Asked, board_decision: str) -> HttpResponse:
    """Changed until the minutes of its meeting are agreed."""
    found = _decision(request, board_decision)
    known = {name: getattr(found, name) for name in ("text", "owner", "due_on")}
    known["item"] = found.agenda_item.ref if found.agenda_item else ""
    items = list(found.board_meeting.items.all())
    form = forms.DecisionForm(request.POST or None, record=found, items=items, initial=known)

    def act(**values: Any) -> BoardDecision:
        return actions.change_decision(found, by=request.member, **values)

    title = f"Decision {found.number}"
    return answer(request, form, act, page_of(found.board_meeting, title, "Save", "The decision is changed."))


@page_for(KEEP)
def done(request: Asked, board_decision: str) -> HttpResponse:
    found = _decision(request, board_decision)
    form = forms.DoneForm(request.POST or None, record=found, initial={"done_on": request.today})
    page = Page(
        f"Decision {found.number} is done",
        "Save",
        to_board(found.board),
        found.board.name,
        "Written down as done.",
        found.text,
    )

    def act(**values: Any) -> BoardDecision:
        return actions.finish_decision(found, by=request.member, **values)

    return answer(request, form, act, page)


@page_for(KEEP)
def escalate(request: Asked, board: str) -> HttpResponse:
    found = find(Board, board, by=request.member)
    form = forms.EscalateForm(request.POST or None, today=request.today)
    page = Page("Escalate", "Save the escalation", to_board(found), found.name, "The escalation is saved.")

    def act(**values: Any) -> Escalation:
        return actions.escalate(found, by=request.member, **values)

    return answer(request, form, act, page)


def _escalation(request: Asked, ref: str) -> Escalation:
    return find(Escalation, ref, by=request.member, together_with=("board",))


@page_for(KEEP)
def answer_(request: Asked, escalation: str) -> HttpResponse:
    found = _escalation(request, escalation)
    form = forms.AnswerForm(request.POST or None, record=found, today=request.today)
    back, name = to_board(found.board), found.board.name
    page = Page("Answer to an escalation", "Save the answer", back, name, "The answer is saved.", found.what)

    def act(**values: Any) -> Escalation:
        return actions.answer_escalation(found, by=request.member, **values)

    return answer(request, form, act, page)


@page_for(KEEP)
def close(request: Asked, escalation: str) -> HttpResponse:
    found = _escalation(request, escalation)
    form = forms.CloseForm(request.POST or None, record=found)
    back, name = to_board(found.board), found.board.name
    page = Page("Close an escalation", "Close it", back, name, "The escalation is closed.", found.what)

    def act(**values: Any) -> Escalation:
        return actions.close_escalation(found, by=request.member, **values)

    return answer(request, form, act, page)
