"""A meeting: its agenda, papers and decisions; its minutes; and both to be printed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find
from trailblazer.access.guard import page_for
from trailblazer.governance import actions, forms
from trailblazer.governance.models import AgendaItem, Board, BoardDecision, BoardMeeting, BoardPaper
from trailblazer.governance.views.boards import KEEP, SEE, to_board
from trailblazer.ui.environment import day as in_words
from trailblazer.young_people.views.road import Page, answer


def opened(request: Asked, ref: str) -> BoardMeeting:
    return find(BoardMeeting, ref, by=request.member, together_with=("board",))


def to_meeting(found: BoardMeeting) -> str:
    return reverse("governance:meeting", args=[found.ref])


def page_of(found: BoardMeeting, title: str, button: str, done: str, lede: str = "") -> Page:
    return Page(title, button, to_meeting(found), f"Meeting of {in_words(found.held_on)}", done, lede)


def _shown(request: Asked, found: BoardMeeting) -> dict[str, Any]:
    """The meeting whole, in four queries however long its agenda."""
    papers: dict[int | None, list[BoardPaper]] = {}
    for paper in found.papers.kept():
        papers.setdefault(paper.agenda_item_id, []).append(paper)
    decisions: dict[int | None, list[BoardDecision]] = {}
    for one in found.decisions.order_by("number"):
        decisions.setdefault(one.agenda_item_id, []).append(one)
    return {
        "meeting": found,
        "board": found.board,
        "items": [
            {"item": item, "papers": papers.get(item.pk, []), "decisions": decisions.get(item.pk, [])}
            for item in found.items.all()
        ],
        "other_papers": papers.get(None, []),
        "other_decisions": decisions.get(None, []),
        "present": list(found.present.all()),
        "is_past": found.held_on <= request.today,
        "may_keep": request.member.may(KEEP) and not (found.is_agreed or found.is_off),
        "minuted": False,
    }


@page_for(SEE)
def meeting(request: Asked, board_meeting: str) -> HttpResponse:
    return render(request, "governance/meeting.jinja", _shown(request, opened(request, board_meeting)))


@page_for(SEE)
def print_agenda(request: Asked, board_meeting: str) -> HttpResponse:
    return render(request, "governance/print.jinja", _shown(request, opened(request, board_meeting)))


@page_for(SEE)
def print_minutes(request: Asked, board_meeting: str) -> HttpResponse:
    shown = _shown(request, opened(request, board_meeting)) | {"minuted": True}
    return render(request, "governance/print.jinja", shown)


@page_for(KEEP)
def new(request: Asked, board: str) -> HttpResponse:
    found = find(Board, board, by=request.member)
    form = forms.MeetingForm(request.POST or None)
    page = Page("Plan a meeting", "Plan the meeting", to_board(found), found.name, "The meeting is planned.")

    def act(**values: Any) -> BoardMeeting:
        return actions.plan_meeting(found, by=request.member, **values)

    return answer(request, form, act, page, to=to_meeting)


@page_for(KEEP)
def change(request: Asked, board_meeting: str) -> HttpResponse:
    found = opened(request, board_meeting)
    form = forms.MeetingForm(request.POST or None, record=found)

    def act(**values: Any) -> BoardMeeting:
        return actions.change_meeting(found, by=request.member, **values)

    return answer(request, form, act, page_of(found, "Change the meeting", "Save", "The meeting is changed."))


@page_for(KEEP)
def minutes(request: Asked, board_meeting: str) -> HttpResponse:
    """Who was there, and what was said that belongs to no one item."""
    found = opened(request, board_meeting)
    members = list(found.board.boardmembers.on(found.held_on))
    form = forms.MinutesForm(request.POST or None, record=found, members=members)

    def act(**values: Any) -> BoardMeeting:
        return actions.write_minutes(found, by=request.member, **values)

    return answer(request, form, act, page_of(found, "Minutes", "Save the minutes", "The minutes are saved."))


@page_for(KEEP)
def new_item(request: Asked, board_meeting: str) -> HttpResponse:
    found = opened(request, board_meeting)
    form = forms.ItemForm(request.POST or None)

    def act(**values: Any) -> AgendaItem:
        return actions.add_item(found, by=request.member, **values)

    return answer(
        request, form, act, page_of(found, "Add to the agenda", "Add the item", "It is on the agenda.")
    )


@page_for(KEEP)
def item(request: Asked, agenda_item: str) -> HttpResponse:
    found = find(
        AgendaItem, agenda_item, by=request.member, together_with=("board_meeting__board", "board_meeting")
    )
    form = forms.ItemForm(request.POST or None, record=found)
    title = f"Item {found.number} of the agenda"

    def act(**values: Any) -> AgendaItem:
        return actions.change_item(found, by=request.member, **values)

    return answer(request, form, act, page_of(found.board_meeting, title, "Save", "The item is saved."))
