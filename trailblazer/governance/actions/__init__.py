"""What can be done about a board: its members, meetings and papers, decisions and escalations."""

from trailblazer.governance.actions.boards import (
    add_member,
    begin_board,
    change_board,
    change_member,
    end_board,
    take_back_end,
)
from trailblazer.governance.actions.decided import (
    answer_escalation,
    change_decision,
    close_escalation,
    escalate,
    finish_decision,
    record_decision,
)
from trailblazer.governance.actions.meetings import (
    add_item,
    add_paper,
    change_item,
    change_meeting,
    delete_paper,
    plan_meeting,
    write_minutes,
)

__all__ = [
    "add_item",
    "add_member",
    "add_paper",
    "answer_escalation",
    "begin_board",
    "change_board",
    "change_decision",
    "change_item",
    "change_meeting",
    "change_member",
    "close_escalation",
    "delete_paper",
    "end_board",
    "escalate",
    "finish_decision",
    "plan_meeting",
    "record_decision",
    "take_back_end",
    "write_minutes",
]
