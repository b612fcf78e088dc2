from datetime import date

from trailblazer.alerts.models import Alert
from trailblazer.referrals import actions
from trailblazer.referrals.schedule import say_which_answers_are_overdue


def test_a_late_answer_raises_an_alert_once(place):
    late = place.referral(received_on=date(2026, 11, 2))
    place.referral(received_on=date(2026, 11, 20))
    assert say_which_answers_are_overdue(None) == 1
    assert say_which_answers_are_overdue(None) == 0
    assert Alert.objects.get().about == late.ref


def test_the_answer_closes_it(place):
    late = place.referral(received_on=date(2026, 11, 2))
    say_which_answers_are_overdue(None)
    actions.decide(late, by=place.supervisor, outcome="group", role="emhp", answer="A group.")
    assert Alert.objects.get().what_was_done == "Answered"


def test_a_decision_that_tells_nobody_does_not(place):
    late = place.referral(received_on=date(2026, 11, 2))
    say_which_answers_are_overdue(None)
    actions.decide(late, by=place.supervisor, outcome="group", role="emhp")
    assert Alert.objects.get().closed_at is None
