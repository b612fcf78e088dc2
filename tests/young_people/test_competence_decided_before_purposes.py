"""Decisions of before there were purposes: they are about help, and quiet mode does not lose what it stands on."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from tests import make
from trailblazer.access.roles import Role
from trailblazer.young_people.actions import look_at_quiet_mode_again
from trailblazer.young_people.consents import is_competent
from trailblazer.young_people.models import Competence, QuietMode

pytestmark = pytest.mark.django_db
migration = import_module("trailblazer.young_people.migrations.0006_quiet_mode_keeps_its_decision")


@pytest.fixture
def by():
    return make.member(make.team(), Role.PRACTITIONER)


def decided(person, by, is_competent=True, on=date(2026, 11, 2)):
    """As the migration before leaves it."""
    return Competence.objects.create(
        provider=person.provider,
        young_person=person,
        purpose="help",
        is_competent=is_competent,
        about="Help without parents being told",
        reason="Understands",
        decided_on=on,
        decided_by=by,
    )


def quiet_on(person, by, decision):
    return QuietMode.objects.create(
        provider=person.provider,
        young_person=person,
        step="on",
        competence=decision,
        reason="Safe at home",
        happened_on=decision.decided_on,
        by=by,
    )


def test_quiet_mode_that_is_on_stays_on_a_decision_and_help_keeps_its_own(by):
    person = make.young_person(by.organisation.team)
    step = quiet_on(person, by, decided(person, by))
    migration.decide_about_parents_too(apps, None)
    step.refresh_from_db()
    assert step.competence.purpose == "tell_parent"
    assert step.competence.about == "Help without parents being told"
    assert is_competent(person, "help") is is_competent(person, "tell_parent") is True
    assert look_at_quiet_mode_again(person, by=by, today=make.TODAY, reason="Still right")


def test_a_later_no_still_stands_against_it(by):
    person = make.young_person(by.organisation.team)
    quiet_on(person, by, decided(person, by))
    decided(person, by, is_competent=False, on=date(2026, 11, 9))
    migration.decide_about_parents_too(apps, None)
    assert is_competent(person, "tell_parent") is False


def test_without_quiet_mode_nothing_is_said_about_parents(by):
    person = make.young_person(by.organisation.team)
    decided(person, by)
    migration.decide_about_parents_too(apps, None)
    assert (is_competent(person, "help"), is_competent(person, "tell_parent")) == (True, None)
