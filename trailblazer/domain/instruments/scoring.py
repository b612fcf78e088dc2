"""Scores one form from its answers, exactly as its instrument says.

An impossible answer is an error and not a missing one; where anything is in doubt there is no score. Answers are kept
as given: reversed items are turned here and nowhere else.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from trailblazer.domain.instruments.facts import Band, Instrument, Rule, Scale
from trailblazer.domain.instruments.norms import About, By, NoNorm, norm_for, version

Answers = Mapping[str, float | None]


class CannotScore(ValueError):
    """The instrument's answers cannot be scored here. The sentence says why."""


@dataclass(frozen=True)
class Score:
    """One scale of one form. `raw` is None where too little was answered; `t` without a norm row (`no_t` says why)."""

    scale: str
    raw: float | None
    answered: int
    of: int
    t: float | None = None
    no_t: str = ""
    band: Band | None = None


@dataclass(frozen=True)
class Scored:
    """A form with its scores by scale, what was wrong with its answers, and the rules and norms that were used."""

    instrument: str
    scores: Mapping[str, Score]
    errors: tuple[str, ...] = ()
    risk: float | None = (
        None  # the answer to the question about risk, where it is high enough to be looked at
    )
    rules: str = ""
    norms: str = ""


def refuse_unless_scored(instrument: Instrument) -> None:
    """Raises CannotScore where answers of this instrument are not scored."""
    if instrument.entry != "items":
        missing = "; ".join(instrument.not_verified)
        why = f"not verified here: {missing}" if missing else "it has no questions"
        raise CannotScore(f"{instrument.short} takes scores only, not answers: {why}")
    if not instrument.scales:
        raise CannotScore(f"{instrument.short} has no score: its answers are shown one by one")


def faults_of(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    """A sentence for each answer that cannot be: q3: 7 is not an answer. Blank (None) is not answered, which may be."""
    found = []
    known = {item.code for item in instrument.items}
    for code, answer in answers.items():
        if answer is None:
            continue
        if code not in known:
            found.append(f"{code}: {instrument.short} has no such question")
        elif not is_an_answer(instrument, code, answer):
            found.append(f"{code}: {answer:g} is not an answer")
    return tuple(found)


def is_an_answer(instrument: Instrument, code: str, answer: float) -> bool:
    """Whether this number can be given to this question."""
    if instrument.line is not None and not instrument.item(code).options:
        return instrument.line.holds(answer)
    return any(option.value == answer for option in instrument.options_of(code))


def score(
    instrument: Instrument,
    answers: Answers,
    about: About | None = None,
    *,
    by: By = By.NATIONAL,
    with_t: bool = True,
) -> Scored:
    """Every scale of one form. A scale with an impossible answer among its items has no score.

    Raises CannotScore where the instrument takes no answers.
    """
    refuse_unless_scored(instrument)
    errors = faults_of(instrument, answers)
    bad = {error.split(":")[0] for error in errors}
    raws: dict[str, float | None] = {}
    scores = {}
    for scale in instrument.scales:
        raw = raws[scale.id] = _raw(instrument, scale, answers, raws, bad)
        t, why = None, ""
        if scale.has_t and with_t and raw is not None:
            t, why = t_of(instrument, scale, raw, about or About(), by)
        scores[scale.id] = _score(instrument, scale, answers, raw, (t, why))
    has_t = with_t and any(scale.has_t for scale in instrument.scales)
    return Scored(
        instrument.id,
        scores,
        errors,
        risk_of(instrument, answers) if instrument.risk_item not in bad else None,
        instrument.version,
        version(by) if has_t else "",
    )


def risk_of(instrument: Instrument, answers: Answers) -> float | None:
    """The answer to the question about risk, where it says that somebody must look; whatever the total is."""
    answer = answers.get(instrument.risk_item) if instrument.risk_item else None
    return answer if answer is not None and answer >= instrument.risk_from else None


def turned(instrument: Instrument, code: str, answer: float) -> float:
    """The answer as it counts: reversed where the instrument reverses it."""
    return instrument.reversed_from - answer if code in instrument.reversed else answer


def _raw(
    instrument: Instrument, scale: Scale, answers: Answers, raws: Mapping[str, float | None], bad: set[str]
) -> float | None:
    if scale.of:
        return _of_parts(scale, [raws[part] for part in scale.of])
    if bad & {*scale.items, scale.gate}:
        return None
    if scale.gate and answers.get(scale.gate) == 0:
        return 0
    given = [
        turned(instrument, code, value) for code in scale.items if (value := answers.get(code)) is not None
    ]
    if len(given) < scale.needs() or not given:
        return None
    if scale.recoded:
        given = [scale.recoded[int(value)] for value in given]
    total = math.fsum(given)
    if instrument.line is not None:
        total = round(total, 9)  # tenths do not add up exactly: 25.4 and not 25.400000000000002
    return of_answered(scale, total, len(given))


def _of_parts(scale: Scale, parts: list[float | None]) -> float | None:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    total = math.fsum(known)
    return scale.table.get(round(total)) if scale.rule is Rule.TABLE else total


def of_answered(scale: Scale, total: float, answered: int) -> float:
    """The score from the sum of those that were answered and their number, rounded only as the scale says."""
    if scale.rule is Rule.PRORATED:
        value = total * len(scale.items) / answered
    elif scale.rule is Rule.MEAN:
        value = scale.times * total / answered
    else:
        value = total
    return math.floor(value + 0.5) if scale.rounded == "half_up" else value


def _score(
    instrument: Instrument,
    scale: Scale,
    answers: Answers,
    raw: float | None,
    t_and_why: tuple[float | None, str],
) -> Score:
    codes, (t, why) = items_of(instrument, scale), t_and_why
    answered = sum(answers.get(code) is not None for code in codes)
    band = scale.band_of(t if scale.bands_on == "t" else raw)
    return Score(scale.id, raw, answered, len(codes), t, why, band)


def t_of(instrument: Instrument, scale: Scale, raw: float, about: About, by: By) -> tuple[float | None, str]:
    """The T score, or None and why there is none: never the raw score in its place."""
    try:
        return norm_for(instrument.id, scale.id, about, by).t_score(raw), ""
    except NoNorm as reason:
        return None, str(reason)


def items_of(instrument: Instrument, scale: Scale) -> tuple[str, ...]:
    """The items that count in a scale, those of its parts included, each once."""
    own = scale.items or tuple(
        code for part in scale.of for code in items_of(instrument, instrument.scale(part))
    )
    return tuple(dict.fromkeys(own))
