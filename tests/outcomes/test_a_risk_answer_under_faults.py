"""The database fails, or the process is killed (SIGKILL), at one statement after another: a form that tells of risk and
its alert are both there or neither, and sent again they are there once.

`make test` tries every fifth statement, `make assure` every one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from tests import make
from tests.faults.test_a_crash_at_any_statement import KEY, Crash
from tests.outcomes.asked import ask, in_help
from trailblazer.access.models import AccountLetter, LogEntry, SubmissionKey
from trailblazer.access.records import NotPossible, Visitor
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Score
from trailblazer.outcomes.actions import answer_ask
from trailblazer.outcomes.models import Ask
from trailblazer.referrals.models import Event

ROOT = Path(__file__).resolve().parents[2]
STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "assure" else 5
KEPT = (Score, Event, Alert, AccountLetter, LogEntry, SubmissionKey)
RISK = {"q1": 2, "q9": 1}


def everything_kept():
    return {model.__name__: model.objects.count() for model in KEPT}, Ask.objects.values().get()


@pytest.mark.django_db(transaction=True)
def test_a_database_that_fails_at_any_statement_keeps_both_or_neither(settings):
    settings.TODAY = make.TODAY
    made = ask(in_help(), "phq-9")
    before, failed = everything_kept(), 0
    for after in range(0, 400, STEP):
        try:
            with connection.execute_wrapper(Crash(after)):
                answer_ask(made, by=Visitor(holds=made), answers=RISK, submission_key=KEY)
        except DatabaseError:
            failed += 1
            assert everything_kept() == before
        else:
            break
    assert failed >= 4
    assert (Score.objects.count(), Alert.objects.count()) == (1, 1)
    answer_ask(made, by=Visitor(holds=made), answers=RISK, submission_key=KEY)
    with pytest.raises(NotPossible, match="here already"):
        answer_ask(made, by=Visitor(holds=made), answers=RISK, submission_key="b" * 32)
    assert (Score.objects.count(), Alert.objects.count()) == (1, 1)


def test_a_process_that_is_killed_at_any_statement_keeps_both_or_neither(tmp_path):
    environment = {**os.environ, "DATABASE_ROLE": "", "EMAIL_PORT": "1", "VAR": str(tmp_path)}
    environment |= {"DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}", "STEP": str(STEP)}
    command = [sys.executable, "-m", "tests.outcomes.killed_answer"]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-3000:]
    said = json.loads(done.stdout)
    assert said["killed"] >= 4
    assert said["halves"] == []
    assert said["at_the_end"] == {"Score": 1, "Alert": 1, "AccountLetter": 1}
