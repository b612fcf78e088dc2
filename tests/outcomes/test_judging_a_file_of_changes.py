"""`trailblazer change` on real files: each pair, the joined verdict of a rater, and whatever can be wrong."""

import csv
import io

import pytest
import typer
from typer.testing import CliRunner

from trailblazer.outcomes import commands

HEADING = ["instrument", "scale", "rater", "first", "last", "age", "sex"]
BETTER = ["gad-7", "total", "self", 16, 12, 12, "F"]
SAME = ["phq-9", "total", "self", 16, 12, 12, "F"]
WORSE = ["sdq-self-11-17", "emotional", "self", 3, 7, 12, "F"]
KINDER = ["sdq-parent-4-17", "prosocial", "parent", 4, 8, 12, "F"]


@pytest.fixture
def run(tmp_path):
    root = typer.Typer()
    commands.add_to(root)

    def of(*lines, options=(), heading=HEADING):
        path = tmp_path / "changes.csv"
        path.write_text("\n".join(",".join(map(str, line)) for line in [heading, *lines]), "utf-8")
        return CliRunner().invoke(root, ["change", str(path), *options])

    return of


@pytest.fixture
def judged(run):
    def rows(*lines, mode="national", **others):
        done = run(*lines, options=["--mode", mode, *others.pop("options", [])], **others)
        assert done.exit_code == 0, done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout)))

    return rows


def of(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


def test_a_pair_without_a_rater_is_told_so(judged):
    [row] = judged(["gad-7", "total", "", 16, 12, 12, "F"])
    assert row["reason"] == "rater: nobody is named, and GAD-7 is filled in by self"


def test_each_pair_has_its_change_and_verdict_behind_what_was_there(judged):
    rows = judged(BETTER, SAME, WORSE)
    assert list(rows[0]) == [*HEADING, "change", "threshold", "verdict", "reason", "joined"]
    assert of(rows, "instrument", "first", "change", "threshold", "verdict", "reason") == [
        ("gad-7",          "16", "-4", "4", "improved",           ""),
        ("phq-9",          "16", "-4", "6", "no reliable change", ""),
        ("sdq-self-11-17", "3",  "4",  "4", "deteriorated",       ""),
    ]  # fmt: skip


def test_the_mode_is_national_unless_said_otherwise(run):
    done = run(KINDER)
    assert ",deteriorated," in done.stdout
    assert "by the national rule" in done.stderr


@pytest.mark.parametrize("mode, verdict", [("national", "deteriorated"), ("clinical", "improved")])
def test_the_two_modes_are_named_and_differ_where_the_national_table_is_wrong(judged, mode, verdict):
    assert of(judged(KINDER, mode=mode), "verdict") == [(verdict,)]


@pytest.mark.parametrize(
    "mode, expected",
    [
        ("national", ("-18", "17.73", "improved",       "compared raw: no norm for age 7")),
        ("clinical", ("",    "17.73", "not assessable", "no T score: no norm for age 7")),
    ],
)  # fmt: skip
def test_rcads_without_a_norm(judged, mode, expected):
    rows = judged(["rcads-47-child", "mdd", "self", 25, 7, 7, "F"], mode=mode)
    assert of(rows, "change", "threshold", "verdict", "reason") == [expected]


def test_rcads_is_compared_on_t_scores_by_age_or_school_year(judged):
    pair, heading = ["rcads-47-child", "mdd", "self", 20, 12, 10, "F", 5], [*HEADING, "school_year"]
    [by_age] = judged(pair, heading=heading)
    [by_year] = judged(pair, heading=heading, options=["--norms", "school-year"])
    assert (float(by_age["change"]), by_age["verdict"]) == (pytest.approx(-80 / 4.10), "improved")
    assert (float(by_year["change"]), by_year["verdict"]) == (pytest.approx(-80 / 4.75), "no reliable change")


@pytest.mark.parametrize("mode", ["national", "clinical"])
def test_where_t_scores_are_switched_off_nothing_is_compared_in_their_place(judged, settings, mode):
    settings.RCADS_T_SCORES = False
    rows = judged(["rcads-47-child", "mdd", "self", 25, 7, 12, "F"], mode=mode)
    assert of(rows, "change", "verdict", "reason") == [
        ("", "not assessable", "T scores are switched off here")
    ]


def test_the_scales_of_one_rater_are_joined(judged):
    assert of(judged(BETTER, SAME), "joined") == [("improved",)] * 2
    assert of(judged(BETTER, SAME, WORSE), "joined") == [("deteriorated",)] * 3
    assert of(judged(SAME), "joined") == [("no reliable change",)]
    total = ["sdq-self-11-17", "total_difficulties", "self", 20, 2, 12, "F"]
    assert of(judged(total), "verdict", "joined", "change") == [("not assessable", "not assessable", "-18")]
    assert of(judged(total, BETTER), "joined") == [("improved",)] * 2


def test_raters_are_joined_apart(judged):
    rows = judged(BETTER, KINDER, SAME)
    assert of(rows, "rater", "joined") == [
        ("self", "improved"),
        ("parent", "deteriorated"),
        ("self", "improved"),
    ]


def test_a_column_referral_joins_those_of_one_referral(judged):
    lines = [["a", *BETTER], ["b", *WORSE], ["a", *SAME], ["b", *BETTER], ["c", *SAME]]
    rows = judged(*lines, heading=["referral", *HEADING])
    assert of(rows, "referral", "joined") == [
        ("a", "improved"), ("b", "deteriorated"), ("a", "improved"), ("b", "deteriorated"), ("c", "no reliable change"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line, said",
    [
        (["gad7", "total", "self", 16, 12],      "there is no instrument “gad7”"),
        (["", "total", "self", 16, 12],          "there is no instrument “”"),
        (["gad-7", "sum", "self", 16, 12],       "GAD-7 has no scale “sum”, but total"),
        (["chi-esq", "q1", "self", 1, 2],        "CHI-ESQ has no scale “q1”, but no scores at all"),
        (["gad-7", "total", "teacher", 16, 12],  "GAD-7 is not filled in by “teacher”, but by self"),
        (["gad-7", "total", "self", "", 12],     "first: no score"),
        (["gad-7", "total", "self", 16, "few"],  "last: “few” is not a number"),
        (["gad-7", "total", "self", 22, 12],     "22 is no score of Total: it goes from 0 to 21"),
        (["gad-7", "total", "self", 16],         "the row ends after 4 of 7 cells; last: no score"),
        ([*BETTER, "more"],                      "the row has 8 cells and the heading 7"),
        (["rcads-47-child", "mdd", "self", 25, 7, "ten", "F"], "age: “ten” is not an age"),
        (["rcads-47-child", "mdd", "self", 25, 7, 12, "girl"], "sex: “girl” is not M, F, other or unknown"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", ["national", "clinical"])
def test_a_pair_that_cannot_be_judged_says_why_and_changes_no_other(judged, line, said, mode):
    filled = line if len(line) != 5 else [*line, 12, "F"]
    rows = judged(BETTER, filled, SAME, mode=mode)
    assert of(rows, "verdict", "reason")[1] == ("not assessable", said)
    assert of(rows, "verdict", "joined")[::2] == of(judged(BETTER, SAME, mode=mode), "verdict", "joined")


def test_age_and_sex_may_be_left_out_where_no_norm_is_looked_for(judged):
    assert of(judged(BETTER[:5], heading=HEADING[:5]), "verdict") == [("improved",)]
    assert of(judged([*BETTER[:5], "ten", "girl"]), "verdict") == [("improved",)]


def test_tenths_differ_by_tenths(judged):
    rows = judged(
        ["ors", "total", "self", 20, 26.6, 14, "F"], ["swemwbs", "metric", "self", 18.59, 21.59, 14, "F"]
    )
    assert of(rows, "change", "verdict") == [("6.6", "improved"), ("3", "improved")]


@pytest.mark.parametrize(
    "heading, said",
    [
        (HEADING[1:],                "The file needs a column for instrument. It needs instrument, scale, rater"),
        (["scale"],                  "The file needs columns for instrument, rater, first, last."),
        ([*HEADING, "Scale"],        "The column scale is there more than once"),
        ([*HEADING, "verdict"],      "The column verdict is one that is written here"),
        ([],                         "changes.csv is empty"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_judged_says_why(run, heading, said):
    done = run(BETTER, heading=heading) if heading else run(heading=[])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_mode_or_a_way_to_norms_that_there_is_not_is_refused(run):
    for options in (["--mode", "mine"], ["--norms", "grade"]):
        assert run(BETTER, options=options).exit_code == 2
