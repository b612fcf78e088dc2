"""The one list of events of a request: appended to here and nowhere else, and what is worked out from it."""

from datetime import date

from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.today import now, today
from trailblazer.domain import clock
from trailblazer.domain.clock import Kind
from trailblazer.domain.spells import JoinedSpell, Spell, join
from trailblazer.domain.terms import answer_due_on
from trailblazer.referrals.models import Event, Referral
from trailblazer.teams.models import Team

# What the team itself does with a request cannot be before it. A contact can be dated so, and is then a finding.
OURS = frozenset(
    {
        Kind.RECEIPT_SENT,
        Kind.ANSWERED,
        Kind.INFORMATION_REQUESTED,
        Kind.DECIDED,
        Kind.WITHDRAWN,
        Kind.HAND_OVER,
        Kind.ENDING,
    }
)


def clock_of(referral: Referral, day: date) -> clock.Clock:
    """Every wait of this request as it stood at the end of that day."""
    return clock.Clock.read([event.as_rule() for event in referral.events.all()], day)


def joined_spell_of(referral: Referral, day: date) -> JoinedSpell | None:
    """The spell that this request belongs to in the national count; None while nobody knows whose it is."""
    if referral.young_person_id is None:
        return None
    same = Referral.objects.filter(young_person=referral.young_person_id, received_on__lte=day)
    spells = [Spell(str(one.provider_id), one.received_on, one.closed_on, one.ref) for one in same]
    return next(
        (joined for joined in join(spells) if any(spell.ref == referral.ref for spell in joined.members)),
        None,
    )


def clock_of_spell(spell: JoinedSpell, day: date) -> clock.Clock:
    """The clock over the events of every request of a joined spell."""
    refs = [member.ref for member in spell.members]
    events = Event.objects.filter(referral__ref__in=refs)
    return clock.Clock.read([event.as_rule() for event in events], day, spell)


def append(
    referral: Referral,
    kind: Kind,
    *,
    by: Actor,
    on: date | None = None,
    counts: bool = True,
    source: tuple[str, str] = ("", ""),
    supersedes: Event | None = None,
) -> Event:
    """Writes down what happened, and refreshes what the request's own columns say of it (unsaved).

    `source` is the model and the reference of the record that says more. Raises NotPossible for a day to come.
    """
    happened_on = on or today()
    if happened_on > today():
        raise NotPossible("Enter a day that is not in the future")
    if kind in OURS and happened_on < referral.received_on:
        raise NotPossible("Enter a day that is not before the request was received")
    event = Event.objects.create(
        provider_id=referral.provider_id,
        referral=referral,
        kind=kind,
        happened_on=happened_on,
        counts=counts,
        recorded_at=now(),
        by=by.membership,
        source_model=source[0],
        source_ref=source[1],
        supersedes=supersedes,
    )
    refresh(referral)
    return event


def strike_out(referral: Referral, kinds: frozenset[Kind], *, by: Actor) -> None:
    """Takes back every standing event of these kinds, by an event that says they were entered in error."""
    for event in standing(referral, kinds):
        append(referral, Kind.ENTERED_IN_ERROR, by=by, supersedes=event)


def standing(referral: Referral, kinds: frozenset[Kind]) -> list[Event]:
    """The events of these kinds that nothing has corrected or struck out, in the order of their days."""
    kept = referral.events.filter(kind__in=kinds, superseded_by=None)
    return list(kept.order_by("happened_on", "pk"))


def refresh(referral: Referral) -> None:
    """Works the request's own columns out from its events, so that lists can sort and count by them (unsaved)."""
    waits = clock_of(referral, date.max)
    if referral.answer_due_on is None or referral.received_on != waits.started_on:
        referral.answer_due_on = answer_due_on(waits.started_on, days_to_answer(referral))
    referral.received_on = waits.started_on
    referral.answered_on = waits.wait(clock.ANSWERED).stopped_on
    referral.decided_on = waits.wait(clock.DECIDED).stopped_on
    referral.help_started_on = waits.wait(clock.HELP_STARTED).stopped_on
    referral.closed_on = waits.closed_on(clock.NOBODY_HELPS_ANY_MORE)


def days_to_answer(referral: Referral) -> int:
    """The working days in which this request's team promises an answer."""
    team = Team.objects.filter(pk=referral.team_id).first()
    return team.answer_days if team else 5
