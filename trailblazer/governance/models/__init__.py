"""The board of a team or provider: its members, meetings with papers, decisions, and what it escalates."""

from trailblazer.governance.models.boards import Board, BoardMember
from trailblazer.governance.models.decided import BoardDecision, Escalation
from trailblazer.governance.models.meetings import AgendaItem, BoardMeeting, BoardPaper

__all__ = [
    "AgendaItem",
    "Board",
    "BoardDecision",
    "BoardMeeting",
    "BoardMember",
    "BoardPaper",
    "Escalation",
]
