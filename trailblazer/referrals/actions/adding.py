"""What the requester and the school's lead do after a request was sent."""

from trailblazer.access.doors import action
from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.roles import Permission
from trailblazer.access.today import now, today
from trailblazer.domain.clock import Kind
from trailblazer.referrals.events import append
from trailblazer.referrals.models import Addition, Referral

State = Referral.State
LONGEST = 5_000  # characters


@action(Permission.ADD_TO_REQUEST, logged_as="words added to request")
def add_words(referral: Referral, *, by: Actor, words: str) -> Addition:
    """Adds what the requester has to say. What the team had asked for is then there to be decided on."""
    if referral.state in Referral.ENDED:
        raise NotPossible("This request is closed. Make a new one, and we will see this one beside it")
    if not (words := words.strip()):
        raise NotPossible("Enter what you want to add")
    if len(words) > LONGEST:
        raise NotPossible(f"Enter at most {LONGEST:,} characters")
    addition = _added(referral, words, by)
    if referral.state == State.NEEDS_INFORMATION:
        referral.become(State.RECEIVED)
        referral.next_step, referral.next_step_due_on = "Read what was added", today()
    referral.save()
    return addition


@action(Permission.ADD_TO_REQUEST, logged_as="request withdrawn")
def withdraw(referral: Referral, *, by: Actor, words: str = "") -> Referral:
    """The requester no longer wants it. What was said stays; nobody waits any more."""
    if words.strip():
        _added(referral, words, by)
    referral.become(State.WITHDRAWN)
    referral.next_step, referral.next_step_due_on = "", None
    append(referral, Kind.WITHDRAWN, by=by)
    referral.save()
    return referral


@action(Permission.ASK_FOR_SUPPORT, logged_as="request approved by the school's lead")
def lead_approves(referral: Referral, *, by: Actor) -> Referral:
    """The school's lead says that the school supports this request, where the route asks for it."""
    _waits_for(referral, by)
    referral.awaits_lead, referral.lead_approved_on = False, today()
    referral.save()
    return referral


@action(Permission.ASK_FOR_SUPPORT, logged_as="doubts of the school's lead about a request")
def lead_doubts(referral: Referral, *, by: Actor, words: str) -> Addition:
    """The school’s lead does not support this request, or not yet, and says why. The team decides; the clock runs."""
    _waits_for(referral, by)
    if not words.strip():
        raise NotPossible("Say what the team should know before it decides")
    referral.awaits_lead, referral.lead_doubts_on = False, today()
    referral.save()
    return _added(referral, words, by)


def _waits_for(referral: Referral, by: Actor) -> None:
    school = by.membership.school_id if by.membership else None
    if school is None or school != referral.school_id:
        raise NotPossible("Only the school’s senior mental health lead can say this")
    if not referral.awaits_lead:
        raise NotPossible("This request does not wait for you")


def _added(referral: Referral, words: str, by: Actor) -> Addition:
    return Addition.objects.create(
        provider_id=referral.provider_id,
        referral=referral,
        words=words.strip()[:LONGEST],
        added_at=now(),
        added_by=by.membership,
    )
