"""A form is opened, answered and sent, with its alert, as the role that owns no table; the wall opens for one provider
alone. What is typed by hand gets a page or a sentence, never a fault."""

import pytest
from django.db import connection
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from tests import make
from tests.faults.test_anything_typed_gets_an_answer import ODD
from tests.outcomes.asked import BORN, address, answers, ask, in_help, opened, sends
from tests.referrals_public.test_behind_the_wall import shut_wall
from trailblazer.alerts.models import Alert
from trailblazer.care.models import Score
from trailblazer.outcomes.models import Ask


@pytest.fixture
def on_the_day(settings):
    settings.TODAY = make.TODAY


@pytest.mark.django_db
def test_a_form_by_link_is_answered_and_its_alert_raised(on_the_day):
    made = ask(in_help(), "phq-9")
    path = address(made)
    with shut_wall():
        assert Client().get(path).status_code == 200
        assert Client().post(path, {"month": "1", "year": "2013"}).status_code == 200
        phone = opened(made)
        answers(phone, 3, first=9)
        assert sends(phone).headers["Location"] == "/form/sent"
        assert Client().get(path).status_code == 410
    assert (Score.objects.count(), Alert.objects.count()) == (1, 1)
    assert Ask.objects.get().wrong_months == 1


@pytest.mark.django_db
def test_a_handed_over_device_is_answered(on_the_day, sign_in):
    made = ask(in_help(), how="device")
    device = sign_in(made.asked_by)
    with shut_wall():
        device.post(f"/questionnaires/{made.ref}/hand-over")
        answers(device, 1)
        sends(device)
    assert Score.objects.get().how == "device"


@pytest.mark.django_db
def test_the_wall_stands_open_for_the_one_provider_alone(on_the_day):
    made, other = ask(in_help()), ask(in_help())
    with shut_wall():
        phone = opened(made)
        assert phone.get("/form").status_code == 200
        seen = Ask.objects.filter(pk=other.pk).exists()
    assert seen is (connection.vendor != "postgresql")


class TestAnythingTyped(TestCase):
    def setUp(self):
        self.made = ask(in_help())
        self.phone = opened(self.made)

    @given(some.sampled_from(["q1", "q7", "w1", "q99"]), ODD)
    def test_as_an_answer(self, code, typed):
        assert self.phone.post(f"/form/questions/{code}", {"answer": typed}).status_code < 500

    @given(ODD, ODD)
    def test_as_a_month(self, month, year):
        assert Client().post(address(self.made), {"month": month, "year": year}).status_code < 500

    @given(ODD)
    def test_as_a_key(self, key):
        assert self.phone.post("/form/check", {"submission_key": key}).status_code < 500

    @given(
        some.text(alphabet=some.characters(codec="utf-8", exclude_characters="/?#"), min_size=1, max_size=80)
    )
    def test_as_a_secret(self, secret):
        assert Client().get(f"/form/{secret}").status_code < 500
        assert Client().post(f"/form/{secret}", BORN).status_code < 500
