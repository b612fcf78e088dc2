"""What can be done about a school's reviews, plan and policies."""

from trailblazer.whole_school.actions.asking import ask_by_link, ask_members, begin_review, take_out
from trailblazer.whole_school.actions.evidence import add_evidence, delete_evidence
from trailblazer.whole_school.actions.plan import (
    Look,
    Plan,
    begin_action,
    change_action,
    drop_action,
    finish_action,
    look_at_plan,
    plan_actions,
)
from trailblazer.whole_school.actions.policies import add_policy, change_policy, end_policy, review_policy
from trailblazer.whole_school.actions.reviews import (
    agree_area,
    finish_review,
    keep_area,
    reopen_review,
    send_answers,
)

__all__ = [
    "Look",
    "Plan",
    "add_evidence",
    "add_policy",
    "agree_area",
    "ask_by_link",
    "ask_members",
    "begin_action",
    "begin_review",
    "change_action",
    "change_policy",
    "delete_evidence",
    "drop_action",
    "end_policy",
    "finish_action",
    "finish_review",
    "keep_area",
    "look_at_plan",
    "plan_actions",
    "reopen_review",
    "review_policy",
    "send_answers",
    "take_out",
]
