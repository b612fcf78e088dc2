"""Questionnaires that were filled in, as every page that collects one uses them. Called inside an action."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from trailblazer.access.records import Actor, NotPossible
from trailblazer.access.today import now
from trailblazer.care.models import Contact, Score
from trailblazer.domain.clock import Kind
from trailblazer.domain.entered_scores import OutOfRange, Scored, is_outcome, measures
from trailblazer.domain.instruments import scoring
from trailblazer.domain.instruments.catalogue import UnknownInstrument, instrument
from trailblazer.domain.instruments.facts import Instrument
from trailblazer.referrals.actions import record_event
from trailblazer.referrals.models import Event, Referral

SOURCE = "care.Score"


@dataclass(frozen=True)
class Filled:
    """What is kept of a form: its answers by question, or the scores entered by scale; and who gave it, and how."""

    instrument: Instrument
    rater: str
    how: str
    total: float | None
    answers: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def standing_scores(referral: Referral) -> QuerySet[Score]:
    """The scores that no later one corrected, in the order of their days."""
    return referral.scores.filter(Score.STANDING).order_by("scored_on", "pk")


def by_scale(forms: Iterable[Score]) -> list[Scored]:
    """Every scale of these forms that has a score, of questionnaires that say how somebody is. One question left out
    leaves the RCADS without its total: its other scales are scored all the same, and make a pair.
    """
    return [
        Scored(one.measure, one.rater, one.scored_on, one.total or 0, scale)
        for one in forms
        if is_outcome(one.measure)
        for scale in _scales_with_a_score(one)
    ]


def _scales_with_a_score(form: Score) -> set[str]:
    try:
        one = instrument(form.measure)
    except UnknownInstrument:
        return {""} if form.total is not None else set()
    if not (form.answers and one.is_scored):
        return {*form.scales, *([one.main] if form.total is not None else [])}
    if form.total is not None:  # whoever answered all that the total needs has the others too
        return {scale.id for scale in one.scales if not scale.gate}
    scored = scoring.score(one, form.answers, with_t=False).scores
    return {key for key, score in scored.items() if score.raw is not None}


def enter_score(
    referral: Referral,
    measure: str,
    total: float,
    *,
    by: Actor,
    on: date,
    contact: Contact | None = None,
    rater: str = "self",
) -> Score | None:
    """Keeps the main score of a questionnaire and tells the clock. Another one at the same contact supersedes it, there
    and on the clock; the same again is nothing new (None).

    Raises NotPossible for an unknown questionnaire, a rater who does not fill it in, and a score that it cannot give.
    """
    if measure not in measures():
        raise NotPossible("Choose one of the questionnaires of the list")
    one = _filled_in_by(measure, rater)
    try:
        measures()[measure].check(total)
    except OutOfRange as reason:
        raise NotPossible(str(reason)) from None
    filled = Filled(one, rater, Score.How.ENTERED, total, scales={one.main: total})
    return _keep(referral, filled, by=by, on=on, contact=contact)


def enter_scales(
    referral: Referral,
    measure: str,
    scales: Mapping[str, float],
    *,
    by: Actor,
    on: date,
    contact: Contact | None = None,
    rater: str = "self",
) -> Score | None:
    """Keeps the scores of some scales of a questionnaire, by their ids, as they stand on paper."""
    one = _filled_in_by(measure, rater)
    for scale_id, value in scales.items():
        scale = next((scale for scale in one.scales if scale.id == scale_id), None)
        if scale is None:
            raise NotPossible(f"{one.short} has no score of that name")
        if not scale.lowest <= value <= scale.highest:
            raise NotPossible(f"Enter {scale.name} from {scale.lowest:g} to {scale.highest:g}")
    if not scales:
        raise NotPossible(f"Enter at least one score of {one.short}")
    filled = Filled(one, rater, Score.How.ENTERED, _main_of(one, scales), scales=dict(scales))
    return _keep(referral, filled, by=by, on=on, contact=contact)


def keep_form(
    referral: Referral,
    instrument_id: str,
    answers: Mapping[str, float | None],
    *,
    by: Actor,
    on: date,
    contact: Contact | None = None,
    rater: str = "self",
    how: str = Score.How.LINK,
    words: Mapping[str, str] | None = None,
) -> Score | None:
    """Keeps a form as it was answered. An answer that is None, or not there, was not given.

    Raises NotPossible for an unknown questionnaire, a rater who does not fill it in, and an answer that cannot be.
    """
    one = _filled_in_by(instrument_id, rater)
    given = {code: answer for code, answer in answers.items() if answer is not None}
    if faults := scoring.faults_of(one, given):
        raise NotPossible("; ".join(faults))
    said = {code: text.strip() for code, text in (words or {}).items() if text.strip()}
    if not given and not said:
        raise NotPossible("Nothing is answered yet")
    filled = Filled(one, rater, how, main_score(one, given), answers=given, words=said)
    return _keep(referral, filled, by=by, on=on, contact=contact)


def main_score(one: Instrument, answers: Mapping[str, float | None]) -> float | None:
    """The score that lists and lines show; None where the form has none, or too little was answered."""
    if not one.is_scored or not one.main:
        return None
    return scoring.score(one, answers, with_t=False).scores[one.main].raw


def _main_of(one: Instrument, scales: Mapping[str, float]) -> float | None:
    """The main score as entered, or the sum of its parts where all of them were."""
    if one.main in scales or one.main_scale is None:
        return scales.get(one.main)
    parts = one.main_scale.of
    return sum(scales[part] for part in parts) if parts and all(part in scales for part in parts) else None


def _filled_in_by(measure: str, rater: str) -> Instrument:
    try:
        one = instrument(measure)
    except UnknownInstrument:
        raise NotPossible("Choose one of the questionnaires of the list") from None
    if rater not in one.raters:
        raise NotPossible(f"{one.short} is not filled in by them")
    return one


def _keep(
    referral: Referral, filled: Filled, *, by: Actor, on: date, contact: Contact | None
) -> Score | None:
    if referral.young_person is None:
        raise NotPossible("Match this request to a child or young person first")
    earlier = _at_the_same_contact(referral, filled, contact)
    if earlier is not None and _is_the_same(earlier, filled, on):
        return None
    made = Score.objects.create(
        provider_id=referral.provider_id,
        team_id=referral.team_id,
        young_person=referral.young_person,
        referral=referral,
        contact=contact,
        measure=filled.instrument.id,
        version=filled.instrument.version,
        rater=filled.rater,
        how=filled.how,
        answers=dict(filled.answers),
        words=dict(filled.words),
        scales=dict(filled.scales),
        total=filled.total,
        scored_on=on,
        by=by.membership,
        recorded_at=now(),
        supersedes=earlier,
    )
    if filled.instrument.kind == "outcome":
        superseded = _event_of(earlier) if earlier else None
        record_event(
            referral,
            by=by,
            kind=Kind.MEASURE,
            happened_on=on,
            source=(SOURCE, made.ref),
            supersedes=superseded,
        )
    return made


def _at_the_same_contact(referral: Referral, filled: Filled, contact: Contact | None) -> Score | None:
    if contact is None:
        return None
    standing = referral.scores.filter(superseded_by=None, contact=contact)
    return (
        standing.filter(measure=filled.instrument.id, rater=filled.rater).order_by("scored_on", "pk").last()
    )


def _is_the_same(earlier: Score, filled: Filled, on: date) -> bool:
    """Only the main score entered again, as every save of the page does, is nothing new beside all the answers."""
    if earlier.scored_on != on or earlier.total != filled.total:
        return False
    if filled.scales and filled.scales.keys() == {filled.instrument.main}:
        return True
    return (earlier.answers, earlier.scales, earlier.words) == (
        filled.answers,
        filled.scales,
        filled.words,
    )


def _event_of(score: Score) -> Event | None:
    found = Event.objects.filter(referral=score.referral_id, kind=Kind.MEASURE, source_ref=score.ref)
    return found.filter(superseded_by=None).first()
