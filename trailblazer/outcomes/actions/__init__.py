"""What can be done with questionnaires that are asked for: ask, remind, take back, answer."""

from trailblazer.outcomes.actions.answering import answer_ask
from trailblazer.outcomes.actions.asking import ask_for_form, hand_over_device, remind, withdraw_ask

__all__ = ["answer_ask", "ask_for_form", "hand_over_device", "remind", "withdraw_ask"]
