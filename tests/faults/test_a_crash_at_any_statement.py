"""The database fails at one statement after another: nothing is half-written, and the same form does it once after.

`make test` tries every tenth statement, `make assure` every one.
"""

import os

import pytest
from django.db import DatabaseError, connection

from tests import make
from trailblazer.access.models import LogEntry, SubmissionKey
from trailblazer.alerts.models import Alert
from trailblazer.letters.models import Letter
from trailblazer.referrals import actions
from trailblazer.referrals.models import Answer, Decision, Event, Referral

STEP = 1 if os.environ.get("HYPOTHESIS_PROFILE") == "assure" else 10
KEPT = (Referral, Event, Decision, Answer, Alert, Letter, LogEntry, SubmissionKey)
MOST = 400
KEY = "a" * 32


class Crash:
    """Lets so many statements through, then fails."""

    def __init__(self, after):
        self.left = after

    def __call__(self, execute, sql, params, many, context):
        if self.left == 0:
            raise DatabaseError("The connection was lost")
        self.left -= 1
        return execute(sql, params, many, context)


def everything_kept():
    return {model.__name__: model.objects.count() for model in KEPT}


def crashes(act):
    """Runs the act, failing at one statement after another, until it comes through. Gives how often it failed."""
    before, failed = everything_kept(), 0
    for after in range(0, MOST, STEP):
        try:
            with connection.execute_wrapper(Crash(after)):
                act()
        except DatabaseError:
            failed += 1
            assert everything_kept() == before
        else:
            return failed
    pytest.fail(f"It took more than {MOST} statements")


@pytest.mark.django_db(transaction=True)
def test_a_request_that_names_risk_comes_with_its_alert_or_not_at_all():
    team = make.team()
    school = make.service(team).school
    lead = make.member(school)
    make.member(team)
    told = {"first_name": "Robin", "last_name": "Fernleigh", "reasons": ["anxiety"], "risks": ["self_harm"]}

    def asks():
        return actions.receive(by=lead, source="school_lead", submission_key=KEY, worry="Worries", **told)

    assert crashes(asks) >= 2
    assert (Referral.objects.count(), Event.objects.filter(kind="received").count()) == (1, 1)
    assert Alert.objects.filter(kind="risk_named").count() == 1
    asks()
    assert Referral.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_decision_is_saved_with_its_answer_or_not_at_all():
    team = make.team()
    supervisor = make.member(team)
    referral = make.referral(team, young_person=make.young_person(team))

    def decides():
        return actions.decide(
            referral,
            by=supervisor,
            submission_key=KEY,
            outcome="one_to_one",
            role="emhp",
            answer="We can help. Callum will be in touch.",
        )

    assert crashes(decides) >= 2
    assert (Decision.objects.count(), Answer.objects.count()) == (1, 1)
    decides()
    assert (Decision.objects.count(), Answer.objects.count()) == (1, 1)
