"""The request's own columns say what its events say, whatever is done to it and in whatever order."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests import make
from tests.referrals.conftest import Place
from trailblazer.access.records import NotPossible
from trailblazer.domain.clock import Kind
from trailblazer.referrals import actions
from trailblazer.referrals.models import Event

TODAY = make.TODAY
HELP = {"advice_or_support_given", "plan_agreed", "specialist_assessment"}


def record(referral, by, kind, day, **more):
    return actions.record_event(referral, by=by, kind=kind, happened_on=day, **more)


def test_another_app_writes_what_it_knows(place):
    referral = place.referral()
    record(referral, place.practitioner, Kind.PLAN_AGREED, TODAY, source=("care.Plan", "0" * 16))
    referral.refresh_from_db()
    assert referral.help_started_on == TODAY
    assert referral.events.get(kind="plan_agreed").source_ref == "0" * 16


def test_a_contact_that_does_not_count_is_kept_and_stops_nothing(place):
    referral = place.referral()
    record(referral, place.practitioner, Kind.CONTACT, TODAY, counts=False)
    assert referral.events.filter(kind="contact").exists()


def test_a_correction_supersedes_and_the_first_stays(place):
    referral = place.referral()
    wrong = record(referral, place.practitioner, Kind.PLAN_AGREED, date(2026, 11, 21))
    record(referral, place.practitioner, Kind.PLAN_AGREED, date(2026, 11, 23), supersedes=wrong)
    referral.refresh_from_db()
    assert referral.help_started_on == date(2026, 11, 23)
    assert Event.objects.filter(pk=wrong.pk).exists()


def test_an_event_is_corrected_once(place):
    referral = place.referral()
    wrong = record(referral, place.practitioner, Kind.PLAN_AGREED, TODAY)
    record(referral, place.practitioner, Kind.ENTERED_IN_ERROR, TODAY, supersedes=wrong)
    with pytest.raises(NotPossible, match="already"):
        record(referral, place.practitioner, Kind.ENTERED_IN_ERROR, TODAY, supersedes=wrong)


def test_a_corrected_day_of_receiving_moves_the_clock_and_the_promise(place):
    referral = place.referral()
    received = referral.events.get(kind="received")
    record(referral, place.practitioner, Kind.RECEIVED, date(2026, 11, 16), supersedes=received)
    referral.refresh_from_db()
    assert (referral.received_on, referral.answer_due_on) == (date(2026, 11, 16), date(2026, 11, 23))


def test_a_request_cannot_have_been_received_after_it_was_answered(place):
    referral = place.referral()
    actions.decide(
        referral, by=place.supervisor, outcome="one_to_one", role="emhp", answer="Yes.", on=date(2026, 11, 23)
    )
    referral.refresh_from_db()
    received = referral.events.get(kind="received")
    with pytest.raises(NotPossible):
        record(referral, place.practitioner, Kind.RECEIVED, TODAY, supersedes=received)


def test_nothing_happens_tomorrow(place):
    with pytest.raises(NotPossible, match="future"):
        record(place.referral(), place.practitioner, Kind.CONTACT, TODAY + timedelta(days=1))


def test_a_school_writes_no_events(place):
    with pytest.raises(PermissionDenied):
        record(place.referral(), place.lead, Kind.CONTACT, TODAY)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "accept",
                "advise",
                "decline",
                "ask",
                "answer",
                "add",
                "withdraw",
                "reopen",
                "plan",
                "contact",
                "ending",
                "strike",
                "close",
            ]
        ),
        st.integers(0, 4),
    ),
    max_size=8,
)


class ColumnsAndEvents(TestCase):
    """The columns against the events, read by a rule written anew here."""

    @settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40)
    @given(STEPS)
    def test_the_columns_say_what_the_events_say(self, steps):
        with self.settings(TODAY=TODAY):
            place = Place()
            referral = place.referral()
            for step, days in steps:
                try:
                    take(step, referral, place, TODAY - timedelta(days=days))
                except NotPossible:
                    continue
                finally:
                    referral.refresh_from_db()
                check(referral)


def take(step, referral, place, day):
    by = place.supervisor
    steps = {
        "accept": lambda: actions.decide(referral, by=by, outcome="group", role="emhp", on=day),
        "advise": lambda: actions.decide(
            referral, by=by, outcome="advice_to_school", advice_given="Walk", on=day
        ),
        "decline": lambda: actions.decide(
            referral, by=by, outcome="declined", declined_reason="not_wanted", reason="No", on=day
        ),
        "ask": lambda: actions.ask_for_information(referral, by=by, question="Why?", answer="Why?", on=day),
        "answer": lambda: actions.answer(referral, by=by, words="We will ring.", on=day),
        "add": lambda: actions.add_words(referral, by=place.lead, words="More"),
        "withdraw": lambda: actions.withdraw(referral, by=place.lead),
        "reopen": lambda: actions.reopen(referral, by=by),
        "close": lambda: actions.close(referral, by=by, on=day),
        "plan": lambda: record(referral, by, Kind.PLAN_AGREED, day),
        "contact": lambda: record(referral, by, Kind.CONTACT, day),
        "ending": lambda: record(referral, by, Kind.ENDING, day),
        "strike": lambda: strike(referral, by),
    }
    steps[step]()


def strike(referral, by):
    last = referral.events.filter(superseded_by=None, kind__in=HELP).last()
    if last is not None:
        record(referral, by, Kind.ENTERED_IN_ERROR, TODAY, supersedes=last)


def check(referral):
    """Each column from the standing events, in plain words: the first of its kind before the request was over."""
    rows = list(referral.events.all())
    corrected = {row.supersedes_id for row in rows}
    standing = [row for row in rows if row.pk not in corrected and row.kind != "entered_in_error"]

    def first(kinds, until=date.max):
        days = [row.happened_on for row in standing if row.kind in kinds and row.happened_on <= until]
        return min(days, default=None)

    withdrawn, over = first({"withdrawn"}), first({"withdrawn", "ending"})
    assert referral.received_on == first({"received"})
    assert referral.answered_on == first({"answered", "information_requested"}, withdrawn or date.max)
    assert referral.decided_on == first({"decided"}, withdrawn or date.max)
    assert referral.help_started_on == first(HELP, over or date.max)
    assert referral.closed_on == over
    assert (referral.decided_on is not None) or referral.state in (
        "received",
        "needs_information",
        "withdrawn",
        "closed",
    )
