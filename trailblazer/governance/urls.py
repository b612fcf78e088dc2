"""Addresses of boards. A parameter that stands for a record is named after its model, in snake case."""

from django.urls import path

from trailblazer.governance.views import boards, decided, meetings, papers

app_name = "governance"
_BOARD, _MEETING = "governance/<str:board>/", "governance/meetings/<str:board_meeting>/"
urlpatterns = [
    path("governance/", boards.list_, name="list"),
    path("governance/new", boards.new, name="new"),
    path("governance/members/<str:board_member>", boards.change_member, name="member"),
    path(_MEETING, meetings.meeting, name="meeting"),
    path(f"{_MEETING}change", meetings.change, name="change_meeting"),
    path(f"{_MEETING}minutes", meetings.minutes, name="minutes"),
    path(f"{_MEETING}agenda/new", meetings.new_item, name="new_item"),
    path(f"{_MEETING}agenda/print", meetings.print_agenda, name="print_agenda"),
    path(f"{_MEETING}minutes/print", meetings.print_minutes, name="print_minutes"),
    path(f"{_MEETING}papers/add", papers.add, name="add_paper"),
    path(f"{_MEETING}decisions/new", decided.new_decision, name="new_decision"),
    path("governance/items/<str:agenda_item>", meetings.item, name="item"),
    path("governance/papers/<str:board_paper>", papers.download, name="paper"),
    path("governance/papers/<str:board_paper>/delete", papers.delete, name="delete_paper"),
    path("governance/decisions/<str:board_decision>", decided.decision, name="decision"),
    path("governance/decisions/<str:board_decision>/done", decided.done, name="done"),
    path("governance/escalations/<str:escalation>/answer", decided.answer_, name="answer"),
    path("governance/escalations/<str:escalation>/close", decided.close, name="close"),
    path(_BOARD, boards.board, name="board"),
    path(f"{_BOARD}change", boards.change, name="change"),
    path(f"{_BOARD}end", boards.end, name="end"),
    path(f"{_BOARD}go-on", boards.go_on, name="go_on"),
    path(f"{_BOARD}members/new", boards.new_member, name="new_member"),
    path(f"{_BOARD}meetings/new", meetings.new, name="new_meeting"),
    path(f"{_BOARD}escalations/new", decided.escalate, name="escalate"),
]
