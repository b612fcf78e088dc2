"""Scores many forms of one instrument at once, and says of each exactly what `scoring.score` says, to the last bit.

The forms are taken in portions that fit the cache of a processor, and all scales of a portion are added up by one
product of matrices. NumPy is imported with this module, so nothing that the web process starts with may import it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from trailblazer.domain.instruments.facts import Instrument, Rule, Scale
from trailblazer.domain.instruments.norms import About, By, NoNorm, norm_for
from trailblazer.domain.instruments.scoring import items_of, refuse_unless_scored, turned

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Numbers = NDArray[np.int64]
Known = Sequence[int | None] | Numbers | Floats
AT_ONCE = 2048  # forms; their answers then stay in the cache while every step is done to them
SEXES = ("", "F", "M")
KNOWN = 200  # ages and school years from 0 to one less; whatever is beyond has no norm


@dataclass(frozen=True)
class Column:
    """One scale of every form: raw and T score (NaN: none), how many of its items were answered, and the places of its
    band in `scale.bands` (-1: none) and of why it has no T score in `reasons` (0: it has one, or none is due).
    """

    scale: Scale
    raw: Floats
    t: Floats
    band: Numbers
    answered: Numbers
    of: int
    why: Numbers
    reasons: tuple[str, ...] = ("",)

    @property
    def no_t(self) -> NDArray[np.object_]:
        """Why there is no T score, in words, form by form."""
        return np.array(self.reasons, dtype=object)[self.why]


@dataclass(frozen=True)
class Table:
    """Every scale by its id, and which cells are impossible answers (forms x items, in the order of the items)."""

    instrument: Instrument
    columns: Mapping[str, Column]
    impossible: Bools
    risk: Floats  # the answer to the question about risk where somebody must look, else NaN


@dataclass(frozen=True)
class People:
    """Whom the forms are about, in their order: ages and school years in whole years (None or NaN: not known), sex M or
    F. Anything else has no norm.
    """

    ages: Known
    sexes: Sequence[str] | NDArray[np.str_]
    school_years: Known

    def about(self, place: int) -> About:
        """One of them."""
        age, year = self._ages[place], self._school_years[place]
        return About(
            None if np.isnan(age) else int(age), self.sexes[place], None if np.isnan(year) else int(year)
        )

    def kinds(self, by: By) -> Numbers:
        """Which of those that `abouts` gives each one is."""
        where = self._ages if by is By.NATIONAL else self._school_years
        in_reach = np.where((where < 0) | (where > KNOWN), KNOWN, where)
        known = np.where(np.isnan(where), -1, in_reach).astype(np.int64) + 1
        sexes = np.asarray(self.sexes, dtype=str)
        sex = np.select([sexes == "F", sexes == "M"], [1, 2], 0)
        return sex * (KNOWN + 2) + known

    @cached_property
    def _ages(self) -> Floats:
        return np.array(self.ages, dtype=np.float64)

    @cached_property
    def _school_years(self) -> Floats:
        return np.array(self.school_years, dtype=np.float64)


def about_of(kind: int, by: By) -> About:
    """The one of this kind: see `People.kinds`."""
    sex, known = divmod(kind, KNOWN + 2)
    where = known - 1 if known else None
    return About(where, SEXES[sex], None) if by is By.NATIONAL else About(None, SEXES[sex], where)


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
    forms = len(answers)
    plan = _Plan(instrument)
    raws = {scale.id: np.empty(forms) for scale in instrument.scales}
    answered = np.empty((len(instrument.scales), forms), dtype=np.int64)
    impossible = np.empty(answers.shape, dtype=bool)
    for first in range(0, forms, AT_ONCE):
        here = slice(first, first + AT_ONCE)
        plan.score(
            answers[here],
            impossible[here],
            {scale_id: raw[here] for scale_id, raw in raws.items()},
            answered[:, here],
        )
    norms = _Norms(instrument, people, forms, by) if with_t else None
    columns = {}
    for place, scale in enumerate(instrument.scales):
        raw = raws[scale.id]
        t, why, reasons = norms.t_scores(scale, raw) if norms and scale.has_t else _without_t(forms)
        band = _bands(scale, t if scale.bands_on == "t" else raw)
        of = len(items_of(instrument, scale))
        columns[scale.id] = Column(scale, raw, t, band, answered[place], of, why, reasons)
    return Table(instrument, columns, impossible, _risk(instrument, answers, impossible))


class _Plan:
    """What is the same for every portion: which answers can be, and the matrices that add them up."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.place = {item.code: number for number, item in enumerate(instrument.items)}
        self.added = [scale for scale in instrument.scales if not scale.of]
        self.counted = self._matrix({s.id: items_of(instrument, s) for s in instrument.scales})
        self.watched = self._matrix({s.id: (*s.items, *filter(None, [s.gate])) for s in self.added})
        self.looked_up = self._looked_up()
        self.weights, self.offsets = self._weights()
        self.added_in_counted = [instrument.scales.index(scale) for scale in self.added]
        self.options = [
            np.array(sorted(option.value for option in instrument.options_of(item.code)), dtype=float)
            for item in instrument.items
        ]
        self.is_whole = instrument.line is None and all(_is_unbroken(values) for values in self.options)
        if self.is_whole:
            self.lowest = np.array([values[0] for values in self.options])
            self.highest = np.array([values[-1] for values in self.options])

    def _matrix(self, codes: Mapping[str, Sequence[str]]) -> Floats:
        found = np.zeros((len(self.instrument.items), len(codes)))
        for column, wanted in enumerate(codes.values()):
            found[[self.place[code] for code in wanted], column] = 1
        return found

    def _looked_up(self) -> dict[int, Floats]:
        """By the place of an item whose answers stand for other numbers: what each answer stands for."""
        return {
            self.place[code]: np.array(
                [
                    scale.recoded[int(turned(self.instrument, code, answer))]
                    for answer in range(len(scale.recoded))
                ],
                dtype=float,
            )
            for scale in self.added
            if scale.recoded
            for code in scale.items
        }

    def _weights(self) -> tuple[Floats, Floats | None]:
        """A reversed answer counts as `reversed_from - answer`: minus the answer, and reversed_from if there is one."""
        weights = self._matrix({scale.id: scale.items for scale in self.added})
        offsets = np.zeros(weights.shape)
        for code in self.instrument.reversed:
            place = self.place[code]
            if place not in self.looked_up:
                offsets[place] = self.instrument.reversed_from * weights[place]
                weights[place] *= -1
        return weights, offsets if offsets.any() else None

    def score(
        self, answers: Floats, impossible: Bools, raws: Mapping[str, Floats], answered: Numbers
    ) -> None:
        """Fills in what is found of one portion."""
        usable = self._possible(answers)
        np.not_equal(usable, ~np.isnan(answers), out=impossible)
        clean = np.where(usable, answers, 0.0)
        for place, values in self.looked_up.items():
            stands_for = values[clean[:, place].astype(np.intp)]
            clean[:, place] = np.where(usable[:, place], stands_for, 0.0)
        is_usable = usable.astype(np.float64)
        counts = np.ascontiguousarray((is_usable @ self.counted).T)
        totals = np.ascontiguousarray((clean @ self.weights).T)
        if self.offsets is not None:
            totals += (is_usable @ self.offsets).T
        spoilt = impossible.any()
        for column, scale in enumerate(self.added):
            count = counts[self.added_in_counted[column]]
            total = totals[column] if self.instrument.line is None else np.round(totals[column], 9)
            raws[scale.id][:] = self._raw(scale, total, count, answers)
        if spoilt:
            bad = impossible.astype(np.float64)
            for column, scale in enumerate(self.added):
                raws[scale.id][bad @ self.watched[:, column] > 0] = np.nan
            counts += (bad @ self.counted).T
        for scale in self.instrument.scales:
            if scale.of:
                raws[scale.id][:] = _of_parts(scale, raws)
        answered[:] = counts

    def _possible(self, answers: Floats) -> Bools:
        if self.is_whole:
            possible = answers == np.rint(answers)
            possible &= answers >= self.lowest
            possible &= answers <= self.highest
            return possible
        found = np.empty(answers.shape, dtype=bool)
        line = self.instrument.line
        if line is not None:
            with np.errstate(invalid="ignore"):
                steps = (answers - line.first) / line.step
                found[:] = np.abs(steps - np.rint(steps)) < 1e-6
            found &= (answers >= line.first) & (answers <= line.last)
        for number, item in enumerate(self.instrument.items):
            if line is None or item.options:
                found[:, number] = np.isin(answers[:, number], self.options[number])
        return found

    def _raw(self, scale: Scale, total: Floats, count: Floats, answers: Floats) -> Floats:
        """The same steps in the same order as `scoring.of_answered`, so that both give the same bits."""
        with np.errstate(divide="ignore", invalid="ignore"):
            if scale.rule is Rule.PRORATED:
                value = total * len(scale.items) / count
            elif scale.rule is Rule.MEAN:
                value = scale.times * total / count
            else:
                value = total
        if scale.rounded == "half_up":
            value = np.floor(value + 0.5)
        raw = np.where(count >= max(scale.needs(), 1), value, np.nan)
        if scale.gate:
            raw[answers[:, self.place[scale.gate]] == 0] = 0.0
        return raw


def _is_unbroken(values: Floats) -> bool:
    """Whether the answers are whole numbers that follow each other."""
    return bool(len(values)) and np.array_equal(values, np.arange(values[0], values[-1] + 1))


def _of_parts(scale: Scale, raws: Mapping[str, Floats]) -> Floats:
    total = raws[scale.of[0]].copy()
    for part in scale.of[1:]:
        total += raws[part]
    if scale.rule is not Rule.TABLE:
        return total
    lowest, highest = min(scale.table), max(scale.table)
    table = np.array([scale.table.get(raw, np.nan) for raw in range(lowest, highest + 1)])
    known = (total >= lowest) & (total <= highest)
    found = np.full(len(total), np.nan)
    found[known] = table[np.rint(total[known]).astype(np.intp) - lowest]
    return found


def _without_t(forms: int) -> tuple[Floats, Numbers, tuple[str, ...]]:
    return np.full(forms, np.nan), np.zeros(forms, dtype=np.int64), ("",)


class _Norms:
    """The norm of each form. A norm row is looked for once for each kind of person that there is."""

    def __init__(self, instrument: Instrument, people: People | None, forms: int, by: By) -> None:
        self.instrument = instrument
        self.forms = forms
        if people is None or not any(scale.has_t for scale in instrument.scales):
            self.abouts, self.kinds = [About()], np.zeros(forms, dtype=np.int64)
        else:
            kinds = people.kinds(by)
            there = np.flatnonzero(np.bincount(kinds))
            renumbered = np.zeros(there.max(initial=0) + 1, dtype=np.int64)
            renumbered[there] = np.arange(len(there))
            self.abouts, self.kinds = [about_of(int(kind), by) for kind in there], renumbered[kinds]
        self.by = by

    def t_scores(self, scale: Scale, raw: Floats) -> tuple[Floats, Numbers, tuple[str, ...]]:
        mean, sd = np.full(len(self.abouts), np.nan), np.full(len(self.abouts), np.nan)
        whys, reasons = np.zeros(len(self.abouts), dtype=np.int64), [""]
        for kind, about in enumerate(self.abouts):
            try:
                norm = norm_for(self.instrument.id, scale.id, about, self.by)
            except NoNorm as reason:
                whys[kind] = len(reasons)
                reasons.append(str(reason))
            else:
                mean[kind], sd[kind] = norm.mean, norm.sd
        t = 50 + 10 * (raw - mean[self.kinds]) / sd[self.kinds]
        why = np.where(np.isnan(raw), 0, whys[self.kinds]) if len(reasons) > 1 else whys[self.kinds]
        return t, why, tuple(reasons)


def _bands(scale: Scale, scores: Floats) -> Numbers:
    found = np.full(len(scores), -1, dtype=np.int64)
    for place in reversed(range(len(scale.bands))):
        band = scale.bands[place]
        within = ~np.isnan(scores)
        if band.first is not None:
            within &= scores > band.first if band.above else scores >= band.first
        if band.last is not None:
            within &= scores < band.last if band.below else scores <= band.last
        found = np.where(within, place, found)
    return found


def _risk(instrument: Instrument, answers: Floats, impossible: Bools) -> Floats:
    if not instrument.risk_item:
        return np.full(len(answers), np.nan)
    place = next(number for number, item in enumerate(instrument.items) if item.code == instrument.risk_item)
    looked_at = (answers[:, place] >= instrument.risk_from) & ~impossible[:, place]
    return np.where(looked_at, answers[:, place], np.nan)
