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
Numbers = NDArray[np.int16]  # counts and places, which are small
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

    def kinds(self, by: By) -> NDArray[np.int64]:
        """Which of those that `abouts` gives each one is."""
        where = self._ages if by is By.NATIONAL else self._school_years
        in_reach = np.where((where < 0) | (where > KNOWN), KNOWN, where)
        known = np.where(np.isnan(where), -1, in_reach).astype(np.int64) + 1
        sexes = np.asarray(self.sexes, dtype=str)
        sex = (sexes == "F") + 2 * (sexes == "M").astype(np.int64)
        found: NDArray[np.int64] = sex * (KNOWN + 2) + known
        return found

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
    raws = np.empty((len(instrument.scales), forms))
    answered = np.empty((len(instrument.scales), forms), dtype=np.int16)
    impossible = np.empty(answers.shape, dtype=bool)
    for first in range(0, forms, AT_ONCE):
        here = slice(first, first + AT_ONCE)
        plan.score(answers[here], impossible[here], raws[:, here], answered[:, here])
    norms = _Norms(instrument, people, forms, by) if with_t else None
    columns = {}
    for place, scale in enumerate(instrument.scales):
        raw = raws[place]
        t, why, reasons = norms.t_scores(scale, raw) if norms and scale.has_t else _without_t(forms)
        band = _bands(instrument, scale, t if scale.bands_on == "t" else raw)
        of = len(items_of(instrument, scale))
        columns[scale.id] = Column(scale, raw, t, band, answered[place], of, why, reasons)
    return Table(instrument, columns, impossible, _risk(instrument, answers, impossible))


class _Plan:
    """What is the same for every portion: which answers can be, and the matrices that add them up."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.place = {item.code: number for number, item in enumerate(instrument.items)}
        self.row = {scale.id: number for number, scale in enumerate(instrument.scales)}
        self.added = [scale for scale in instrument.scales if not scale.of]
        self.rows = [self.row[scale.id] for scale in self.added]
        self.watched = self._matrix([(*scale.items, *filter(None, [scale.gate])) for scale in self.added])
        self._prepare_lookup()
        self._prepare_sums()
        self._prepare_rules()
        self.options = [
            np.array(sorted(option.value for option in instrument.options_of(item.code)), dtype=float)
            for item in instrument.items
        ]
        self.is_whole = instrument.line is None and all(_is_unbroken(values) for values in self.options)
        if self.is_whole:
            self.lowest = np.array([values[0] for values in self.options])
            self.highest = np.array([values[-1] for values in self.options])

    def _matrix(self, codes: Sequence[Sequence[str]]) -> Floats:
        found = np.zeros((len(self.instrument.items), len(codes)))
        for column, wanted in enumerate(codes):
            found[[self.place[code] for code in wanted], column] = 1
        return found

    def _prepare_lookup(self) -> None:
        """Which items have answers that stand for other numbers, and for which, one row for each of these items."""
        stands_for = {
            self.place[code]: [
                scale.recoded[int(turned(self.instrument, code, answer))]
                for answer in range(len(scale.recoded))
            ]
            for scale in self.added
            if scale.recoded
            for code in scale.items
        }
        self.looked_up = list(stands_for)
        self.stands_for = np.array(list(stands_for.values()), dtype=float)

    def _prepare_sums(self) -> None:
        """A reversed answer counts as `reversed_from - answer`: minus the answer, and reversed_from if there is one."""
        self.weights = self._matrix([scale.items for scale in self.added])
        offsets = np.zeros(self.weights.shape)
        for code in self.instrument.reversed:
            place = self.place[code]
            if place not in self.looked_up:
                offsets[place] = self.instrument.reversed_from * self.weights[place]
                self.weights[place] *= -1
        counted = self._matrix([items_of(self.instrument, scale) for scale in self.instrument.scales])
        self.has_offsets = bool(offsets.any())
        both = np.hstack([counted, offsets]) if self.has_offsets else counted
        self.counted = both.astype(np.float32)  # small whole numbers, so nothing is lost

    def _prepare_rules(self) -> None:
        added = self.added
        self.needs = np.array([[max(scale.needs(), 1)] for scale in added])
        self.sizes = np.array([[len(scale.items)] for scale in added])
        self.times = np.array([[scale.times] for scale in added])
        self.prorated = np.flatnonzero([scale.rule is Rule.PRORATED for scale in added])
        self.mean = np.flatnonzero([scale.rule is Rule.MEAN for scale in added])
        self.half_up = np.flatnonzero([scale.rounded == "half_up" for scale in added])

    def score(self, answers: Floats, impossible: Bools, raws: Floats, answered: Numbers) -> None:
        """Fills in what is found of one portion: impossible answers, and, scale by scale, raw and answered."""
        usable = self._possible(answers)
        np.not_equal(usable, ~np.isnan(answers), out=impossible)
        is_usable = usable.astype(np.float32)
        sums = np.ascontiguousarray((is_usable @ self.counted).T)
        counts, offsets = sums[: len(raws)], sums[len(raws) :]
        totals = np.ascontiguousarray((self._clean(answers, usable) @ self.weights).T)
        if self.has_offsets:
            totals += offsets
        found = self._by_rule(totals, counts[self.rows])
        for number, scale in enumerate(self.added):
            if scale.gate:
                found[number, answers[:, self.place[scale.gate]] == 0] = 0.0
        answered[:] = counts
        if impossible.any():
            bad = impossible.astype(np.float32)
            found[(bad @ self.watched).T > 0] = np.nan
            answered += (bad @ self.counted[:, : len(raws)]).T.astype(np.int16)
        raws[self.rows] = found
        for scale in self.instrument.scales:
            if scale.of:
                raws[self.row[scale.id]] = _of_parts(scale, [raws[self.row[part]] for part in scale.of])

    def _clean(self, answers: Floats, usable: Bools) -> Floats:
        """The answers as they count, and nothing where there is none."""
        clean = np.where(usable, answers, 0.0)
        if self.looked_up:
            rows = np.arange(len(self.looked_up))
            stands_for = self.stands_for[rows, clean[:, self.looked_up].astype(np.intp)]
            clean[:, self.looked_up] = np.where(usable[:, self.looked_up], stands_for, 0.0)
        return clean

    def _by_rule(self, totals: Floats, counts: NDArray[np.float32]) -> Floats:
        """The same steps in the same order as `scoring.of_answered`, so that both give the same bits."""
        if self.instrument.line is not None:
            totals = np.round(totals, 9)
        with np.errstate(divide="ignore", invalid="ignore"):
            if len(which := self.prorated):
                totals[which] = totals[which] * self.sizes[which] / counts[which]
            if len(which := self.mean):
                totals[which] = self.times[which] * totals[which] / counts[which]
        if len(which := self.half_up):
            totals[which] = np.floor(totals[which] + 0.5)
        totals[counts < self.needs] = np.nan
        return totals

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


def _is_unbroken(values: Floats) -> bool:
    """Whether the answers are whole numbers that follow each other."""
    return bool(len(values)) and np.array_equal(values, np.arange(values[0], values[-1] + 1))


def _of_parts(scale: Scale, parts: Sequence[Floats]) -> Floats:
    total = parts[0].copy()
    for part in parts[1:]:
        total += part
    if scale.rule is not Rule.TABLE:
        return total
    lowest, highest = min(scale.table), max(scale.table)
    table = np.array([scale.table.get(raw, np.nan) for raw in range(lowest, highest + 1)])
    known = (total >= lowest) & (total <= highest)
    found = np.full(len(total), np.nan)
    found[known] = table[np.rint(total[known]).astype(np.intp) - lowest]
    return found


def _without_t(forms: int) -> tuple[Floats, Numbers, tuple[str, ...]]:
    """No T score for anybody, in no memory."""
    return np.broadcast_to(np.nan, forms), np.broadcast_to(np.int16(0), forms), ("",)


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
        whys, reasons = np.zeros(len(self.abouts), dtype=np.int16), [""]
        for kind, about in enumerate(self.abouts):
            try:
                norm = norm_for(self.instrument.id, scale.id, about, self.by)
            except NoNorm as reason:
                whys[kind] = len(reasons)
                reasons.append(str(reason))
            else:
                mean[kind], sd[kind] = norm.mean, norm.sd
        t = 50 + 10 * (raw - mean[self.kinds]) / sd[self.kinds]
        why = np.where(np.isnan(raw), np.int16(0), whys[self.kinds])
        return t, why, tuple(reasons)


def _bands(instrument: Instrument, scale: Scale, scores: Floats) -> Numbers:
    found = np.full(len(scores), -1, dtype=np.int16)
    if starts := _starts(instrument, scale):
        for start in starts:
            found += scores >= start
        return found
    for place, band in enumerate(scale.bands):
        within = ~np.isnan(scores)
        if band.first is not None:
            within &= scores > band.first if band.above else scores >= band.first
        if band.last is not None:
            within &= scores < band.last if band.below else scores <= band.last
        found[within & (found < 0)] = place
    return found


def _starts(instrument: Instrument, scale: Scale) -> list[float] | None:
    """Where the bands begin, if one begins where the other ends: a score then lies in the last one that it reaches."""
    is_whole = scale.bands_on == "raw" and instrument.line is None
    is_whole = is_whole and (bool(scale.rounded) or scale.rule is Rule.SUM)
    low, high = (scale.lowest, scale.highest) if scale.bands_on == "raw" else (-np.inf, np.inf)
    starts = [-np.inf if band.first is None else band.first for band in scale.bands]
    ends = [np.inf if band.last is None else band.last for band in scale.bands]
    follows = all(
        end == start if band.below else is_whole and start == end + 1
        for band, end, start in zip(scale.bands[:-1], ends[:-1], starts[1:], strict=True)
    )
    is_all = bool(starts) and starts[0] <= low and ends[-1] >= high
    plain = not any(band.above for band in scale.bands) and not (scale.bands and scale.bands[-1].below)
    return starts if follows and is_all and plain else None


def _risk(instrument: Instrument, answers: Floats, impossible: Bools) -> Floats:
    if not instrument.risk_item:
        return np.full(len(answers), np.nan)
    place = next(number for number, item in enumerate(instrument.items) if item.code == instrument.risk_item)
    looked_at = (answers[:, place] >= instrument.risk_from) & ~impossible[:, place]
    return np.where(looked_at, answers[:, place], np.nan)
