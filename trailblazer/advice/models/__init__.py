"""Advice to schools and liaison with others: function 3 of a team."""

from trailblazer.advice.models.around import IndirectActivity, MeetingRound, OutsideAction
from trailblazer.advice.models.given import Advice, Liaison
from trailblazer.advice.models.times import AdviceBooking, AdviceSlot, AdviceTimes

__all__ = [
    "Advice",
    "AdviceBooking",
    "AdviceSlot",
    "AdviceTimes",
    "IndirectActivity",
    "Liaison",
    "MeetingRound",
    "OutsideAction",
]
