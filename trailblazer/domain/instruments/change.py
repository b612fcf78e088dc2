"""What became of a score between the first and the last form, in two ways that are never mixed.

NATIONAL is the published rule of NHS England's children's outcome metric, its quirks included: SDQ prosocial counts as
better when it falls, SCORE-15 when it rises, and an RCADS score without a norm row is compared as it is, raw.
CLINICAL takes the direction from the authors of the instrument, and says "not assessable" where a fact is missing.

Source: NHS England / NHS Digital, mental-health-monthly-statistics (MIT), commit 7b4d7421, CYP outcomes.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from trailblazer.domain.instruments.facts import Instrument, Scale
from trailblazer.domain.instruments.norms import NO_T, About, By, NoNorm, norm_for


class Mode(StrEnum):
    """Whose rule it is."""

    NATIONAL = "national"
    CLINICAL = "clinical"


class Verdict(StrEnum):
    """What a change is."""

    IMPROVED = "improved"
    DETERIORATED = "deteriorated"
    NO_CHANGE = "no reliable change"
    NOT_ASSESSABLE = "not assessable"


@dataclass(frozen=True)
class Changed:
    """The change (last minus first, as the threshold is), the threshold, the verdict, and why there is none."""

    verdict: Verdict
    change: float | None = None
    threshold: float | None = None
    reason: str = ""


def changed(
    instrument: Instrument,
    scale: Scale,
    first: float,
    last: float,
    *,
    about: About | None = None,
    mode: Mode = Mode.CLINICAL,
    by: By = By.NATIONAL,
) -> Changed:
    """The verdict over two raw scores of one scale by one rater. RCADS is compared on T scores, the rest raw."""
    for score in (first, last):
        if not scale.lowest <= score <= scale.highest:
            reason = (
                f"{score:g} is no score of {scale.name}: it goes from {scale.lowest:g} to {scale.highest:g}"
            )
            return Changed(Verdict.NOT_ASSESSABLE, reason=reason)
    raw = _difference(instrument, scale, first, last)
    if scale.change is None:
        return Changed(Verdict.NOT_ASSESSABLE, raw, reason="no reliable change is published for it")
    if scale.change.on != "t":
        return judged(raw, scale, mode)
    try:
        norm = norm_for(instrument.id, scale.id, about or About(), by)
    except NoNorm as reason:
        if mode is Mode.CLINICAL:
            return Changed(Verdict.NOT_ASSESSABLE, None, scale.change.value, str(reason))
        return replace(judged(raw, scale, mode), reason=f"compared raw: {str(reason).removeprefix(NO_T)}")
    return judged(norm.t_score(last) - norm.t_score(first), scale, mode)


def _difference(instrument: Instrument, scale: Scale, first: float, last: float) -> float:
    """Scores with tenths or hundredths differ by tenths or hundredths: by 6.6, and not by 6.600000000000001."""
    change = last - first
    return round(change, 9) if instrument.line is not None or scale.table else change


def judged(change: float, scale: Scale, mode: Mode) -> Changed:
    """The verdict over a change that is already on the scale of the threshold (raw, or T)."""
    assert scale.change is not None
    threshold, better = scale.change.value, better_of(scale, mode)
    if not is_reliable(change, threshold):
        return Changed(Verdict.NO_CHANGE, change, threshold)
    if better == "unsettled":
        return Changed(Verdict.NOT_ASSESSABLE, change, threshold, "it is not settled which way is better")
    improved = (change > 0) is (better == "higher")
    return Changed(Verdict.IMPROVED if improved else Verdict.DETERIORATED, change, threshold)


def is_reliable(change: float, threshold: float) -> bool:
    """Whether it reaches the threshold, in either direction. Tenths of a line do not add up exactly: 16.4 is 6.6 more
    than 9.8.
    """
    return abs(change) > threshold - 1e-9


def better_of(scale: Scale, mode: Mode) -> str:
    """Which way is better: as the authors say, or as the national rule reads it."""
    return (scale.national_better if mode is Mode.NATIONAL else "") or scale.better


def joined(verdicts: Iterable[Verdict]) -> Verdict:
    """One verdict per rater: any reliable deterioration, else any reliable improvement, else no change."""
    found = set(verdicts) - {Verdict.NOT_ASSESSABLE}
    for one in (Verdict.DETERIORATED, Verdict.IMPROVED, Verdict.NO_CHANGE):
        if one in found:
            return one
    return Verdict.NOT_ASSESSABLE
