"""What each outcome of triage makes of a request, and what it must be told: one table for the form and the action."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trailblazer.access.records import NotPossible
from trailblazer.domain import codes
from trailblazer.domain.clock import Kind
from trailblazer.referrals.models import Referral

State = Referral.State

# What to say when an outcome lacks something it cannot do without.
MISSING: Mapping[str, str] = {
    "role": "Choose who will help",
    "advice_given": "Enter the advice, with named next steps",
    "service": "Enter the service you are handing over to",
    "destination": "Choose where they will be helped meanwhile",
    "owner": "Choose a named owner",
    "look_again_on": "Enter the day to look again",
    "question": "Enter what you need to know",
    "duplicate_of": "Choose the request that this one repeats",
    "declined_reason": "Choose why it is not for this team",
}


@dataclass(frozen=True)
class Outcome:
    """One way a request can go: the state it takes, what it asks for, what it needs, and the events it writes."""

    code: str
    choice: str
    becomes: State
    asks: tuple[str, ...]
    needs: tuple[str, ...]
    events: tuple[Kind, ...] = (Kind.DECIDED,)
    offers_help: bool = False

    @property
    def words(self) -> str:
        return codes.load("outcome").words(self.code)

    @property
    def decides(self) -> bool:
        return Kind.DECIDED in self.events

    @property
    def ends(self) -> bool:
        return Kind.ENDING in self.events

    def check(self, values: Mapping[str, Any]) -> None:
        """Raises NotPossible with the first thing that is missing."""
        for name in self.needs:
            if not values.get(name):
                raise NotPossible(MISSING[name])


HELP = ("role", "owner", "next_step", "next_step_due_on")
ADVISED_AND_ENDED = (Kind.DECIDED, Kind.ADVICE_OR_SUPPORT_GIVEN, Kind.ENDING)
OUTCOMES: Mapping[str, Outcome] = {
    outcome.code: outcome
    for outcome in (
        Outcome(
            "one_to_one", "Accept for one-to-one help", State.ACCEPTED, HELP, ("role",), offers_help=True
        ),
        Outcome(
            "parent_led",
            "Accept for help led by a parent or carer",
            State.ACCEPTED,
            HELP,
            ("role",),
            offers_help=True,
        ),
        Outcome("group", "Accept for a group", State.ACCEPTED, HELP, ("role",), offers_help=True),
        Outcome(
            "more_information",
            "Ask for more information",
            State.NEEDS_INFORMATION,
            ("question", "owner"),
            ("question",),
            events=(Kind.INFORMATION_REQUESTED,),
        ),
        Outcome(
            "advice_to_school",
            "Give advice and close, with named next steps",
            State.ADVICE_GIVEN,
            ("advice_given",),
            ("advice_given",),
            events=ADVISED_AND_ENDED,
        ),
        Outcome(
            "signposted",
            "Signpost to something that fits better, and close",
            State.SIGNPOSTED,
            ("service", "advice_given"),
            ("service",),
            events=(Kind.DECIDED, Kind.ENDING),
        ),
        Outcome(
            "missing_middle",
            "Missing middle: more than this team offers, less than specialist services take",
            State.MISSING_MIDDLE,
            ("destination", "who_was_asked", "owner", "look_again_on"),
            ("destination", "owner", "look_again_on"),
        ),
        Outcome(
            "referred_on",
            "Hand over to another service",
            State.HANDED_OVER,
            ("service", "owner", "look_again_on"),
            ("service",),
            events=(Kind.DECIDED, Kind.HAND_OVER),
        ),
        Outcome(
            "duplicate",
            "Repeats another request",
            State.DUPLICATE,
            ("duplicate_of",),
            ("duplicate_of",),
            events=(Kind.DECIDED, Kind.ENDING),
        ),
        Outcome(
            "declined",
            "Not for this team",
            State.DECLINED,
            ("declined_reason", "service"),
            ("declined_reason",),
            events=(Kind.DECIDED, Kind.ENDING),
        ),
    )
}


def events_of(outcome: Outcome, values: Mapping[str, Any]) -> tuple[Kind, ...]:
    """The events this outcome writes: signposting with advice has given advice, too."""
    if outcome.ends and values.get("advice_given") and Kind.ADVICE_OR_SUPPORT_GIVEN not in outcome.events:
        return (Kind.DECIDED, Kind.ADVICE_OR_SUPPORT_GIVEN, Kind.ENDING)
    return outcome.events
