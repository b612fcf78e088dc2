"""Boards, one board with what is overdue first, and its members."""

from typing import Any

from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from trailblazer.access.asked import Asked
from trailblazer.access.doors import find, visible
from trailblazer.access.guard import page_for
from trailblazer.access.roles import Permission
from trailblazer.domain.governance import lacking, sectors
from trailblazer.governance import actions, forms
from trailblazer.governance.models import Board, BoardDecision, BoardMeeting, BoardMember, Escalation
from trailblazer.ui.forms import ActionForm
from trailblazer.young_people.views.road import Page, answer

SEE, KEEP = Permission.SEE_GOVERNANCE, Permission.KEEP_GOVERNANCE
SHOWN = 10


@page_for(SEE)
def list_(request: Asked) -> HttpResponse:
    """Every board the member may know of, with what is overdue in each; apart from them those that ended."""
    today = request.today
    known: Any = visible(Board, request.member).select_related("team")
    boards = known.running().annotate(
        last_held=Max("boardmeetings__held_on", filter=Q(boardmeetings__held_on__lte=today))
    )
    late = _late_by_board(request)
    shown = {
        "rows": [
            (one, late.get(one.pk, 0), _next(one, today)) for one in boards.prefetch_related("boardmeetings")
        ],
        "ended": list(known.ended()),
        "may_keep": request.member.may(KEEP),
    }
    return render(request, "governance/list.jinja", shown)


def _next(board: Board, today: Any) -> BoardMeeting | None:
    return next((one for one in reversed(board.boardmeetings.all()) if one.held_on >= today), None)


def _late_by_board(request: Asked) -> dict[int, int]:
    counted: dict[int, int] = {}
    decisions = visible(BoardDecision, request.member).filter(done_on=None, due_on__lt=request.today)
    escalations = visible(Escalation, request.member).filter(
        answered_on=None, closed_on=None, due_on__lt=request.today
    )
    for found in (decisions, escalations):
        for board, count in found.order_by().values_list("board").annotate(Count("pk")):
            counted[board] = counted.get(board, 0) + count
    return counted


@page_for(SEE)
def board(request: Asked, board: str) -> HttpResponse:
    found, today = find(Board, board, by=request.member), request.today
    members = list(found.boardmembers.all())
    here = [one for one in members if one.from_on <= today and (one.to_on is None or one.to_on >= today)]
    open_decisions = list(
        found.boarddecisions.open().select_related("board_meeting").order_by("due_on", "number")
    )
    escalations = list(found.escalations.all())
    meetings = list(found.boardmeetings.annotate(count=Count("decisions")).order_by("-held_on", "-pk"))
    to_come = sorted((one for one in meetings if one.held_on >= today), key=lambda one: one.held_on)
    runs, may_keep = not found.is_ended, request.member.may(KEEP)
    shown = {
        "board": found,
        "members": here,
        "by_sector": [
            (sector.words, found_here)
            for code, sector in sectors().items()
            if (found_here := [one for one in here if one.sector == code])
        ],
        "coming": [one for one in members if one.from_on > today],
        "past": [one for one in members if one.to_on is not None and one.to_on < today],
        "lacking": lacking(one.sector for one in here) if runs else [],
        "open_decisions": open_decisions,
        "late": sum(one.days_late(today) > 0 for one in open_decisions)
        + sum(one.days_late(today) > 0 for one in escalations),
        "open_escalations": [one for one in escalations if one.closed_on is None],
        "closed": [one for one in escalations if one.closed_on is not None],
        "to_come": to_come,
        "held": [one for one in meetings if one.held_on < today],
        "decided": list(found.boarddecisions.select_related("board_meeting")[:SHOWN]),
        "may_keep": may_keep,
        "may_plan": may_keep and runs,
    }
    return render(request, "governance/board.jinja", shown)


def to_board(found: Board) -> str:
    return reverse("governance:board", args=[found.ref])


@page_for(KEEP)
def new(request: Asked) -> HttpResponse:
    form = forms.BoardForm(request.POST or None, of_team=request.member.team_id is not None)
    page = Page(
        "Begin a board", "Begin the board", reverse("governance:list"), "Boards", "The board is begun."
    )

    def act(**values: Any) -> Board:
        return actions.begin_board(by=request.member, **values)

    return answer(request, form, act, page, to=to_board)


@page_for(KEEP)
def change(request: Asked, board: str) -> HttpResponse:
    found = find(Board, board, by=request.member)
    form = forms.BoardForm(request.POST or None, record=found)
    page = Page("Change the board", "Save", to_board(found), found.name, "The board is changed.")

    def act(**values: Any) -> Board:
        return actions.change_board(found, by=request.member, **values)

    return answer(request, form, act, page)


@page_for(KEEP)
def end(request: Asked, board: str) -> HttpResponse:
    """What is still open is named first: it stays open, and is followed on the page of the ended board."""
    found, today = find(Board, board, by=request.member), request.today
    met_on = list(found.boardmeetings.values_list("held_on", flat=True))
    form = forms.EndForm(request.POST or None, record=found, today=today, met_on=met_on)
    page = Page(
        "End the board",
        "End the board",
        to_board(found),
        found.name,
        "The board is ended.",
        "It takes no more meetings, members or escalations, and is listed apart. All of it stays to be read.",
    )

    def act(**values: Any) -> Board:
        return actions.end_board(found, by=request.member, **values)

    still = {
        "escalations": list(found.escalations.open()),
        "decisions": list(found.boarddecisions.open().order_by("due_on", "number")),
        "planned": sorted(one for one in met_on if one > today),
    }
    return answer(request, form, act, page, template="governance/end.jinja", still=still)


@page_for(KEEP)
def go_on(request: Asked, board: str) -> HttpResponse:
    found = find(Board, board, by=request.member)
    form = ActionForm(request.POST or None, record=found)
    lede = "For a board that was ended by mistake. It goes on, with the meetings that were planned."
    page = Page("Take the end back", "Take it back", to_board(found), found.name, "The board goes on.", lede)

    def act(**values: Any) -> Board:
        return actions.take_back_end(found, by=request.member, **values)

    return answer(request, form, act, page)


@page_for(KEEP)
def new_member(request: Asked, board: str) -> HttpResponse:
    found = find(Board, board, by=request.member)
    form = forms.MemberForm(request.POST or None, today=request.today)
    page = Page("Add a member", "Add the member", to_board(found), found.name, "The member is added.")

    def act(**values: Any) -> BoardMember:
        return actions.add_member(found, by=request.member, **values)

    return answer(request, form, act, page)


@page_for(KEEP)
def change_member(request: Asked, board_member: str) -> HttpResponse:
    found = find(BoardMember, board_member, by=request.member, together_with=("board",))
    form = forms.MemberForm(request.POST or None, today=request.today, record=found)
    back, name = to_board(found.board), found.board.name
    page = Page("Change a member", "Save", back, name, "The member is changed.", found.called)

    def act(**values: Any) -> BoardMember:
        return actions.change_member(found, by=request.member, **values)

    return answer(request, form, act, page)
