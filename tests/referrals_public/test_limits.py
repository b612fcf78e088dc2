"""How often a device, an address, a link or a reference may do something."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.access.limits import Allowance, Use, take_all
from trailblazer.access.models import Limit
from trailblazer.referrals.models import Draft, Referral
from trailblazer.referrals.public.links import WRONG_MONTHS
from trailblazer.referrals.public.sending import FROM_ONE_ADDRESS
from trailblazer.referrals.schedule import forget_old_counts

pytestmark = pytest.mark.django_db
THREE = Allowance("three an hour", 3, timedelta(hours=1))


def test_an_allowance_is_spent_and_begins_again():
    assert [THREE.take("a") for _ in range(4)] == [True, True, True, False]
    assert THREE.take("b")
    assert THREE.is_spent("a")
    Limit.objects.update(window_start=timezone.now() - timedelta(hours=1, seconds=1))
    assert not THREE.is_spent("a")
    assert THREE.take("a")


def test_where_one_allowance_is_spent_none_is_counted():
    other = Allowance("other", 9, timedelta(hours=1))
    for _ in range(3):
        THREE.take("a")
    assert not take_all(Use(other, "x"), Use(THREE, "a"))
    assert not Limit.objects.filter(name="other").exists()


def test_no_address_can_be_read_from_what_is_kept():
    THREE.take("203.0.113.7")
    assert "203.0.113.7" not in str(Limit.objects.values().get())


def test_yesterdays_counts_are_forgotten_but_a_closed_reference_stays_closed():
    THREE.take("a")
    for _ in range(5):
        WRONG_MONTHS.take("a reference")
    Limit.objects.update(window_start=timezone.now() - timedelta(days=2))
    assert forget_old_counts(progress=None) == 1
    assert WRONG_MONTHS.is_spent("a reference")


@pytest.fixture
def school():
    school = make.school()
    make.service(make.team(), school)
    return school


def test_a_sixth_request_of_one_device_in_an_hour_waits_with_its_answers(school):
    visitor = Visitor()
    for _ in range(5):
        visitor.asks_for_themselves(school).confirms()
    visitor.asks_for_themselves(school)
    assert visitor.sends("/ask/check") is None
    assert "Your answers are kept. Try again in an hour." in visitor.text
    assert Referral.objects.count() == 5
    Limit.objects.update(window_start=timezone.now() - timedelta(hours=1, seconds=1))
    visitor.confirms()
    assert Referral.objects.count() == 6


def test_one_address_may_send_for_a_whole_school_and_no_more(school):
    for _ in range(200):
        assert FROM_ONE_ADDRESS.take("127.0.0.1")
    visitor = Visitor().asks_for_themselves(school)
    assert visitor.sends("/ask/check") is None
    assert not Referral.objects.exists()
    assert Draft.objects.get().answers["words"] == {"own_words": "I worry all the time."}


def test_a_link_opens_thirty_times_an_hour(school):
    link = Visitor().asks_for_themselves(school).confirms().link
    opened = [Visitor().client.get(link).status_code for _ in range(31)]
    assert opened == [302] * 30 + [429]


def test_a_link_that_does_not_exist_is_limited_alike():
    opened = [Visitor().client.get("/status/nothing-here").status_code for _ in range(31)]
    assert opened == [302] * 30 + [429]
