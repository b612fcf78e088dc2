"""What happened to a request, written down by whichever app knows of it."""

from datetime import date

from trailblazer.access.doors import action
from trailblazer.access.models import Membership
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.domain.clock import NOBODY_HELPS_ANY_MORE, Kind
from trailblazer.referrals.closing import refuse_unless_said
from trailblazer.referrals.events import append, strike_out
from trailblazer.referrals.models import Event, Referral

State = Referral.State


@action(Permission.RECORD_EVENTS, logged_as="event recorded")
def record_event(
    referral: Referral,
    *,
    by: Actor,
    kind: Kind,
    happened_on: date,
    counts: bool = True,
    source: tuple[str, str] = ("", ""),
    supersedes: Event | None = None,
    why: str = "",
) -> Event:
    """Appends an event. `supersedes` is the event it corrects; `source` the model and reference that say more.

    `why` says why help ends although something speaks against it (`referrals.closing`).
    """
    if supersedes is not None:
        _check_correction(referral, kind, happened_on, supersedes)
    elif kind == Kind.ENDING:
        refuse_unless_said(referral, by=by, why=why)
    event = append(referral, kind, by=by, on=happened_on, counts=counts, source=source, supersedes=supersedes)
    if kind is Kind.ENDING and referral.state not in Referral.ENDED:
        referral.become(State.CLOSED)
    referral.save()
    return event


def _check_correction(referral: Referral, kind: Kind, on: date, supersedes: Event) -> None:
    if supersedes.referral_id != referral.pk:
        raise NotPossible("That event belongs to another request")
    if Event.objects.filter(supersedes=supersedes).exists():
        raise NotPossible("That event has already been corrected. Correct the newer one")
    if kind not in (supersedes.kind, Kind.ENTERED_IN_ERROR):
        raise NotPossible("A correction is of the same kind as what it corrects")
    if supersedes.kind == Kind.RECEIVED:
        first = min((day for day in (referral.answered_on, referral.decided_on) if day), default=on)
        if kind is Kind.ENTERED_IN_ERROR or on > first:
            raise NotPossible("A request is received on a day, and before it is answered")
    if supersedes.kind == Kind.DECIDED and kind is Kind.ENTERED_IN_ERROR:
        raise NotPossible("A decision is changed by a new decision")


@action(Permission.DECIDE_REQUESTS, logged_as="request closed")
def close(referral: Referral, *, by: Actor, on: date | None = None, why: str = "") -> Referral:
    """Ends a request that was followed to its end, such as a hand-over that the other service has confirmed.

    `why` says why it is closed although something speaks against it (`referrals.closing`).
    """
    referral.become(State.CLOSED)
    refuse_unless_said(referral, by=by, why=why)
    referral.next_step, referral.next_step_due_on = "", None
    append(referral, Kind.ENDING, by=by, on=on)
    referral.save()
    return referral


@action(Permission.RECORD_EVENTS, logged_as="request came back")
def come_back(referral: Referral, *, by: Actor, owner: Membership, next_step: str, due_on: date) -> Referral:
    """Another service does not take this young person: somebody here sees to it, by a day, and the wait goes on."""
    if not referral.is_open:
        return referral
    if referral.state == State.HANDED_OVER:
        referral.become(State.ACCEPTED)
    referral.owner, referral.next_step, referral.next_step_due_on = owner, next_step[:200], due_on
    referral.save()
    return referral


@action(Permission.DECIDE_REQUESTS, logged_as="request reopened")
def reopen(referral: Referral, *, by: Actor) -> Referral:
    """Takes back a decision that a request was a duplicate or not for this team: it is to be decided again."""
    referral.become(State.RECEIVED)
    strike_out(referral, NOBODY_HELPS_ANY_MORE | {Kind.DECIDED}, by=by)
    referral.save()
    return referral


@action(Permission.RECORD_EVENTS, logged_as="request taken up again")
def take_up_again(referral: Referral, *, by: Actor) -> Referral:
    """Help goes on within the same spell: the ending was written too early, and is struck out."""
    if referral.state != State.CLOSED:
        return referral
    strike_out(referral, frozenset({Kind.ENDING}), by=by)
    referral.state = State.ACCEPTED  # not in NEXT: nothing else may follow a closed request
    referral.save()
    return referral
