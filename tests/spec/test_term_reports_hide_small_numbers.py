"""Somebody reads the reports of a school, term after term, and works out all they can: of 1,000 schools not one hidden
figure is found.

The attacker knows how a report is made: which figures are of the same people, that whoever was helped came to at least
one session, and that whoever's help began before a term had it begin in one of those before. They know every figure,
percentage and word of each report, of the term before and of the year. By differencing they take parts from totals; by
linear programming they find the least and the greatest value of each hidden figure. A corrected report is read beside
the one that it replaces. The program knows nothing of how figures are hidden.
"""

import os
import random
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import linprog
from scipy.sparse import block_diag, csr_matrix

from trailblazer.domain import term_report as report
from trailblazer.domain.disclosure import Division, as_kept, from_kept, protect_linked
from trailblazer.domain.disclosure.audit import Network
from trailblazer.domain.term_report import protecting

SCHOOLS = 1_000 if os.environ.get("HYPOTHESIS_PROFILE") == "assure" else 100
MANY, FAR = 10**5, 10**4
CLOSE = 1e-6
TERMS = 3
YEARS = tuple(f"Year {year}" for year in range(7, 14))
TOPICS = ("Worry", "Low mood", "Behaviour", "Not coming in", "Sleep", "Something else")
ANSWERS = ("Certainly true", "Partly true", "Not true")


def school(seed):
    """The counts of one school in three terms: pupils who come, go on into the next term, and end."""
    chance = random.Random(seed)
    size = chance.choice([1, 3, 6, 10, 14, 25, 60])
    going_on, terms = [], []
    lean = chance.random()
    for _ in range(TERMS):
        begun = [pupil(chance, lean) for _ in range(chance.randrange(size + 1))]
        helped = [*(one._replace_wait() for one in going_on), *begun]
        terms.append(counted(chance, helped, size))
        going_on = [one for one in helped if chance.random() < 0.4]
    return terms


class Robin(report.Pupil):
    def _replace_wait(self):
        return Robin(self.year, self.sex, self.need, None)


def pupil(chance, lean):
    sex = "Girls" if chance.random() < lean else chance.choice(report.SEXES)
    need = chance.choice([report.needs()[0], report.needs()[0], *report.needs()])
    return Robin(
        chance.choice(YEARS[: chance.choice([2, 7])]), sex, need, chance.choice([3, 9, 20, 27, 28, 41, 90])
    )


def spread(chance, parts, total):
    """So many people over these parts, unevenly."""
    weights = [chance.random() ** 2 for _ in parts]
    found = Counter(chance.choices(parts, weights, k=total))
    return {one: found[one] for one in parts}


def counted(chance, helped, size):
    ended = chance.randrange(len(helped) + 1)
    sessions = {
        report.ATTENDED: sum(chance.choice([1, 1, 2, 3]) for _ in helped),
        **{one: chance.choice([0, 1, 2, chance.randrange(size + 1)]) for one in report.OF_SESSIONS[1:]},
    }
    filled_in = chance.randrange(ended + 1)
    asked = tuple(
        report.Asked(words, spread(chance, ANSWERS, filled_in - min(filled_in, chance.choice([0, 0, 1]))))
        for words in ("I was listened to", "It was easy to talk", "My worries were taken seriously")
    )
    return report.Counts(
        requests=spread(chance, report.OF_REQUESTS, chance.randrange(2 * size + 1)),
        sessions=sessions,
        pupils=tuple(helped),
        years=YEARS,
        ended=spread(chance, report.OF_CHANGE, ended),
        forms=(report.Forms("How was it", filled_in, asked),),
        work=tuple(
            report.Held(name, 1, chance.choice([0, 3, 12, 30, 180])) for name in ("Assembly", "Parents")
        ),
        advice=spread(chance, TOPICS, chance.randrange(size + 1)),
        minutes={1: 45 * sessions[report.ATTENDED], 2: 60, 3: 15},
    )


def shown(published):
    tables = [one.table for tables in published.tables.values() for one in tables]
    return [[figure.marker for row in table.rows for figure in row.figures] for table in tables]


class Attacker:
    """What is published, as bounds of figures and sums of cells; figures of several reports may be set side by side."""

    def __init__(self):
        self.truth, self.low, self.high, self.names = [], [], [], []
        self.is_hidden, self.sums = [], []  # (cells with their signs, least, greatest)

    def cell(self, name, true, low=0, high=MANY, *, is_hidden=False):
        self.names.append(name)
        self.truth.append(true)
        self.low.append(low)
        self.high.append(high)
        self.is_hidden.append(is_hidden)
        return len(self.truth) - 1

    def figure(self, name, true, figure, is_wide, least=1):
        low, high = bounds(figure, is_wide, least)
        return self.cell(name, true, low, high, is_hidden=figure.is_hidden)

    def equal(self, whole, parts):
        self.sums.append(([(whole, 1), *((one, -1) for one in parts)], 0, 0))

    def line(self, name, table, truth, whole=None, hidden_before=()):
        """A table of one column: its rows are parts of the total in the last."""
        *rows, total = table.rows
        parts = []
        for row in rows:
            least = 0 if row.name in hidden_before else 1
            at = self.figure((name, row.name), truth[row.name], row.figures[0], table.is_wide, least)
            parts.append(at)
        if whole is None:
            least = 0 if total.name in hidden_before else 1
            whole = self.figure(
                (name, total.name), sum(truth.values()), total.figures[0], table.is_wide, least
            )
        self.equal(whole, parts)
        return whole, parts

    def found(self):
        """The least and greatest value of each hidden figure: differencing first, then linear programming."""
        low, high = self.by_differencing()
        wanted = [at for at, is_hidden in enumerate(self.is_hidden) if is_hidden]
        ends = self.by_linear_programming(wanted)
        for at in wanted:
            least, most = ends[at]
            assert low[at] <= least + CLOSE, "differencing finds no more"
            assert min(most, FAR) <= high[at] + CLOSE, "differencing finds no more"
            assert least - CLOSE <= self.truth[at] <= most + CLOSE, self.names[at]
        return ends

    def by_differencing(self):
        low, high = list(self.low), list(self.high)
        for _ in range(12):
            before = (list(low), list(high))
            for cells, least, most in self.sums:
                for at, sign in cells:
                    rest_least = sum(s * (low if s > 0 else high)[one] for one, s in cells if one != at)
                    rest_most = sum(s * (high if s > 0 else low)[one] for one, s in cells if one != at)
                    ends = sorted((sign * (least - rest_most), sign * (most - rest_least)))
                    low[at], high[at] = max(low[at], ends[0]), min(high[at], ends[1])
            if before == (low, high):
                break
        return low, high

    def by_linear_programming(self, wanted):
        if not wanted:
            return {}
        rows, columns, values = [], [], []
        for row, (cells, _, _) in enumerate(self.sums):
            for at, sign in cells:
                rows.append(row)
                columns.append(at)
                values.append(sign)
        one = csr_matrix((values, (rows, columns)), shape=(len(self.sums), len(self.truth)))
        aims = [(at, sign) for at in wanted for sign in (1, -1)]
        aim = np.zeros(len(aims) * len(self.truth))
        for place, (at, sign) in enumerate(aims):
            aim[place * len(self.truth) + at] = sign
        equal = [at for at, (_, least, most) in enumerate(self.sums) if least == most]
        other = [at for at, (_, least, most) in enumerate(self.sums) if least != most]
        found = linprog(
            aim,
            A_eq=block_diag([one[equal]] * len(aims), format="csr"),
            b_eq=np.tile([self.sums[at][1] for at in equal], len(aims)),
            A_ub=block_diag([-one[other]] * len(aims), format="csr") if other else None,
            b_ub=np.tile([-self.sums[at][1] for at in other], len(aims)) if other else None,
            bounds=list(zip(self.low, self.high, strict=True)) * len(aims),
            method="highs",
        )
        assert found.status == 0, found.message
        solved = found.x.reshape(len(aims), -1)
        ends = [float(solved[place][at]) for place, (at, _) in enumerate(aims)]
        return {at: (round(ends[2 * n], 6), round(ends[2 * n + 1], 6)) for n, at in enumerate(wanted)}


def bounds(figure, is_wide, least):
    if figure.is_hidden:
        return (least, MANY if is_wide else 7)
    if figure.value == 0:
        return 0, 0
    low, high = max(8, figure.value - 2), figure.value + 2
    return (max(low, 10), high) if figure.can_be_base else (low, min(high, 9))


def read(published):
    """A report as it is kept and read again."""
    return {one.key: from_kept(as_kept(one.table)) for tables in published.tables.values() for one in tables}


def attack(attacker, counts, published, name, hidden_before=()):
    """Sets all of one report before the attacker. Gives what a later term goes on from: helped, and of them begun."""
    tables = read(published)
    before = {path[-1] for path in hidden_before}  # the rows that an earlier edition hid may be none at all

    def line(key, truth, whole=None):
        return attacker.line((name, key), tables[key], truth, whole, before)

    line("requests", counts.requests)
    if "outcomes" in tables:
        ended, _ = line("outcomes", counts.ended)
        attacker.low[ended] = max(attacker.low[ended], 10)
    if "advice" in tables:
        line("advice", counts.advice)
    if counts.work:
        line("whole-school", {one.label: one.reached for one in counts.work})
    _, sessions = line("contacts", counts.sessions)
    helped = attacker.cell((name, "helped"), len(counts.pupils), 0, MANY, is_hidden=False)
    again = attacker.cell((name, "again"), counts.sessions[report.ATTENDED] - len(counts.pupils))
    attacker.equal(sessions[0], [helped, again])
    begun = None
    if "year" in tables:
        total = tables["year"].rows[-1].figures[0]
        low, high = bounds(total, tables["year"].is_wide, 1)
        attacker.low[helped], attacker.high[helped] = max(low, 10), high  # who are fewer are not divided
        attacker.is_hidden[helped] = total.is_hidden
        by = {"year": "year", "sex": "sex", "need": "need"}
        for key, attribute in by.items():
            truth = Counter(getattr(one, attribute) for one in counts.pupils)
            line(key, {row.name: truth[row.name] for row in tables[key].rows[:-1]}, helped)
        begun = waits(attacker, counts, tables, name, helped, hidden_before)
    else:
        told = published.said["reach"][0].removeprefix("Pupils helped: ").rstrip(".")
        least = 0 if hidden_before else 1  # what an earlier edition hid stays hidden where nobody is left
        ends = {"0": (0, 0), "10": (8, 9), "hidden": (least, 9)}  # from 10 up they would have been divided
        attacker.low[helped], attacker.high[helped] = ends.get(told, (least, 7))
        attacker.is_hidden[helped] = told.startswith("hidden")
    forms(attacker, counts, tables, name, hidden_before)
    return helped, begun


def waits(attacker, counts, tables, name, helped, hidden_before):
    """Those whose help began in the term: at least ten where their waits are given, or else nine at most."""
    days = [one.waited for one in counts.pupils if one.waited is not None]
    within = sum(one < 28 for one in days)
    if "waits" in tables:
        truth = {report.WITHIN: within, report.LATER: len(days) - within}
        before = {path[-1] for path in hidden_before}
        begun, _ = attacker.line((name, "waits"), tables["waits"], truth, None, before)
        attacker.low[begun] = max(attacker.low[begun], 10)
    else:
        begun = attacker.cell((name, "begun"), len(days), 0, 9)
    earlier = attacker.cell((name, "earlier"), len(counts.pupils) - len(days))
    attacker.equal(helped, [begun, earlier])
    return begun


def forms(attacker, counts, tables, name, hidden_before):
    """Every question of a form is answered, or left out, by all who filled it in."""
    for place, form in enumerate(counts.forms):
        if f"voice-{place}" in tables:
            table = tables[f"voice-{place}"]
            whole = attacker.cell((name, form.name), form.filled_in, 10, MANY)
            for row, asked in zip(table.rows, form.questions, strict=True):
                given = {**asked.given, report.NO_ANSWER: form.filled_in - sum(asked.given.values())}
                parts = [
                    attacker.figure(
                        (name, asked.words, column),
                        given[column],
                        figure,
                        table.is_wide,
                        0 if (form.name, asked.words, column) in hidden_before else 1,
                    )
                    for column, figure in zip(table.columns, row.figures, strict=True)
                ]
                attacker.equal(whole, parts)


def attacked(seed):
    """How many figures of the year of one school are hidden, and those found out."""
    terms = school(seed)
    attacker, earlier = Attacker(), []
    for number, counts in enumerate(terms):
        helped, begun = attack(attacker, counts, report.protect(counts), f"term {number}")
        if number and begun is not None and all(one is not None for one in earlier):
            # whose help began before this term began in one of those before: helped - begun <= all begun before
            attacker.sums.append(([(begun, 1), (helped, -1), *((one, 1) for one in earlier)], 0, MANY))
        earlier.append(begun)
    ends = attacker.found()
    recovered = [(attacker.names[at], low) for at, (low, high) in ends.items() if high - low < 1]
    return len(ends), recovered


@pytest.mark.parametrize("part", range(4))
def test_no_hidden_figure_is_recovered_from_the_reports_of_a_year(part):
    hidden = 0
    for seed in range(part * SCHOOLS // 4, (part + 1) * SCHOOLS // 4):
        count, recovered = attacked(seed)
        hidden += count
        assert not recovered, (seed, recovered)
    assert hidden > SCHOOLS


def test_the_same_attack_recovers_figures_that_are_only_hidden_and_rounded(monkeypatch):
    """So the attack is worth something."""
    monkeypatch.setattr(Network, "protect", lambda network: None)
    assert sum(len(attacked(seed)[1]) for seed in (42, 120, 141, 202)) >= 5


def test_what_is_of_the_same_pupils_is_protected_together(monkeypatch):
    """Ten pupils came once each, one other did not come and one cancelled: 12 sessions, given as 10. Each line alone is
    safe. Yet whoever reads that at least ten were helped knows that only two sessions are left for the rest.
    """
    pupils = [Robin("Year 7", sex, report.needs()[0], 5) for sex in report.SEXES[:2] for _ in range(5)]
    sessions = dict(zip(report.OF_SESSIONS, (10, 1, 1, 0), strict=True))
    nobody = dict.fromkeys(report.OF_REQUESTS, 0), dict.fromkeys(report.OF_CHANGE, 0)
    counts = report.Counts(nobody[0], sessions, tuple(pupils), YEARS, nobody[1])

    def recovered():
        attacker = Attacker()
        attack(attacker, counts, report.protect(counts), "the term")
        return [attacker.names[at] for at, (low, high) in attacker.found().items() if high - low < 1]

    assert recovered() == []
    monkeypatch.setattr(protecting, "protect_linked", each_alone)
    assert (("the term", "contacts"), "Did not come, or too late") in recovered()


def each_alone(root, *, hidden=()):
    """Each division protected as if nobody knew of the others."""
    linked = protect_linked(bare(root), hidden=hidden)
    linked.root = root

    def below(part, path):
        for division in part.divisions:
            for one in division.parts:
                below(one, (*path, division.name, one.name))
            alone = replace(
                bare(part), divisions=(Division(division.name, tuple(map(bare, division.parts))),)
            )
            found = protect_linked(alone)
            linked.is_wide |= found.is_wide
            linked.figures |= {(*path, *inner[1:]): figure for inner, figure in found.figures.items()}

    below(root, (root.name,))
    return linked


def bare(part):
    return replace(part, divisions=(), is_spare=False)


def test_what_an_earlier_edition_hid_stays_hidden():
    """A corrected report, read beside the one it replaces: what was hidden is not told by the correction."""
    hidden = 0
    for seed in range(SCHOOLS // 10):
        first, second = school(seed)[0], school(seed + 1)[0]
        before = report.protect(first)
        again = report.protect(first, hidden=before.hidden)
        assert shown(again) == shown(before), "the same figures look the same"
        after = report.protect(second, hidden=before.hidden)
        attacker = Attacker()
        attack(attacker, second, after, "corrected", before.hidden)
        found = attacker.found().values()
        assert not [low for low, high in found if high - low < 1 and low], "only a nought may be told"
        hidden += len(before.hidden)
    assert hidden
