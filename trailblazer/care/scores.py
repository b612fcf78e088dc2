"""Scores that staff enter, as every page that records a contact uses them. Called inside an action."""

from datetime import date

from django.db.models import QuerySet

from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.today import now
from trailblazer.care.models import Contact, Score
from trailblazer.domain.clock import Kind
from trailblazer.domain.entered_scores import OutOfRange, measures
from trailblazer.referrals.actions import record_event
from trailblazer.referrals.models import Event, Referral

SOURCE = "care.Score"


def standing_scores(referral: Referral) -> QuerySet[Score]:
    """The scores that no later one corrected, in the order of their days."""
    return referral.scores.filter(superseded_by=None).order_by("scored_on", "pk")


def enter_score(
    referral: Referral,
    measure: str,
    total: int,
    *,
    by: Actor,
    on: date,
    contact: Contact | None = None,
    rater: str = "young_person",
) -> Score | None:
    """Keeps a score and tells the clock. Another one at the same contact supersedes it, there and on the clock; the
    same again is nothing new (None).

    Raises NotPossible for an unknown measure, a rater who does not fill it in, and a total that it cannot give.
    """
    if referral.young_person is None:
        raise NotPossible("Match this request to a child or young person first")
    if measure not in measures():
        raise NotPossible("Choose one of the questionnaires of the list")
    if rater not in measures()[measure].raters:
        raise NotPossible(f"{measures()[measure].name} is not filled in by them")
    try:
        measures()[measure].check(total)
    except OutOfRange as reason:
        raise NotPossible(str(reason)) from None
    earlier = None
    if contact is not None:
        earlier = standing_scores(referral).filter(contact=contact, measure=measure, rater=rater).last()
        if earlier is not None and (earlier.total, earlier.scored_on) == (total, on):
            return None
    made = Score.objects.create(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person=referral.young_person,
        referral=referral,
        contact=contact,
        measure=measure,
        rater=rater,
        total=total,
        scored_on=on,
        by=by.membership,
        recorded_at=now(),
        supersedes=earlier,
    )
    record_event(
        referral,
        by=by,
        kind=Kind.MEASURE,
        happened_on=on,
        source=(SOURCE, made.ref),
        supersedes=_event_of(earlier) if earlier else None,
    )
    return made


def _event_of(score: Score) -> Event | None:
    found = Event.objects.filter(referral=score.referral_id, kind=Kind.MEASURE, source_ref=score.ref)
    return found.filter(superseded_by=None).first()
