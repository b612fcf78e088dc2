"""`trailblazer instruments`: which there are, and whether each is whole."""

import json

import pytest
import typer
from typer.testing import CliRunner

from trailblazer.domain.instruments.catalogue import folder, instruments
from trailblazer.outcomes import commands


@pytest.fixture
def run():
    root = typer.Typer()
    commands.add_to(root)
    return lambda *words: CliRunner().invoke(root, ["instruments", *map(str, words)])


def test_the_list_names_every_instrument_and_what_it_takes(run):
    said = run("list").stdout.splitlines()
    assert len(said) == len(instruments())
    assert any(line.startswith("gad-7 ") and " answers " in line for line in said)
    assert any(line.startswith("yp-core ") and " scores only " in line for line in said)
    assert any(line.startswith("sfq ") and " answers, no score " in line for line in said)
    listed = {one["id"]: one for one in json.loads(run("list", "--json").stdout)}
    assert list(listed) == list(instruments())
    assert listed["swemwbs"]["scales"] == ["raw", "metric"]


def test_all_that_travel_with_us_are_whole(run):
    done = run("check")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1] == f"{len(instruments())} checked, 0 with faults."
    assert not any(json.loads(run("check", "--json").stdout)["faults"].values())


def test_a_file_of_somebodys_own_is_checked_before_it_is_used(run, tmp_path):
    text = (folder() / "gad-7.toml").read_text(encoding="utf-8")
    path = tmp_path / "gad-7.toml"
    path.write_text(text, "utf-8")
    assert run("check", path).exit_code == 0
    path.write_text(text.replace("highest = 21", "highest = 22"), "utf-8")
    done = run("check", path)
    assert done.exit_code == 1
    assert "gad-7: total: from 0 to 22, but answers reach 0 to 21" in done.stderr
    assert json.loads(run("check", path, "--json").stdout)["faults"]["gad-7"]


@pytest.mark.parametrize(
    "content", [b"", b"id = ", b"\xff\xfe", b'id = "x"', b'raters = ["nobody"]', b"scales = 3"]
)
def test_a_file_that_is_no_instrument_is_refused(run, tmp_path, content):
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    done = run("check", path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "cannot be read as an instrument" in done.stderr


def test_a_file_that_is_not_there_is_refused(run, tmp_path):
    assert run("check", tmp_path / "none.toml").exit_code == 2
