"""What can be done about who leads in a school."""

from trailblazer.school_leads.actions.confirming import (
    answer_confirmation,
    ask_to_confirm,
    look_at_changes,
    remind,
)
from trailblazer.school_leads.actions.handing_over import hand_over_lead, invite_follower, tick_step
from trailblazer.school_leads.actions.reviewing import keep_training, review_responsibility
from trailblazer.school_leads.actions.roles import end_role, keep_role

__all__ = [
    "answer_confirmation",
    "ask_to_confirm",
    "end_role",
    "hand_over_lead",
    "invite_follower",
    "keep_role",
    "keep_training",
    "look_at_changes",
    "remind",
    "review_responsibility",
    "tick_step",
]
