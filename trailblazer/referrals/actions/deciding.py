"""Triage: the decision, and the answer to whoever asked. Two things that happen, often at once."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.domain.clock import NOBODY_HELPS_ANY_MORE, Kind
from trailblazer.domain.scope import is_override
from trailblazer.referrals.answering import is_fixed, proposed
from trailblazer.referrals.closing import refuse_unless_said
from trailblazer.referrals.events import append, strike_out
from trailblazer.referrals.models import Answer, Decision, Referral
from trailblazer.referrals.outcomes import OUTCOMES, Outcome, events_of
from trailblazer.referrals.outgoing import send_answer
from trailblazer.referrals.scoping import FIRST_ROLE, advice_for, kept_form

State = Referral.State
LONGEST_ANSWER = 10_000  # characters


@action(Permission.DECIDE_REQUESTS, logged_as="request decided")
def decide(
    referral: Referral,
    *,
    by: Membership,
    outcome: str,
    answer: str = "",
    reason: str = "",
    on: date | None = None,
    **values: Any,
) -> Decision:
    """Writes down the outcome with what it needs (`outcomes.OUTCOMES`) and, where `answer` has words, sends them.

    Raises NotPossible for an outcome that may not follow, that lacks something, or that without a reason differs from
    the advice or ends a request that something speaks against ending (`referrals.closing`).
    """
    if outcome not in OUTCOMES or not OUTCOMES[outcome].decides:
        raise NotPossible("Choose what happens next")
    chosen = OUTCOMES[outcome]
    chosen.check(values)
    _check_duplicate(referral, values)
    if chosen.ends:
        refuse_unless_said(referral, by=by, why=reason)
    decision = _decision(referral, chosen, values, by=by, reason=reason.strip(), on=on or today())
    _carry_out(referral, chosen, decision, values, by=by)
    if answer.strip():
        _send(referral, answer, by=by, decision=decision, on=decision.decided_on)
    referral.save()
    return decision


@action(Permission.DECIDE_REQUESTS, logged_as="more information asked for")
def ask_for_information(
    referral: Referral,
    *,
    by: Membership,
    question: str,
    answer: str,
    owner: Membership | None = None,
    on: date | None = None,
) -> Answer:
    """Asks the requester for more. It answers them, and decides nothing."""
    OUTCOMES["more_information"].check({"question": question})
    referral.become(State.NEEDS_INFORMATION)
    referral.owner = owner or referral.owner
    referral.next_step, referral.next_step_due_on = "Waiting for what we asked", None
    sent = _send(referral, answer, by=by, on=on or today(), kind=Kind.INFORMATION_REQUESTED)
    referral.save()
    return sent


@action(Permission.DECIDE_REQUESTS, logged_as="request answered")
def answer(referral: Referral, *, by: Membership, words: str, on: date | None = None) -> Answer:
    """Sends a message that says what happens next, by itself: after a decision that was saved without sending."""
    if referral.state == State.WITHDRAWN:
        raise NotPossible("This request was withdrawn: nobody waits for an answer")
    decision = referral.decisions.first()
    sent = _send(referral, words, by=by, decision=decision, on=on or today())
    referral.save()
    return sent


@action(Permission.DECIDE_REQUESTS, logged_as="request given an owner")
def give_to(referral: Referral, *, by: Membership, owner: Membership) -> Referral:
    """Names the person in the team who sees to the next step."""
    if owner.organisation_id != referral.team_id:
        raise NotPossible("Choose someone in the team that holds this request")
    referral.owner = owner
    referral.save()
    return referral


def _check_duplicate(referral: Referral, values: Mapping[str, Any]) -> None:
    if (other := values.get("duplicate_of")) is not None and other.pk == referral.pk:
        raise NotPossible("A request does not repeat itself. Choose the other one")


def _decision(
    referral: Referral, chosen: Outcome, values: Mapping[str, Any], *, by: Membership, reason: str, on: date
) -> Decision:
    advice = advice_for(referral, values.get("role") or FIRST_ROLE, on)
    differs = is_override(advice, chosen.code)
    if differs and not reason:
        raise NotPossible("Enter your reason: you chose something other than the advice")
    kept = {name: values.get(name) for name in chosen.asks if hasattr(Decision, name) and values.get(name)}
    if values.get("service"):
        kept["destination"] = values["service"]
    return Decision.objects.create(
        provider_id=referral.provider_id,
        referral=referral,
        outcome=chosen.code,
        advice=kept_form(advice),
        is_override=differs,
        reason=reason,
        decided_on=on,
        decided_by=by,
        recorded_at=now(),
        **kept,
    )


def _carry_out(
    referral: Referral, chosen: Outcome, decision: Decision, values: Mapping[str, Any], *, by: Membership
) -> None:
    """The state and the next step that follow, and the events. An ending that no longer holds is struck out."""
    referral.become(chosen.becomes)
    strike_out(referral, NOBODY_HELPS_ANY_MORE, by=by)
    for kind in events_of(chosen, values):
        append(referral, kind, by=by, on=decision.decided_on, source=("referrals.Decision", decision.ref))
    referral.owner = decision.owner or (None if chosen.ends else referral.owner)
    referral.next_step, referral.next_step_due_on = _next_step(chosen, decision)


def _next_step(chosen: Outcome, decision: Decision) -> tuple[str, date | None]:
    if chosen.ends:
        return "", None
    if decision.look_again_on is not None:
        words = "Ask whether they have met" if chosen.code == "referred_on" else "Look again"
        return words, decision.look_again_on
    return decision.next_step or "First contact", decision.next_step_due_on


def _send(
    referral: Referral,
    words: str,
    *,
    by: Membership,
    on: date,
    decision: Decision | None = None,
    kind: Kind = Kind.ANSWERED,
) -> Answer:
    """Keeps the words and puts them in the outbox. Where the family said no to telling school, only the fixed ones."""
    words = proposed(referral, "", {}, by=by) if is_fixed(referral) else words.strip()
    if not words:
        raise NotPossible("Enter the answer")
    if len(words) > LONGEST_ANSWER:
        raise NotPossible(f"Enter an answer of at most {LONGEST_ANSWER:,} characters")
    sent = Answer.objects.create(
        provider_id=referral.provider_id,
        referral=referral,
        decision=decision,
        words=words,
        sent_on=on,
        sent_at=now(),
        sent_by=by,
    )
    append(referral, kind, by=by, on=on, source=("referrals.Answer", sent.ref))
    send_answer(referral, sent, by=by)
    return sent
