"""What can be done to a request. Everything that changes one comes through here."""

from trailblazer.referrals.actions.adding import add_words, lead_approves, withdraw
from trailblazer.referrals.actions.drafting import drop_draft, keep_draft
from trailblazer.referrals.actions.happening import close, record_event, reopen

__all__ = [
    "add_words",
    "close",
    "drop_draft",
    "keep_draft",
    "lead_approves",
    "record_event",
    "reopen",
    "withdraw",
]
