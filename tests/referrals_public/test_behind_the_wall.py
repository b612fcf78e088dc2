"""The whole public journey works as the role that owns no table, with the wall shut but for what it names itself."""

from contextlib import contextmanager

import pytest
from django.db import connection

from tests import make
from tests.referrals_public.journey import Visitor
from trailblazer.access import wall
from trailblazer.referrals.models import Referral
from trailblazer.referrals.public import links

pytestmark = pytest.mark.django_db


@contextmanager
def shut_wall():
    """On PostgreSQL: as the web service is, owning nothing and seeing nobody's rows. SQLite has no wall."""
    wall.set_to(())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {wall.WEB_ROLE}")
    try:
        yield
    finally:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("RESET ROLE")
        wall.set_to(wall.EVERYONE)


def test_on_postgresql_the_wall_is_shut():
    make.referral()
    with shut_wall():
        seen = Referral.objects.count()
    assert seen == (0 if connection.vendor == "postgresql" else 1)


def test_a_request_is_written_sent_read_added_to_and_taken_back():
    school = make.school()
    make.service(make.team(), school)
    with shut_wall():
        visitor = Visitor().asks_for_themselves(school, safe={"risks": ["being_hurt"]}).confirms()
        link, reference = visitor.link, visitor.reference
        visitor = Visitor().opens(link, status=302)
        assert visitor.sends("/status/request/add", {"words": "More"}) == "/status/request/added"
        assert visitor.sends("/status/request/withdraw") == "/status/request"
        assert "You took this request back." in visitor.opens("/status/request").text
        by_month = Visitor()
        typed = {"typed": reference, "month": "5", "year": "2012"}
        assert by_month.sends("/status", typed) == "/status/request"
    assert Referral.objects.get().state == "withdrawn"


def test_the_wall_stands_open_for_the_one_provider_alone():
    asked, other = make.referral(), make.referral()
    secret = links.issue(asked)
    with shut_wall():
        visitor = Visitor()
        visitor.client.get(f"/status/{secret}")
        assert "Your request" in visitor.opens("/status/request").text
        seen = Referral.objects.filter(pk=other.pk).exists()
    assert seen is (connection.vendor != "postgresql")


def test_what_was_written_is_deleted_when_asked():
    with shut_wall():
        visitor = Visitor().answers("who", who="parent")
        assert visitor.sends("/ask/stop") == "/ask/stopped"
