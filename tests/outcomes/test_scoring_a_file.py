"""`trailblazer score` on real files: good ones, and every way in which one can be wrong."""

import csv
import io
import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from trailblazer.domain.instruments.catalogue import instrument
from trailblazer.domain.instruments.norms import About, By
from trailblazer.domain.instruments.scoring import score
from trailblazer.outcomes import commands, scored_files

GAD_7 = [f"q{number}" for number in range(1, 8)]
RCADS = [f"q{number}" for number in range(1, 48)]
SDQ = [f"q{number}" for number in range(1, 26)]
IMPACT = ["any_difficulty", "distres", "imphome", "impfrie", "impclas", "impleis"]
RULES = {"rules": "gad-7 2026-11-25", "norms": "", "errors": ""}


@pytest.fixture
def file(tmp_path):
    def written(*lines, named="forms.csv", encoding="utf-8"):
        path = tmp_path / named
        path.write_bytes("\n".join(",".join(map(str, line)) for line in lines).encode(encoding))
        return path

    return written


@pytest.fixture
def run():
    root = typer.Typer()
    commands.add_to(root)
    return lambda *words: CliRunner().invoke(root, [str(word) for word in words])


@pytest.fixture
def scored(run):
    def rows(path, instrument_id, *options):
        done = run("score", path, "--instrument", instrument_id, *options)
        assert done.exit_code == 0, done.stderr
        return list(csv.DictReader(io.StringIO(done.stdout)))

    return rows


@pytest.fixture
def refused(run):
    def words(path, instrument_id="gad-7"):
        done = run("score", path, "--instrument", instrument_id)
        assert (done.exit_code, done.stdout) == (2, "")
        return done.stderr

    return words


def test_a_form_is_a_row_and_a_scale_a_group_of_columns(file, scored):
    assert scored(file(GAD_7, [2, 2, 3, 2, 1, 2, 2]), "gad-7") == [
        {
            "total_raw": "14",
            "total_t": "",
            "total_band": "moderate",
            "total_answered": "7",
            "risk": "",
            "incomplete": "",
            **RULES,
        }
    ]


def test_other_columns_pass_through_in_front_and_rows_keep_their_order(file, scored, run):
    lines = [
        [*reversed(GAD_7), "name", "age"],
        *([*[number % 4] * 7, f"form {number}", 15] for number in range(9)),
    ]
    rows = scored(file(*lines), "gad-7")
    assert list(rows[0])[:3] == ["name", "age", "total_raw"]
    assert [row["name"] for row in rows] == [f"form {number}" for number in range(9)]
    assert [row["total_raw"] for row in rows] == [str(number % 4 * 7) for number in range(9)]
    done = run("score", file(*lines), "--instrument", "gad-7")
    assert "Not known here, passed through: name." in done.stderr


def test_what_is_wrong_with_a_row_stands_in_it_and_other_rows_are_as_before(file, scored):
    good, bad = [1] * 7, [1, 1, 7, "abc", 1, "", 1]
    rows = scored(file(GAD_7, good, bad, good), "gad-7")
    assert rows[0] == rows[2]
    assert rows[1]["errors"] == "q3: 7 is not an answer; q4: “abc” is not a number"
    assert (rows[1]["total_raw"], rows[1]["total_band"], rows[1]["total_answered"]) == ("", "", "6")


@pytest.mark.parametrize(
    "cell, said",
    [
        ("-1",   "q3: -1 is not an answer"),
        ("1.5",  "q3: 1.5 is not an answer"),
        ("4",    "q3: 4 is not an answer"),
        ("1e9",  "q3: 1e+09 is not an answer"),
        ("nan",  "q3: “nan” is not a number"),
        ("inf",  "q3: “inf” is not a number"),
        ("0_1",  "q3: “0_1” is not a number"),
        ("yes",  "q3: “yes” is not a number"),
        (" 1 ",  ""),
        ("1.0",  ""),
        ("",     ""),
        ("  ",   ""),
    ],
)  # fmt: skip
def test_an_impossible_answer_is_an_error_and_not_a_missing_one(file, scored, cell, said):
    answers = dict.fromkeys(SDQ, 1) | {"q3": cell}
    [row] = scored(file(SDQ, answers.values()), "sdq-self-11-17")
    assert row["errors"] == said
    assert row["conduct_raw"] == "5"
    assert row["emotional_raw"] == ("" if said else "5")  # four of five would have been enough
    assert row["total_difficulties_raw"] == ("" if said else "20")


def test_half_a_form_is_no_error_and_says_what_it_lacks(file, scored):
    rows = scored(file(GAD_7, [1, 2, 3, "", "", "", ""], [1] * 7, [""] * 7), "gad-7")
    assert [row["incomplete"] for row in rows] == ["total: 3 of 7 answered, 7 are needed", "", ""]
    assert [row["errors"] for row in rows] == ["", "", ""]
    [row] = scored(
        file(SDQ, [*[1] * 20, *[""] * 4, 1]), "sdq-self-11-17"
    )  # prorated where three of five are there
    assert row["incomplete"] == ""


def test_scores_are_not_rounded_unless_the_instrument_rounds(file, scored):
    core = [f"q{number}" for number in range(1, 11)]
    [row] = scored(file(core, [1, 4, 4, *[0] * 6, ""]), "core-10")
    assert float(row["clinical_score_raw"]) == 10 / 9
    [row] = scored(file(GAD_7[:4], [6.1, 7.2, 5.9, 6.2]), "ors")
    assert row["total_raw"] == "25.4"
    [row] = scored(file([*RCADS, "age", "sex"], [*[1] * 47, 8, "M"]), "rcads-47-child")
    assert float(row["mdd_t"]) == 50 + 10 * (10 - 8.25) / 4.09
    [row] = scored(file(SDQ, [0, 0, 1, *[0] * 4, 1, *[0] * 15, "", 0]), "sdq-parent-4-17")
    assert row["emotional_raw"] == "3"  # 2.5, half up


def test_the_norm_is_found_by_age_or_by_school_year(file, scored):
    path = file([*RCADS, "age", "sex", "school_year"], [*[1] * 47, 10, "F", 5])
    [by_age], [by_year] = (
        scored(path, "rcads-47-child"),
        scored(path, "rcads-47-child", "--norms", "school-year"),
    )
    assert float(by_age["mdd_t"]) == 50 + 10 * (10 - 7.64) / 4.10
    assert float(by_year["mdd_t"]) == 50 + 10 * (10 - 8.74) / 4.75
    assert by_age["norms"] == "rcads 2026-11-25 by national"
    assert by_year["norms"] == "rcads 2026-11-25 by school-year"


@pytest.mark.parametrize(
    "age, sex, said",
    [
        (4,     "F",       "age: RCADS-47 is for 8 to 18, not 4; no T score: no norm for age 4"),
        (18,    "M",       "no T score: no norm for age 18"),
        (12,    "other",   "no T score: norms exist only for F and M"),
        (12,    "unknown", "no T score: norms exist only for F and M"),
        (12,    "",        "no T score: norms exist only for F and M"),
        ("",    "F",       "no T score: the age is not known"),
        ("ten", "F",       "age: “ten” is not an age; no T score: the age is not known"),
        (-3,    "F",       "age: “-3” is not an age; no T score: the age is not known"),
        (12,    "girl",    "sex: “girl” is not M, F, other or unknown; no T score: norms exist only for F and M"),
        (12,    "F",       ""),
        (12,    "f",       ""),
        (12.9,  "Female",  ""),
    ],
)  # fmt: skip
def test_a_missing_t_score_is_blank_and_says_why(file, scored, age, sex, said):
    [row] = scored(file([*RCADS, "age", "sex"], [*[1] * 47, age, sex]), "rcads-47-child")
    assert row["errors"] == said
    assert row["mdd_raw"] == "10"
    assert (row["mdd_t"] == "") is (row["mdd_band"] == "") is bool(said)


def test_t_scores_can_be_switched_off(file, scored, settings):
    settings.RCADS_T_SCORES = False
    [row] = scored(file([*RCADS, "age", "sex"], [*[1] * 47, 12, "F"]), "rcads-47-child")
    assert [row[name] for name in ("mdd_raw", "mdd_t", "mdd_band", "norms", "errors")] == [
        "10",
        "",
        "",
        "",
        "",
    ]


def test_the_question_about_risk_is_reported_whatever_the_total_is(file, scored):
    items = [f"q{number}" for number in range(1, 10)]
    rows = scored(file(items, [0] * 9, [*[0] * 8, 1], [*[""] * 8, 3]), "phq-9")
    assert [row["risk"] for row in rows] == ["", "1", "3"]
    assert rows[2]["total_raw"] == ""


def test_questions_of_a_supplement_may_be_left_out_of_the_file(file, scored, run):
    [row] = scored(file(SDQ, [1] * 25), "sdq-self-11-17")
    assert (row["impact_raw"], row["impact_answered"], row["total_difficulties_raw"]) == ("", "0", "20")
    [row] = scored(file([*SDQ, *IMPACT], [*[1] * 25, 1, 1, 0, 2, 3, 1]), "sdq-self-11-17")
    assert (row["impact_raw"], row["impact_answered"]) == ("3", "5")
    assert "not answered: any_difficulty" in run("score", file(SDQ), "--instrument", "sdq-self-11-17").stderr


def test_a_row_that_ends_early_is_half_a_form(file, scored):
    [row] = scored(file(SDQ, [1] * 12), "sdq-self-11-17")
    assert row["errors"] == "the row ends after 12 of 25 cells"
    assert (row["emotional_raw"], row["hyperactivity_raw"]) == ("", "")


def test_of_a_row_with_cells_out_of_their_columns_nothing_is_believed(file, scored):
    rows = scored(file(GAD_7, [1] * 8, [*[1] * 7, ""], [1] * 7), "gad-7")
    assert rows[0]["errors"] == "the row has 8 cells and the heading 7: it is not scored"
    assert (rows[0]["total_raw"], rows[0]["total_answered"]) == ("", "0")
    assert [row["total_raw"] for row in rows[1:]] == ["7", "7"]


def test_a_form_nobody_answered_is_a_row_too(file, scored):
    rows = scored(
        file(GAD_7, [1] * 7, [""] * 7, [], [2] * 7), "gad-7"
    )  # the third line is quite empty: no form
    assert [row["total_raw"] for row in rows] == ["7", "", "14"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252"])
def test_a_file_is_read_in_the_encoding_in_which_it_was_written(file, scored, encoding):
    lines = [["Prénom", *GAD_7], *[["x", *[1] * 7]] * 3000, ["Zoë", *[1] * 7]]
    rows = scored(file(*lines, encoding=encoding), "gad-7")
    assert (rows[-1]["Prénom"], rows[-1]["total_raw"]) == ("Zoë", "7")


def test_the_names_of_columns_may_be_in_capitals(file, scored):
    [row] = scored(file([name.upper() for name in GAD_7], [1] * 7), "gad-7")
    assert row["total_raw"] == "7"


def test_what_passes_through_is_not_changed(file, scored):
    note = '"  two lines\nand ""marks"", =1+1  "'
    [row] = scored(file([*GAD_7, "note"], [*[1] * 7, note]), "gad-7")
    assert row["note"] == '  two lines\nand "marks", =1+1  '


def test_the_whole_comes_to_what_each_form_comes_to_in_every_portion(file, scored, monkeypatch):
    monkeypatch.setattr(scored_files, "AT_ONCE", 7)
    chance = np.random.default_rng(4)
    forms = chance.choice([0, 1, 2, 3, 9], (40, 47), p=[0.4, 0.3, 0.2, 0.09, 0.01]).tolist()
    ages, sexes = chance.integers(6, 20, 40).tolist(), chance.choice(["M", "F", "other"], 40).tolist()
    lines = [[*form, age, sex] for form, age, sex in zip(forms, ages, sexes, strict=True)]
    rows = scored(file([*RCADS, "age", "sex"], *lines), "rcads-47-child")
    for row, form, age, sex in zip(rows, forms, ages, sexes, strict=True):
        about = About(age, sex if sex != "other" else "")
        alone = score(
            instrument("rcads-47-child"), dict(zip(RCADS, form, strict=True)), about, by=By.NATIONAL
        )
        for scale, expected in alone.scores.items():
            found = [row[f"{scale}_raw"], row[f"{scale}_t"]]
            assert [float(cell) if cell else None for cell in found] == [expected.raw, expected.t]
            assert row[f"{scale}_band"] == (expected.band.name if expected.band else "")
            assert row[f"{scale}_answered"] == str(expected.answered)
        assert all(error in row["errors"] for error in alone.errors)


def test_it_is_written_to_a_file_whole_or_not_at_all(file, run, tmp_path):
    out = tmp_path / "scores.csv"
    done = run("score", file(GAD_7, [1] * 7, [9] * 7), "--instrument", "gad-7", "--out", out, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {
        "read": 2, "with_errors": 1, "instrument": "gad-7", "rules": "gad-7 2026-11-25", "norms": "",
    }  # fmt: skip
    assert len(out.read_text("utf-8").splitlines()) == 3
    broken = file([*GAD_7, "note"], [*[1] * 7, "whole"], [*[1] * 7, '"never closed'])
    done = run("score", broken, "--instrument", "gad-7", "--out", tmp_path / "broken.csv")
    assert done.exit_code == 2
    assert "cannot be read any further" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["forms.csv", "scores.csv"]


def test_json_needs_a_file_for_the_scores(file, run):
    done = run("score", file(GAD_7), "--instrument", "gad-7", "--json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--out" in done.stderr


def test_it_may_not_be_written_where_there_is_no_folder(file, run, tmp_path):
    out = tmp_path / "nowhere" / "scores.csv"
    done = run("score", file(GAD_7), "--instrument", "gad-7", "--out", out)
    assert done.exit_code == 2
    assert done.stderr.strip().endswith("scores.csv cannot be written: No such file or directory")


@pytest.mark.parametrize(
    "lines, said",
    [
        ([],                                "forms.csv is empty"),
        ([[]],                              "forms.csv is empty"),
        ([GAD_7[:5]],                       "GAD-7 needs columns for q6, q7. A question nobody answered is blank"),
        ([GAD_7[:6]],                       "GAD-7 needs a column for q7."),
        ([[*GAD_7, "q1"]],                  "The column q1 is there more than once"),
        ([[*GAD_7, "Q1"]],                  "The column q1 is there more than once"),
        ([[*GAD_7, "note", "note"]],        "The column note is there more than once"),
        ([[*GAD_7, "errors"]],              "The column errors is one that is written here"),
        ([["q1;q2;q3;q4;q5;q6;q7"]],        "forms.csv has semicolons between its cells"),
        ([[*GAD_7, '"never closed']],       "forms.csv is not a CSV file"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_scored_says_why(file, refused, lines, said):
    assert said in refused(file(*lines))


def test_a_heading_without_forms_has_no_scores(file, scored):
    assert scored(file(GAD_7), "gad-7") == []


@pytest.mark.parametrize(
    "content, said",
    [
        (b"\x00\x01\x02q1,q2",              "is not a CSV file"),
        (b"PK\x03\x04\x14\x00",             "is a workbook, not a CSV file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1",       "is a workbook, not a CSV file"),
        ("q1,q2".encode("utf-16"),          "is written in UTF-16"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_refused(tmp_path, refused, content, said):
    path = tmp_path / "forms.csv"
    path.write_bytes(content)
    assert said in refused(path)


def test_a_file_that_is_not_there_or_a_folder(tmp_path, refused):
    assert refused(tmp_path / "other.csv") == "There is no file other.csv\n"
    assert "cannot be opened" in refused(tmp_path)


def test_an_unknown_instrument_says_which_there_are(file, refused):
    said = refused(file(GAD_7), "gad7")
    assert "There is no instrument “gad7”. There are: bpses," in said


@pytest.mark.parametrize("key", ["yp-core", "bpses", "gbo", "csrs", "k6", "kidscreen-10", "me-and-my-feelings", "mfq",
                                 "score-15", "sldom", "student-resilience-survey"])  # fmt: skip
def test_an_instrument_whose_questions_are_not_verified_takes_scores_only(file, refused, key):
    assert "takes scores only, not answers" in refused(file(GAD_7), key)


@pytest.mark.parametrize("key", ["chi-esq", "sfq", "current-view"])
def test_an_instrument_that_is_read_answer_by_answer_has_no_score(file, refused, key):
    assert "has no score" in refused(file(GAD_7), key)
