"""Many forms at once come to exactly what each comes to by itself; and what must hold of every score."""

import math
import os

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.instruments.catalogue import instrument, instruments
from trailblazer.domain.instruments.norms import About, By
from trailblazer.domain.instruments.scoring import CannotScore, items_of, score, turned
from trailblazer.domain.instruments.tables import People, score_table

SCORED = [one for one in instruments().values() if one.is_scored]
FORMS = 100_000 if os.environ.get("HYPOTHESIS_PROFILE") == "assure" else 10_000
SEXES = ("M", "F", "", "M", "F")
some_instrument = st.sampled_from(SCORED)


def possible(one, code):
    if one.line is not None and not one.item(code).options:
        return [round(step * one.line.step, 1) for step in range(101)]
    return [option.value for option in one.options_of(code)]


def random_forms(one, number, chance):
    """Forms with missing answers (one in ten forms has many) and impossible ones here and there."""
    columns = [chance.choice(np.array(possible(one, item.code), dtype=float), number) for item in one.items]
    answers = np.array(columns).T
    often = chance.random((number, 1)) < 0.1
    answers[chance.random(answers.shape) < np.where(often, 0.3, 0.01)] = np.nan
    wrong = chance.random(answers.shape) < 0.0005
    answers[wrong] = chance.choice([7.0, -1.0, 99.0, 1.5, np.inf], wrong.sum())
    return answers


@pytest.mark.parametrize("one", SCORED, ids=lambda one: one.id)
@pytest.mark.parametrize("by", By)
def test_a_table_says_of_each_form_what_is_said_of_it_alone(one, by):
    """Forms over all instruments and both ways of finding a norm; the same bits, not only nearly so."""
    if by is By.SCHOOL_YEAR and not any(scale.has_t for scale in one.scales):
        by = By.NATIONAL
    number = math.ceil(FORMS / (2 * len(SCORED)))
    chance = np.random.default_rng(2026)
    answers = random_forms(one, number, chance)
    people = People(
        [int(age) if age < 20 else None for age in chance.integers(3, 21, number)],
        [SEXES[place] for place in chance.integers(0, 5, number)],
        [int(year) for year in chance.integers(0, 14, number)],
    )
    table = score_table(one, answers, people, by=by)
    codes = [item.code for item in one.items]
    for place in range(number):
        form = dict(zip(codes, (None if math.isnan(a) else a for a in answers[place].tolist()), strict=True))
        alone = score(one, form, people.about(place), by=by)
        assert len(alone.errors) == table.impossible[place].sum()
        assert alone.risk == none(table.risk[place])
        for scale_id, expected in alone.scores.items():
            column = table.columns[scale_id]
            band = column.scale.bands[column.band[place]] if column.band[place] >= 0 else None
            found = (none(column.raw[place]), none(column.t[place]), band, column.answered[place], column.of)
            assert found == (expected.raw, expected.t, expected.band, expected.answered, expected.of)
            assert column.no_t[place] == expected.no_t


def none(number):
    return None if math.isnan(number) else float(number)


def test_an_instrument_that_takes_no_answers_has_no_table():
    with pytest.raises(CannotScore):
        score_table(instrument("yp-core"), np.zeros((1, 10)))
    with pytest.raises(ValueError, match="7 items"):
        score_table(instrument("gad-7"), np.zeros((1, 8)))


def test_no_forms_have_no_scores():
    assert len(score_table(instrument("gad-7"), np.empty((0, 7))).columns["total"].raw) == 0


@st.composite
def forms(draw, missing=True):
    one = draw(some_instrument)
    answer = {item.code: st.sampled_from(possible(one, item.code)) for item in one.items}
    given_ = {code: draw(st.one_of(st.none(), each) if missing else each) for code, each in answer.items()}
    return one, given_


@given(forms(), st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_answered_changes_nothing(form, chance):
    one, given_ = form
    shuffled = list(given_.items())
    chance.shuffle(shuffled)
    assert score(one, dict(shuffled)).scores == score(one, given_).scores


@given(forms())
def test_turned_twice_is_the_answer_again(form):
    one, given_ = form
    for code, answer in given_.items():
        if answer is not None:
            assert turned(one, code, turned(one, code, answer)) == answer


@given(forms())
def test_every_score_lies_in_its_range_and_in_one_band_at_most(form):
    one, given_ = form
    for scale_id, found in score(one, given_, About(12, "F", 8)).scores.items():
        scale = one.scale(scale_id)
        if found.raw is not None:
            assert scale.lowest <= found.raw <= scale.highest
            shown = found.t if scale.bands_on == "t" else found.raw
            assert sum(band.holds(shown) for band in scale.bands) == (1 if scale.bands else 0)


@given(forms(missing=False), st.data())
def test_made_up_scores_stay_between_what_the_missing_answers_could_have_been(form, data):
    one, given_ = form
    for scale in one.scales:
        if not scale.items or scale.gate:
            continue
        gone = data.draw(st.lists(st.sampled_from(scale.items), unique=True, max_size=len(scale.items)))
        found = score(one, given_ | dict.fromkeys(gone)).scores[scale.id]
        assert found.answered == len(scale.items) - len(gone)
        assert (found.raw is None) is (len(scale.items) - len(gone) < scale.needs())
        if found.raw is not None:
            ends = [
                score(one, given_ | {code: turned(one, code, end(one, code)) for code in gone})
                .scores[scale.id]
                .raw
                for end in (lowest, highest)
            ]
            assert min(ends) - 0.5 <= found.raw <= max(ends) + 0.5


def lowest(one, code):
    return min(turned(one, code, value) for value in possible(one, code))


def highest(one, code):
    return max(turned(one, code, value) for value in possible(one, code))


@given(forms(), st.data())
def test_an_impossible_answer_spoils_the_scales_it_counts_in_and_no_other(form, data):
    one, given_ = form
    code = data.draw(st.sampled_from([item.code for item in one.items]))
    before, after = score(one, given_).scores, score(one, given_ | {code: 77}).scores
    for scale in one.scales:
        if code in items_of(one, scale):
            assert after[scale.id].raw is None
        elif code != scale.gate and not any(code == one.scale(part).gate for part in scale.of):
            assert after[scale.id] == before[scale.id]
