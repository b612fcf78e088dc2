"""Somebody reads every table of a survey and knows exactly how many answered in each year group: no hidden figure is
found by taking year groups from the total, or by linear programming over all that looks the same."""

import os
import random

import numpy as np
import pytest

from tests.spec.test_attacking_disclosure import CLOSE, Attacker
from trailblazer.domain.disclosure import Level
from trailblazer.domain.disclosure.audit import Network
from trailblazer.domain.instruments.wording import Packs
from trailblazer.domain.question_sets import question_sets
from trailblazer.domain.surveys import TOTAL, row_name, shown, together

SURVEYS = 600 if os.environ.get("HYPOTHESIS_PROFILE") == "assure" else 25
SETS = list(question_sets(Packs()).values())


class Insider(Attacker):
    """Counted heads at the door: the number of answers of each row, and so of all, is known exactly."""

    def __init__(self, counts, table):
        super().__init__({"": counts}, table, Level.SCHOOL)
        for at, cells in enumerate(self.sums):
            if at % len(table.columns) == len(table.columns) - 1:
                self.low[at] = self.high[at] = sum(self.truth[cell] for cell in cells)


class Plain:
    """A survey's table without its percentages, which are worked out from what it shows."""

    def __init__(self, table, in_100):
        at = table.columns.index(in_100)
        self.columns, self.rule, self.is_wide = table.columns[:at], table.rule, table.is_wide
        self.rows = [row._replace(figures=row.figures[:at]) for row in table.rows]


def random_answers(chance, asked):
    """Some year groups are small, some questions lopsided: where little is hidden, little holds it."""
    groups = [f"Year {number}" for number in range(7, 7 + chance.randrange(1, 6))]
    values = [*(option.value for option in asked.questions[0].options), None]
    lean = {one.code: [chance.choice([0, 0.05, 1, 6]) + 0.01 for _ in values] for one in asked.questions}

    def one_person():
        return {code: chance.choices(values, weights)[0] for code, weights in lean.items()}

    return {
        group: [one_person() for _ in range(chance.choice([0, 3, 9, 10, 11, 14, 30, 90]))] for group in groups
    }


def attacked(seed):
    """Of each hidden figure, what the insider found out."""
    chance = random.Random(seed)
    asked = chance.choice(SETS)
    answers = random_answers(chance, asked)
    found = shown(asked, answers)
    if found is None:
        assert sum(map(len, answers.values())) < 10
        return 0, [], []
    number, recovered, narrowed = 0, [], []
    rows = together({group: len(given) for group, given in answers.items()}, 10)
    for question in asked.questions:
        counts = {row_name(groups): dict.fromkeys(asked.answers, 0) for groups in rows}
        for groups in rows:
            for given in (one for group in groups for one in answers[group]):
                counts[row_name(groups)][asked.column_of(given.get(question.code))] += 1
        insider = Insider(counts, Plain(found.by_question[question.short], asked.in_100))
        for at, ends in insider.by_linear_programming().items():
            (low, high), true = (round(end) for end in ends), insider.true(at)
            assert np.allclose(ends, (low, high), rtol=0, atol=CLOSE)
            assert low <= true <= high
            number += 1
            if low == high:
                recovered.append((seed, question.code, at, low))
            least = max(sum(insider.truth[cell] > 0 for cell in insider.sums[at]), 1)
            if true <= 7 and not (low <= least and high >= 7):
                narrowed.append((seed, question.code, at, low, high))
    return number, recovered, narrowed


def test_no_hidden_figure_of_a_random_survey_is_recovered():
    hidden = 0
    for seed in range(SURVEYS):
        number, recovered, narrowed = attacked(seed)
        hidden += number
        assert not recovered
        assert not narrowed, "a small figure may be anything from 1 to 7"
    assert hidden > 2 * SURVEYS, "there was something to find"


def test_the_same_attack_finds_figures_that_are_only_hidden_and_rounded(monkeypatch):
    monkeypatch.setattr(Network, "protect", lambda network: None)
    assert sum(len(attacked(seed)[1]) for seed in range(12)) > 3


def test_nothing_is_shown_of_a_group_that_is_too_small_for_its_answers():
    from trailblazer.domain.disclosure import least_answers, protect_answers

    assert [least_answers(columns) for columns in (2, 4, 6)] == [10, 10, 12]
    with pytest.raises(ValueError, match="10 answers or more"):
        protect_answers({"Year 7": {"Yes": 5, "No": 4}})
    assert TOTAL == "Total"
