"""The tables that were published, as they were published: every edge of every band, and the norms of the RCADS."""

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trailblazer.domain.instruments.catalogue import instrument, instruments
from trailblazer.domain.instruments.norms import About, By, NoNorm, norm_for
from trailblazer.domain.instruments.scoring import score

# Where each band begins, from 0 up, and where the last one ends.
PARENT = ("normal", "borderline", "abnormal")
FOUR = ("close_to_average", "slightly_raised", "high", "very_high")
KINDNESS = ("very_low", "low", "slightly_lowered", "close_to_average")
SDQ = [
    # BMC Psychiatry 2021, s12888-021-03218-x, Table 2, UK column
    ("sdq-parent-4-17",  "total_difficulties", PARENT,   (0, 14, 17, 40)),
    ("sdq-parent-4-17",  "emotional",          PARENT,   (0, 4, 5, 10)),
    ("sdq-parent-4-17",  "conduct",            PARENT,   (0, 3, 4, 10)),
    ("sdq-parent-4-17",  "hyperactivity",      PARENT,   (0, 6, 7, 10)),
    ("sdq-parent-4-17",  "peer",               PARENT,   (0, 3, 4, 10)),
    # Born in Bradford, survey module 24
    ("sdq-self-11-17",   "total_difficulties", FOUR,     (0, 15, 18, 20, 40)),
    ("sdq-self-11-17",   "emotional",          FOUR,     (0, 5, 6, 7, 10)),
    ("sdq-self-11-17",   "conduct",            FOUR,     (0, 4, 5, 6, 10)),
    ("sdq-self-11-17",   "hyperactivity",      FOUR,     (0, 6, 7, 8, 10)),
    ("sdq-self-11-17",   "peer",               FOUR,     (0, 3, 4, 5, 10)),
    ("sdq-self-11-17",   "prosocial",          KINDNESS, (0, 5, 6, 7, 10)),
    # PMC4830858 Table 1, quoting sdqinfo.org page b3 (UK, 4-17)
    ("sdq-teacher-4-17", "total_difficulties", FOUR,     (0, 12, 16, 19, 40)),
    ("sdq-teacher-4-17", "emotional",          FOUR,     (0, 4, 5, 6, 10)),
    ("sdq-teacher-4-17", "conduct",            FOUR,     (0, 3, 4, 5, 10)),
    ("sdq-teacher-4-17", "hyperactivity",      FOUR,     (0, 6, 8, 9, 10)),
    ("sdq-teacher-4-17", "peer",               FOUR,     (0, 3, 5, 6, 10)),
    ("sdq-teacher-4-17", "prosocial",          KINDNESS, (0, 4, 5, 6, 10)),
]  # fmt: skip
# The norms stand in one file alone, with the licence they travel under. Every one of them was compared with the two
# published sources on 25 November 2026: 240 rows of the long form, 72 of the short one. This is their fingerprint.
COMPARED = "fa61618f8b17bd423e5281380eca410b5ba28ee8afcbad9a0a0e9cdb538b6b8a"
ON_T = [
    (one.id, scale.id, sex)
    for one in instruments().values()
    for scale in one.scales
    if scale.has_t
    for sex in ("F", "M")
]


@pytest.mark.parametrize("key, scale_id, names, starts", SDQ)
def test_every_score_of_the_sdq_lies_in_its_published_band(key, scale_id, names, starts):
    scale = instrument(key).scale(scale_id)
    for number in range(int(scale.lowest), int(scale.highest) + 1):
        expected = [name for name, start in zip(names, starts, strict=False) if start <= number][-1]
        assert scale.band_of(number).name == expected
    assert (scale.lowest, scale.highest) == (0, starts[-1])


def test_no_other_scale_of_the_sdq_has_bands():
    found = {(one.id, scale.id) for one in instruments().values() if one.id.startswith("sdq-")
             for scale in one.scales if scale.bands}  # fmt: skip
    assert found == {(key, scale) for key, scale, *_ in SDQ}


@pytest.mark.parametrize("raw, name", [(0, "below_cut_off"), (10, "below_cut_off"), (10.999, "below_cut_off"),
                                       (11, "at_or_above_cut_off"), (40, "at_or_above_cut_off")])  # fmt: skip
def test_the_cut_off_of_the_core_10(raw, name):
    assert instrument("core-10").main_scale.band_of(raw).name == name


@pytest.mark.parametrize("metric, name", [(7, "low"), (19.5, "low"), (19.51, "average"), (27.49, "average"),
                                          (27.5, "high"), (35, "high")])  # fmt: skip
def test_the_bands_of_the_swemwbs(metric, name):
    assert instrument("swemwbs").scale("metric").band_of(metric).name == name


def test_the_norms_are_those_that_were_compared_with_their_sources():
    held = [
        (key, scale, sex, by.value, number, norm.mean, norm.sd)
        for key, scale, sex in ON_T
        for by in By
        for number in range(30)
        if (norm := found(key, scale, sex, by, number))
    ]
    assert len([row for row in held if row[0].startswith("rcads-47") and row[3] == "national"]) == 240
    assert len([row for row in held if row[0] == "rcads-25-child" and row[3] == "school-year"]) == 72
    assert sha256(json.dumps(held).encode()).hexdigest() == COMPARED


def found(key, scale, sex, by, number):
    about = About(number, sex) if by is By.NATIONAL else About(None, sex, number)
    try:
        return norm_for(key, scale, about, by)
    except NoNorm:
        return None


@pytest.mark.parametrize("key, scale, sex", ON_T)
def test_the_norm_of_an_age_is_that_of_its_national_grade(key, scale, sex):
    """US grade = age - 5; English school year = grade + 1. Ages come in pairs, 8 and 9 to 16 and 17."""
    for age in range(8, 18):
        norm = found(key, scale, sex, By.NATIONAL, age)
        assert norm == found(key, scale, sex, By.SCHOOL_YEAR, age - 4)
        assert norm == found(key, scale, sex, By.NATIONAL, age - age % 2)
        assert (norm.t_score(norm.mean), norm.t_score(norm.mean + norm.sd)) == (
            50,
            pytest.approx(60, abs=1e-9),
        )
    assert [age for age in range(30) if found(key, scale, sex, By.NATIONAL, age)] == list(range(8, 18))


def test_the_short_form_has_norms_for_school_years_2_and_3_which_repeat_those_of_4_and_5():
    for key, scale, sex in ON_T:
        of_year_4 = found(key, scale, sex, By.SCHOOL_YEAR, 4)
        expected = of_year_4 if key == "rcads-25-child" else None
        assert [found(key, scale, sex, By.SCHOOL_YEAR, year) for year in (1, 2, 3)] == [
            None,
            expected,
            expected,
        ]


SUMMED = [
    (one, scale)
    for one in instruments().values()
    if one.is_scored
    for scale in one.scales
    if scale.items and not scale.recoded
]


@given(st.sampled_from(SUMMED), st.data())
def test_it_does_not_matter_which_question_of_a_scale_had_which_answer(which, data):
    one, scale = which
    turned = set(one.reversed) & set(scale.items)
    for codes in (sorted(turned), sorted(set(scale.items) - turned)):
        answers = [data.draw(st.sampled_from([1, 2, None])) for _ in codes]
        given_ = dict.fromkeys(scale.items, 1)
        straight = given_ | dict(zip(codes, answers, strict=True))
        shuffled = given_ | dict(zip(codes, data.draw(st.permutations(answers)), strict=True))
        assert score(one, straight).scores[scale.id] == score(one, shuffled).scores[scale.id]
