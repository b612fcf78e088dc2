"""A register older than one imported before brings back what was so then: only who says its day may do that."""

import json

import pytest
import typer
from typer.testing import CliRunner

from tests.places.test_importing_the_register import CLOSED, ELM, OAK
from tests.register_files import register_text, write
from trailblazer.access.records import Service
from trailblazer.imports.models import Import
from trailblazer.places import actions, older
from trailblazer.places.commands import add_to
from trailblazer.places.models import School

pytestmark = pytest.mark.django_db
root = typer.Typer()
add_to(root)
WARNING = "This register is older than the one of 30 January 2026."


@pytest.fixture
def bring_in(tmp_path):
    def brings(name, *rows, options=()):
        path = write(tmp_path / name, register_text(*rows))
        return CliRunner().invoke(root, ["schools", "import", str(path), *options])

    return brings


@pytest.fixture
def newer(bring_in):
    assert bring_in("gias_20260130.csv", OAK | CLOSED, ELM).exit_code == 0


def test_it_is_refused_with_what_to_do_and_nothing_is_written(bring_in, newer):
    answer = bring_in("gias_20251201.csv", OAK, ELM)
    assert answer.exit_code == 2
    assert WARNING in answer.output
    assert "--as-at 2025-12-01" in answer.output
    assert not School.objects.get(name=OAK["EstablishmentName"]).is_open
    assert Import.objects.count() == 1


def test_the_refusal_is_one_object_for_machines(bring_in, newer):
    answer = bring_in("gias_20251201.csv", OAK, options=["--json"])
    assert answer.exit_code == 2
    assert json.loads(answer.output)["fault"].startswith(WARNING)


def test_who_says_its_day_goes_on_and_is_warned(bring_in, newer):
    answer = bring_in("gias_20251201.csv", OAK, ELM, options=["--as-at", "2025-12-01"])
    assert answer.exit_code == 0
    assert WARNING in answer.stderr
    assert School.objects.get(name=OAK["EstablishmentName"]).is_open


def test_a_dry_run_warns_and_shows_what_it_would_change(bring_in, newer):
    answer = bring_in("gias_20251201.csv", OAK, options=["--dry-run", "--json"])
    assert answer.exit_code == 0
    assert WARNING in answer.stderr
    assert json.loads(answer.stdout)["reopened"] == 1


def test_the_same_file_again_and_a_newer_one_are_not_older(bring_in, newer):
    again = bring_in("gias_20260130.csv", OAK | CLOSED, ELM, options=["--json"])
    assert json.loads(again.output)["unchanged"] == 2
    assert bring_in("gias_20260301.csv", OAK, ELM).exit_code == 0


def test_once_the_newer_one_is_taken_back_it_is_older_than_none(bring_in, newer):
    actions.undo(Import.objects.get(), by=Service())
    assert bring_in("gias_20251201.csv", OAK, ELM).exit_code == 0


def test_a_register_of_which_nobody_said_the_day_makes_no_other_an_older_one(bring_in):
    assert bring_in("register.csv", OAK, ELM).exit_code == 0
    assert older.newest_day() is None
    assert bring_in("gias_20251201.csv", OAK, ELM).exit_code == 0
