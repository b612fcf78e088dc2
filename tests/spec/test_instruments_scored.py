"""What each questionnaire's answers come to, worked out by hand from its published rule."""

import pytest

from trailblazer.domain.instruments.catalogue import instrument, instruments
from trailblazer.domain.instruments.norms import About, By
from trailblazer.domain.instruments.scoring import CannotScore, score


def answers(given, start=1):
    return {f"q{number}": value for number, value in enumerate(given, start)}


def raw(key, given, scale="total"):
    return score(instrument(key), answers(given)).scores[scale].raw


def band(key, given, scale="total"):
    found = score(instrument(key), answers(given)).scores[scale].band
    return found and found.name


@pytest.mark.parametrize(
    "key, given, scale, expected",
    [
        ("gad-7",    [0] * 7,                          "total",          0),
        ("gad-7",    [3] * 7,                          "total",          21),
        ("gad-7",    [2, 2, 3, 2, 1, 2, 2],            "total",          14),
        ("phq-9",    [3] * 9,                          "total",          27),
        ("phq-9",    [1, 2, 3, 2, 0, 1, 1, 0, 0],      "total",          10),
        ("phq-a",    [1, 2, 3, 2, 0, 1, 1, 0, 0],      "total",          10),
        ("wemwbs",   [3] * 14,                         "total",          42),
        ("smfq",     [2] * 13,                         "total",          26),
        ("k10",      [1] * 10,                         "total",          10),  # coded 1 to 5
        ("k10",      [5] * 10,                         "total",          50),
        ("ors",      [6.1, 7.2, 5.9, 6.2],             "total",          25.4),
        ("srs",      [10, 10, 9.9, 10],                "total",          39.9),
        ("cors",     [0, 0, 0, 0.1],                   "total",          0.1),
        # CORE-10: ten times the mean; questions 2 and 3 are turned, so all answers 0 come to 8 of 40
        ("core-10",  [0] * 10,                         "clinical_score", 8),
        ("core-10",  [4, 0, 0, 4, 4, 4, 4, 4, 4, 4],   "clinical_score", 40),
        ("core-10",  [0, 4, 4, 0, 0, 0, 0, 0, 0, 0],   "clinical_score", 0),
        ("core-10",  [2, 2, 2, 2, 2, 2, 2, 2, 2, 2],   "clinical_score", 20),
        ("core-10",  [2, 2, 2, 2, 2, 2, 2, 2, 2, None], "clinical_score", 20),   # one may be missing
        ("core-10",  [1, 4, 4, 0, 0, 0, 0, 0, 0, None], "clinical_score", 10 / 9),
        ("core-10",  [2, 2, 2, 2, 2, 2, 2, 2, None, None], "clinical_score", None),  # two may not
    ],
)  # fmt: skip
def test_totals(key, given, scale, expected):
    assert raw(key, given, scale) == (expected if expected is None else pytest.approx(expected, abs=1e-12))


@pytest.mark.parametrize(
    "key", ["gad-7", "phq-9", "phq-a", "wemwbs", "smfq", "k10", "ors", "cors", "srs", "swemwbs"]
)
def test_where_no_rule_for_missing_answers_is_verified_an_incomplete_form_has_no_score(key):
    one = instrument(key)
    whole = dict.fromkeys(one.main_scale.items, 1)
    assert score(one, whole).scores[one.main].raw is not None
    for code in whole:
        assert score(one, whole | {code: None}).scores[one.main].raw is None


@pytest.mark.parametrize(
    "key, edges",
    [
        ("gad-7", {0: "none_or_minimal", 4: "none_or_minimal", 5: "mild", 9: "mild", 10: "moderate", 14: "moderate",
                   15: "severe", 21: "severe"}),
        ("phq-9", {0: "none_or_minimal", 4: "none_or_minimal", 5: "mild", 9: "mild", 10: "moderate", 14: "moderate",
                   15: "moderately_severe", 19: "moderately_severe", 20: "severe", 27: "severe"}),
        ("phq-a", {4: "none_or_minimal", 5: "mild", 10: "moderate", 15: "moderately_severe", 20: "severe"}),
    ],
)  # fmt: skip
def test_bands_at_every_edge(key, edges):
    items = len(instrument(key).main_scale.items)
    for total, name in edges.items():
        given = [min(3, max(0, total - 3 * place)) for place in range(items)]
        assert sum(given) == total
        assert band(key, given) == name


@pytest.mark.parametrize("total, name", [(10, "low"), (15, "low"), (16, "moderate"), (21, "moderate"), (22, "high"),
                                         (29, "high"), (30, "very_high"), (50, "very_high")])  # fmt: skip
def test_bands_of_the_k10_by_the_australian_bureau_of_statistics(total, name):
    given = [min(5, 1 + max(0, total - 10 - 4 * place)) for place in range(10)]
    assert sum(given) == total
    assert band("k10", given) == name


METRIC = {
    7: 7.0, 8: 9.51, 9: 11.25, 10: 12.4, 11: 13.33, 12: 14.08, 13: 14.75, 14: 15.32, 15: 15.84, 16: 16.36, 17: 16.88,
    18: 17.43, 19: 17.98, 20: 18.59, 21: 19.25, 22: 19.98, 23: 20.73, 24: 21.54, 25: 22.35, 26: 23.21, 27: 24.11,
    28: 25.03, 29: 26.02, 30: 27.03, 31: 28.13, 32: 29.31, 33: 30.7, 34: 32.55, 35: 35.0,
}  # fmt: skip


@pytest.mark.parametrize("total, metric", METRIC.items())
def test_the_short_wellbeing_scale_is_looked_up_in_its_table(total, metric):
    given = [min(5, 1 + max(0, total - 7 - 4 * place)) for place in range(7)]
    scores = score(instrument("swemwbs"), answers(given)).scores
    assert (scores["raw"].raw, scores["metric"].raw) == (total, metric)
    assert scores["metric"].band.name == ("low" if metric <= 19.5 else "average" if metric < 27.5 else "high")


# SDQ: five questions a scale; 7, 11, 14, 21 and 25 are turned; at least three answered, mean times five, half up.
def sdq(key="sdq-self-11-17", **changed):
    given = {f"q{number}": 0 for number in range(1, 26)} | changed
    return score(instrument(key), given).scores


@pytest.mark.parametrize("key", ["sdq-self-11-17", "sdq-parent-4-17", "sdq-teacher-4-17", "sdq-2-4"])
def test_the_sdq_with_nothing_true_counts_its_turned_questions(key):
    scores = sdq(key)
    found = {scale: one.raw for scale, one in scores.items() if scale != "impact"}
    assert found == {
        "emotional": 0, "conduct": 2, "hyperactivity": 4, "peer": 4, "prosocial": 0,
        "total_difficulties": 10, "externalising": 6, "internalising": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    "given, expected",
    [
        # (of the five emotional questions; None is not answered): sum, times 5, by the number answered, half up
        ([2, 2, 2, 2, 2],             10),
        ([1, 1, 1, None, None],       5),
        ([1, 0, 0, None, None],       2),   # 1.67
        ([1, 1, 0, None, None],       3),   # 3.33
        ([1, 0, 0, 0, None],          1),   # 1.25
        ([1, 1, 0, 0, None],          3),   # 2.5, half up and not to the even 2
        ([2, 2, 2, 0, None],          8),   # 7.5, half up
        ([2, 1, 0, 0, None],          4),   # 3.75
        ([1, 1, None, None, None],    None),
    ],
)  # fmt: skip
def test_the_sdq_makes_up_for_missing_answers_and_rounds_half_up(given, expected):
    codes = ("q3", "q8", "q13", "q16", "q24")
    scores = sdq(**dict(zip(codes, given, strict=True)))
    assert scores["emotional"].raw == expected
    assert (scores["total_difficulties"].raw is None) is (expected is None)
    assert scores["emotional"].answered == sum(one is not None for one in given)


@pytest.mark.parametrize(
    "given, expected",
    [
        ({"any_difficulty": 0},                                                              0),
        ({"any_difficulty": 2, "distres": 3, "imphome": 3, "impfrie": 3, "impclas": 3, "impleis": 3}, 10),
        ({"any_difficulty": 1, "distres": 1, "imphome": 0, "impfrie": 2, "impclas": 3, "impleis": 1}, 3),
        ({"any_difficulty": 2, "distres": 3},                                                None),
        ({},                                                                                 None),
    ],
)  # fmt: skip
def test_impact_counts_quite_a_lot_as_one_and_a_great_deal_as_two(given, expected):
    assert sdq(**given)["impact"].raw == expected


@pytest.mark.parametrize(
    "total, name",
    [(0, "close_to_average"), (14, "close_to_average"), (15, "slightly_raised"), (17, "slightly_raised"), (18, "high"),
     (19, "high"), (20, "very_high"), (40, "very_high")],
)  # fmt: skip
def test_the_four_bands_of_the_sdq_by_self_report(total, name):
    scale = instrument("sdq-self-11-17").scale("total_difficulties")
    assert scale.band_of(total).name == name


def test_the_bands_of_one_rater_are_never_those_of_another():
    by_rater = {key: instrument(key).scale("emotional").band_of(5) for key in
                ("sdq-self-11-17", "sdq-parent-4-17", "sdq-teacher-4-17", "sdq-2-4")}  # fmt: skip
    names = {key: band.name if band else None for key, band in by_rater.items()}
    assert names == {"sdq-self-11-17": "slightly_raised", "sdq-parent-4-17": "abnormal",
                     "sdq-teacher-4-17": "high", "sdq-2-4": None}  # fmt: skip
    assert (
        instrument("sdq-parent-4-17").scale("prosocial").bands == ()
    )  # the one source gives the newer scheme


# RCADS: T = 50 + 10 * (raw - mean) / SD.
def rcads(about, by=By.NATIONAL, key="rcads-47-child", value=1):
    one = instrument(key)
    return score(one, {item.code: value for item in one.items}, about, by=by)


@pytest.mark.parametrize(
    "key, about, by, scale, raw, t",
    [
        ("rcads-47-child",  About(8, "M", 3),   By.NATIONAL,    "mdd", 10, 50 + 10 * (10 - 8.25) / 4.09),
        ("rcads-47-child",  About(9, "F", 5),   By.NATIONAL,    "sad", 7,  50 + 10 * (7 - 7.05) / 4.31),
        ("rcads-47-child",  About(12, "F", 8),  By.NATIONAL,    "gad", 6,  50 + 10 * (6 - 7.42) / 3.16),
        ("rcads-47-child",  About(17, "M", 12), By.NATIONAL,    "ocd", 6,  50 + 10 * (6 - 5.18) / 3.12),
        ("rcads-47-parent", About(14, "M", 10), By.NATIONAL,    "pd",  9,  50 + 10 * (9 - 2.19) / 2.34),
        ("rcads-47-parent", About(16, "F", 12), By.NATIONAL,    "sp",  9,  50 + 10 * (9 - 8.35) / 4.38),
        # school year 5 is grade 4, the pair of 8 and 9, though she is ten already
        ("rcads-47-child",  About(10, "F", 5),  By.SCHOOL_YEAR, "mdd", 10, 50 + 10 * (10 - 8.74) / 4.75),
        ("rcads-47-child",  About(10, "F", 5),  By.NATIONAL,    "mdd", 10, 50 + 10 * (10 - 7.64) / 4.10),
        ("rcads-25-child",  About(9, "M", 4),   By.SCHOOL_YEAR, "total", 25, 50 + 10 * (25 - 25.1) / 11.1),
        ("rcads-25-child",  About(13, "F", 8),  By.SCHOOL_YEAR, "anxiety", 15, 50 + 10 * (15 - 12.74) / 6.22),
        ("rcads-25-child",  About(6, "F", 2),   By.SCHOOL_YEAR, "depression", 10, 50 + 10 * (10 - 9.68) / 4.97),
    ],
)  # fmt: skip
def test_t_scores_by_both_ways_of_finding_the_norm(key, about, by, scale, raw, t):
    found = rcads(about, by, key).scores[scale]
    assert (found.raw, found.t) == (raw, pytest.approx(t, abs=1e-9))


@pytest.mark.parametrize(
    "about, by, why",
    [
        (About(4, "F", 0),     By.NATIONAL,    "no norm for age 4"),
        (About(7, "F", 2),     By.NATIONAL,    "no norm for age 7"),
        (About(18, "M", 13),   By.NATIONAL,    "no norm for age 18"),
        (About(12, "", 7),     By.NATIONAL,    "only for F and M"),
        (About(None, "F", 7),  By.NATIONAL,    "the age is not known"),
        (About(12, "F", None), By.SCHOOL_YEAR, "the school year is not known"),
        (About(8, "F", 3),     By.SCHOOL_YEAR, "no norm for school year 3"),
    ],
)  # fmt: skip
def test_without_a_norm_row_there_is_no_t_score_and_never_the_raw_one_in_its_place(about, by, why):
    found = rcads(about, by).scores["mdd"]
    assert (found.raw, found.t, found.band) == (10, None, None)
    assert why in found.no_t


def test_totals_of_the_long_form_have_no_norm():
    found = rcads(About(12, "F", 8)).scores
    assert (found["total"].raw, found["total"].t) == (47, None)
    assert (found["total_anxiety"].raw, found["total_anxiety"].t) == (37, None)


@pytest.mark.parametrize("t, name", [(64.99, "below_threshold"), (65, "borderline_clinical"),
                                     (69.99, "borderline_clinical"), (70, "clinical")])  # fmt: skip
def test_bands_of_t_scores(t, name):
    assert instrument("rcads-47-child").scale("sad").band_of(t).name == name


@pytest.mark.parametrize(
    "missing, scale, expected",
    [
        (("q2", "q3", "q5"),        "anxiety",    15.0),  # three of fifteen may be missing
        (("q2", "q3", "q5", "q6"),  "anxiety",    None),
        (("q1", "q4"),              "depression", 10.0),
        (("q1", "q4", "q8"),        "depression", None),
        (("q1", "q2", "q3", "q4"),  "total",      25.0),
        (("q1", "q2", "q3", "q4", "q5"), "total", None),
    ],
)  # fmt: skip
def test_the_short_form_makes_up_for_missing_answers_and_keeps_its_decimals(missing, scale, expected):
    one = instrument("rcads-25-child")
    given = {item.code: 1 for item in one.items} | dict.fromkeys(missing)
    found = score(one, given).scores[scale].raw
    assert found == (expected if expected is None else pytest.approx(expected))
    uneven = {item.code: 1 for item in one.items} | {"q2": 3, "q3": None}
    assert score(one, uneven).scores["anxiety"].raw == pytest.approx(16 * 15 / 14)


@pytest.mark.parametrize(
    "key, item, answer, flagged",
    [
        ("phq-9",          "q9",  0, None), ("phq-9",          "q9",  1, 1), ("phq-9",          "q9",  3, 3),
        ("core-10",        "q6",  0, None), ("core-10",        "q6",  1, 1),
        ("rcads-47-child", "q37", 0, None), ("rcads-47-child", "q37", 1, 1),
        ("rcads-25-child", "q18", 1, 1),
    ],
)  # fmt: skip
def test_the_question_about_risk_speaks_for_itself_whatever_the_total_is(key, item, answer, flagged):
    assert score(instrument(key), {item: answer}).risk == flagged


def test_an_impossible_answer_is_an_error_and_not_a_missing_one():
    scored = score(instrument("sdq-self-11-17"), {f"q{n}": 1 for n in range(1, 26)} | {"q3": 7, "q99": 1})
    assert scored.errors == ("q3: 7 is not an answer", "q99: SDQ self has no such question")
    assert scored.scores["emotional"].raw is None  # four good answers would have been enough
    assert scored.scores["conduct"].raw == 5


@pytest.mark.parametrize("key", [one.id for one in instruments().values() if one.entry == "score"])
def test_what_is_not_verified_is_not_scored_and_says_why(key):
    with pytest.raises(CannotScore, match="takes scores only"):
        score(instrument(key), {"q1": 1})


@pytest.mark.parametrize("key", ["chi-esq", "sfq", "current-view", "how-was-it"])
def test_what_is_read_question_by_question_has_no_score(key):
    with pytest.raises(CannotScore, match="has no score"):
        score(instrument(key), {"q1": 1})


def test_the_rules_and_the_norms_are_named_with_the_scores():
    scored = rcads(About(12, "F", 8), By.SCHOOL_YEAR)
    assert (scored.rules, scored.norms) == ("rcads-47-child 2026-11-25", "rcads 2026-11-25 by school-year")
    assert score(instrument("gad-7"), answers([0] * 7)).norms == ""
