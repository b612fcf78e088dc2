"""What can be done to a request. Everything that changes one comes through here."""

from trailblazer.referrals.actions.adding import add_words, lead_approves, lead_doubts, withdraw
from trailblazer.referrals.actions.deciding import answer, ask_for_information, decide, give_to
from trailblazer.referrals.actions.drafting import drop_draft, keep_draft
from trailblazer.referrals.actions.happening import close, come_back, record_event, reopen, take_up_again
from trailblazer.referrals.actions.matching import match, match_new, unmatch
from trailblazer.referrals.actions.reading_first import talked_with_child
from trailblazer.referrals.actions.receiving import enter, receive
from trailblazer.referrals.actions.scoping import set_scope_rule

__all__ = [
    "add_words",
    "answer",
    "ask_for_information",
    "close",
    "come_back",
    "decide",
    "drop_draft",
    "enter",
    "give_to",
    "keep_draft",
    "lead_approves",
    "lead_doubts",
    "match",
    "match_new",
    "receive",
    "record_event",
    "reopen",
    "set_scope_rule",
    "take_up_again",
    "talked_with_child",
    "unmatch",
    "withdraw",
]
