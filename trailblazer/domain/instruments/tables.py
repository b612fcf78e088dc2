"""Scores many forms of one instrument at once, and says of each exactly what `scoring.score` says.

NumPy is imported with this module, so nothing that the web process starts with may import it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from trailblazer.domain.instruments.facts import Instrument, Rule, Scale
from trailblazer.domain.instruments.norms import About, By, NoNorm, norm_for
from trailblazer.domain.instruments.scoring import items_of, refuse_unless_scored

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Column:
    """One scale of every form: raw and T score (NaN: none), how many of its items were answered, the place of its band
    in `scale.bands` (-1: none), and, by form, why there is no T score ("" where there is one or none is made)."""

    scale: Scale
    raw: Floats
    t: Floats
    band: Numbers
    answered: Numbers
    of: int
    no_t: NDArray[np.object_]


@dataclass(frozen=True)
class Table:
    """Every scale by its id, and which cells are impossible answers (forms x items, in the order of the items)."""

    instrument: Instrument
    columns: Mapping[str, Column]
    impossible: Bools
    risk: Floats  # the answer to the question about risk where somebody must look, else NaN


@dataclass(frozen=True)
class People:
    """Whom the forms are about, in their order: ages and school years in whole years (None: not known), sex M or F."""

    ages: Sequence[int | None]
    sexes: Sequence[str]
    school_years: Sequence[int | None]

    def about(self, place: int) -> About:
        """One of them."""
        return About(self.ages[place], self.sexes[place], self.school_years[place])


def score_table(
    instrument: Instrument,
    answers: Floats,
    people: People | None = None,
    *,
    by: By = By.NATIONAL,
    with_t: bool = True,
) -> Table:
    """Scores `answers` (forms x items in the order of `instrument.items`; NaN is not answered).

    Raises CannotScore where the instrument takes no answers, ValueError for another number of columns.
    """
    refuse_unless_scored(instrument)
    if answers.ndim != 2 or answers.shape[1] != len(instrument.items):
        raise ValueError(f"{instrument.short} has {len(instrument.items)} items in each row")
    given = ~np.isnan(answers)
    impossible = given & ~_possible(instrument, answers)
    usable = given & ~impossible
    turned = np.where(usable, _turned(instrument, answers), 0.0)
    raws: dict[str, Floats] = {}
    columns = {}
    sheet = _Sheet(instrument, answers, given, impossible, usable, turned)
    for scale in instrument.scales:
        raw = raws[scale.id] = _of_parts(scale, raws) if scale.of else sheet.raw(scale)
        places = sheet.places(items_of(instrument, scale))
        t, why = _no_t(len(answers))
        if scale.has_t and with_t:
            t, why = _t_scores(instrument, scale, raw, people or _nobody(len(answers)), by)
        band = _bands(scale, t if scale.bands_on == "t" else raw)
        answered = given[:, places].sum(axis=1)
        columns[scale.id] = Column(scale, raw, t, band, answered, len(places), why)
    return Table(instrument, columns, impossible, _risk(instrument, sheet))


@dataclass(frozen=True)
class _Sheet:
    """The answers with what is known of each cell."""

    instrument: Instrument
    answers: Floats
    given: Bools
    impossible: Bools
    usable: Bools
    turned: Floats

    @property
    def place(self) -> dict[str, int]:
        return {item.code: number for number, item in enumerate(self.instrument.items)}

    def places(self, codes: Sequence[str]) -> list[int]:
        return [self.place[code] for code in codes]

    def raw(self, scale: Scale) -> Floats:
        places = self.places(scale.items)
        values = self.turned[:, places]
        if scale.recoded:
            usable = self.usable[:, places]
            recoded = np.array(scale.recoded, dtype=float)[np.where(usable, values, 0).astype(int)]
            values = np.where(usable, recoded, 0.0)
        total, answered = values.sum(axis=1), self.usable[:, places].sum(axis=1)
        if self.instrument.line is not None:
            total = np.round(total, 9)
        raw = _of_answered(scale, total, answered)
        raw[(answered < scale.needs()) | (answered == 0)] = np.nan
        watched = self.places([*scale.items, *([scale.gate] if scale.gate else [])])
        if scale.gate:
            raw[self.answers[:, self.place[scale.gate]] == 0] = 0.0
        raw[self.impossible[:, watched].any(axis=1)] = np.nan
        return raw


def _possible(instrument: Instrument, answers: Floats) -> Bools:
    possible = np.empty(answers.shape, dtype=bool)
    shared = np.array([option.value for option in instrument.options], dtype=float)
    own = [number for number, item in enumerate(instrument.items) if item.options]
    if instrument.line is not None:
        line = instrument.line
        steps = (answers - line.first) / line.step
        with np.errstate(invalid="ignore"):
            on_it = np.abs(steps - np.round(steps)) < 1e-6
        possible[:] = on_it & (answers >= line.first) & (answers <= line.last)
    else:
        possible[:] = _is_one_of(answers, shared)
    for number in own:
        values = np.array([option.value for option in instrument.items[number].options], dtype=float)
        possible[:, number] = _is_one_of(answers[:, number], values)
    return possible


def _is_one_of(answers: Floats, values: Floats) -> Bools:
    """Whole numbers that follow each other are compared by their ends, which is much faster than one by one."""
    if len(values) and np.array_equal(np.sort(values), np.arange(values.min(), values.max() + 1)):
        whole = answers == np.floor(answers)
        found: Bools = whole & (answers >= values.min()) & (answers <= values.max())
        return found
    return np.isin(answers, values)


def _turned(instrument: Instrument, answers: Floats) -> Floats:
    if not instrument.reversed:
        return answers
    turned = answers.copy()
    places = [number for number, item in enumerate(instrument.items) if item.code in instrument.reversed]
    turned[:, places] = instrument.reversed_from - turned[:, places]
    return turned


def _of_answered(scale: Scale, total: Floats, answered: Numbers) -> Floats:
    """The same steps in the same order as `scoring.of_answered`, so that both give the same bits."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if scale.rule is Rule.PRORATED:
            value = total * len(scale.items) / answered
        elif scale.rule is Rule.MEAN:
            value = scale.times * total / answered
        else:
            value = total.astype(float)
    return np.floor(value + 0.5) if scale.rounded == "half_up" else value


def _of_parts(scale: Scale, raws: Mapping[str, Floats]) -> Floats:
    total = np.sum([raws[part] for part in scale.of], axis=0)
    if scale.rule is not Rule.TABLE:
        return np.asarray(total, dtype=float)
    lowest, highest = min(scale.table), max(scale.table)
    looked_up = np.array([scale.table.get(raw, np.nan) for raw in range(lowest, highest + 1)])
    known = np.isfinite(total) & (total >= lowest) & (total <= highest)
    found = np.full(len(total), np.nan)
    found[known] = looked_up[np.round(total[known]).astype(int) - lowest]
    return found


def _no_t(forms: int) -> tuple[Floats, NDArray[np.object_]]:
    return np.full(forms, np.nan), np.full(forms, "", dtype=object)


def _nobody(forms: int) -> People:
    return People([None] * forms, [""] * forms, [None] * forms)


def _t_scores(
    instrument: Instrument, scale: Scale, raw: Floats, people: People, by: By
) -> tuple[Floats, NDArray[np.object_]]:
    """One look at the norms for each kind of person there is."""
    t, why = _no_t(len(raw))
    scored = ~np.isnan(raw)
    kinds: dict[About, list[int]] = {}
    for place in np.flatnonzero(scored):
        kinds.setdefault(people.about(int(place)), []).append(int(place))
    for about, places in kinds.items():
        try:
            norm = norm_for(instrument.id, scale.id, about, by)
        except NoNorm as reason:
            why[places] = str(reason)
        else:
            t[places] = 50 + 10 * (raw[places] - norm.mean) / norm.sd
    return t, why


def _bands(scale: Scale, scores: Floats) -> Numbers:
    found = np.full(len(scores), -1, dtype=np.int64)
    for place in reversed(range(len(scale.bands))):
        band = scale.bands[place]
        within = ~np.isnan(scores)
        if band.first is not None:
            within &= scores > band.first if band.above else scores >= band.first
        if band.last is not None:
            within &= scores < band.last if band.below else scores <= band.last
        found[within] = place
    return found


def _risk(instrument: Instrument, sheet: _Sheet) -> Floats:
    if not instrument.risk_item:
        return np.full(len(sheet.answers), np.nan)
    place = sheet.place[instrument.risk_item]
    answer = np.where(sheet.usable[:, place], sheet.answers[:, place], np.nan)
    with np.errstate(invalid="ignore"):
        return np.where(answer >= instrument.risk_from, answer, np.nan)
