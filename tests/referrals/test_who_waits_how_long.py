"""The middle wait is worked out from counts by day, and what the list reads is held by indexes of what is open."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests import make
from trailblazer.access.roles import Role
from trailblazer.referrals.models import Referral
from trailblazer.referrals.models.referral import UNANSWERED, WAITING_FOR_HELP, WATCHED
from trailblazer.referrals.stages import Waiting, waiting_since

TODAY = make.TODAY
CHILDREN = some.lists(some.tuples(some.integers(0, 60), some.booleans()), max_size=60)


def middle(days):
    """As one would do by hand: all in a row, the longest first."""
    in_a_row = sorted(days, reverse=True)
    return in_a_row[len(in_a_row) // 2] if in_a_row else None


@given(CHILDREN)
def test_the_middle_is_that_of_all_of_them_in_a_row(children):
    since = {}
    for days, send in children:
        key = (TODAY - timedelta(days=days), send)
        since[key] = since.get(key, 0) + 1
    waiting = Waiting(since)
    assert waiting.median(TODAY) == middle([days for days, _ in children])
    for send in (True, False):
        those = [days for days, is_send in children if is_send == send]
        assert (waiting.median(TODAY, send=send), waiting.count(send)) == (middle(those), len(those))


@pytest.mark.django_db
def test_it_counts_who_waits_by_day_and_by_send_wherever_that_is_written(django_assert_num_queries):
    team = make.team()
    day = date(2026, 11, 2)
    make.referral(team, received_on=day)
    make.referral(team, received_on=day, has_send=True)
    make.referral(team, received_on=day, young_person=make.young_person(team, send="yes"))
    make.referral(team, received_on=day, young_person=make.young_person(team, send="no"))
    make.referral(team, received_on=day, state="withdrawn")
    helped = make.referral(team, received_on=day)
    Referral.objects.filter(pk=helped.pk).update(help_started_on=TODAY)
    requests = Referral.objects.visible_to(make.member(team, Role.SUPERVISOR))
    with django_assert_num_queries(1):
        waiting = waiting_since(requests)
    assert waiting.since == {(day, False): 2, (day, True): 2}


def states_of(condition):
    return next(value for name, value in condition.children if name == "state__in")


def test_what_the_indexes_hold_is_what_is_called_open_and_waiting():
    """Written out for the database, they may not drift from the states of a request."""
    assert states_of(WAITING_FOR_HELP) == [str(state) for state in Referral.WAITING]
    assert set(states_of(WATCHED)) == {str(state) for state in Referral.OPEN}
    assert UNANSWERED in WATCHED.children or set(UNANSWERED.children) <= set(WATCHED.children)
    held = {index.name: index.condition for index in Referral._meta.indexes if index.condition is not None}
    assert held == {"referral_watched": WATCHED, "referral_waiting": WAITING_FOR_HELP}
