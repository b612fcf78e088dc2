"""What can be done about risk and concerns."""

from trailblazer.safeguarding.actions.concerns import (
    close_concern,
    decide_anew,
    keep_own_route,
    keep_route,
    note_receipt,
    record_concern,
    tell,
)
from trailblazer.safeguarding.actions.risk import assess_risk, change_safety_plan, make_safety_plan

__all__ = [
    "assess_risk",
    "change_safety_plan",
    "close_concern",
    "decide_anew",
    "keep_own_route",
    "keep_route",
    "make_safety_plan",
    "note_receipt",
    "record_concern",
    "tell",
]
