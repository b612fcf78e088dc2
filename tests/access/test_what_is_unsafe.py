"""`trailblazer check` finds each thing that must not be so when real people are served."""

import re
import secrets

import pytest
from django.db import connection
from typer.testing import CliRunner

from trailblazer.access import safety
from trailblazer.cli import app

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _safe(settings, monkeypatch):
    """Settings with nothing wrong in them; each test spoils one."""
    settings.DEBUG, settings.DEMO, settings.TODAY = False, False, None
    settings.SECRET_KEY = secrets.token_urlsafe(60)
    settings.ALLOWED_HOSTS = ["trailblazer.example.org"]
    settings.ORIGIN = "https://trailblazer.example.org"


def test_nothing_is_found_where_nothing_is_wrong():
    assert safety.unsafe() == []


@pytest.mark.parametrize(
    "name, value, sentence",
    [
        ("DEBUG", True, "DEBUG is on"),
        ("DEMO", True, "TRAILBLAZER_DEMO is on"),
        ("TODAY", "2026-11-24", "TODAY is set"),
        ("SECRET_KEY", "not-a-secret-set-SECRET_KEY-before-serving-real-people", "SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY"),
        ("SECRET_KEY", "x" * 80, "SECRET_KEY"),
        ("SECRET_KEY_FALLBACKS", ["short"], "SECRET_KEY_FALLBACKS"),
        ("ALLOWED_HOSTS", ["*"], "wildcard"),
        ("ALLOWED_HOSTS", ["trailblazer.example.org", ".example.org"], "wildcard"),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS is empty"),
        ("ALLOWED_HOSTS", ["other.example.org"], "ORIGIN is not among"),
        ("ORIGIN", "http://trailblazer.example.org", "not https"),
    ],
)
def test_each_fault_is_found_with_what_to_do(settings, name, value, sentence):
    setattr(settings, name, value)
    found = safety.unsafe()
    assert [fault for fault in found if sentence in fault]
    assert all(re.search(r"[.:] \w", fault) for fault in found), "each says what to do"


def test_a_database_file_that_everyone_may_read_is_found(tmp_path):
    file = tmp_path / "trailblazer.sqlite3"
    file.write_bytes(b"")
    tmp_path.chmod(0o755)
    file.chmod(0o644)
    assert list(safety._file(file))
    file.chmod(0o640)
    assert not list(safety._file(file))
    file.chmod(0o644)
    tmp_path.chmod(0o750)
    assert not list(safety._file(file)), "nobody else can enter its folder"


def test_a_postgresql_without_a_password_is_open_unless_it_is_a_socket():
    assert safety._is_open({"PASSWORD": "", "HOST": "db.example.org"})
    assert safety._is_open({"PASSWORD": "", "HOST": "127.0.0.1"})
    assert not safety._is_open({"PASSWORD": "", "HOST": "/run/postgresql"})
    assert not safety._is_open({"PASSWORD": "", "HOST": ""})


def test_a_postgresql_is_tried_with_a_wrong_password():
    """On PostgreSQL the test server asks for one, so it is not open; elsewhere there is nothing to try."""
    if connection.vendor == "postgresql":
        assert connection.settings_dict["PASSWORD"]
        assert not safety._lets_anyone_in()
    assert [fault for fault in safety.unsafe() if "without authentication" in fault] == []


def test_the_command_says_so_and_exits_with_1(settings):
    assert CliRunner().invoke(app, ["check"]).exit_code == 0
    settings.DEBUG = True
    answer = CliRunner().invoke(app, ["check"])
    assert answer.exit_code == 1
    assert "DEBUG is on" in answer.output
    assert '"unsafe": ["DEBUG' in CliRunner().invoke(app, ["check", "--json"]).output
