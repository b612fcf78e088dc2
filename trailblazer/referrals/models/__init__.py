"""What is kept of requests for support."""

from trailblazer.referrals.models.around import Draft, ScopeRule
from trailblazer.referrals.models.of_referral import Addition, Answer, Decision, Event, StatusLink
from trailblazer.referrals.models.referral import Referral, ReferralQuerySet, Status

__all__ = [
    "Addition",
    "Answer",
    "Decision",
    "Draft",
    "Event",
    "Referral",
    "ReferralQuerySet",
    "ScopeRule",
    "Status",
    "StatusLink",
]
