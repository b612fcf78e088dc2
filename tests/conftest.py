import gc
import os

import pytest
from django.core.management.commands import flush
from django.db import connection
from django.test import Client
from django.urls import get_resolver
from hypothesis import settings as hypothesis_settings

from tests import make
from trailblazer.access import wall
from trailblazer.access.middleware import MEMBERSHIP_IN_SESSION
from trailblazer.access.models import Membership
from trailblazer.access.roles import Role

# A fixed seed, so that a run can be run again; `make assure` takes ten times as many examples.
hypothesis_settings.register_profile("test", max_examples=30, derandomize=True, deadline=None)
hypothesis_settings.register_profile("assure", max_examples=300, derandomize=True, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "test"))


def pytest_collection_finish():
    """What was collected stays to the end: looking through it for what may go was half of making a database."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _addresses():
    """They are read once, with the pages of the demonstration, before a test changes that setting."""
    assert get_resolver().url_patterns


@pytest.fixture(scope="session", autouse=True)
def _quick_to_empty(django_db_modify_db_settings):
    """After a test with transactions of its own PostgreSQL empties the tables that hold something: each that is
    truncated costs it some files, and there are hundreds. What a migration wrote of itself stays, and so need not be
    written again."""
    if connection.vendor == "postgresql":
        connection.ops.sql_flush = emptying
        flush.emit_post_migrate_signal = lambda *_: None


OF_MIGRATING = {"django_content_type", "auth_permission", "django_site"}


def emptying(style, tables, **how):
    in_quotes = [connection.ops.quote_name(table) for table in tables if table not in OF_MIGRATING]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in in_quotes))
        filled = [table for (table,) in cursor.fetchall()]
    # For the moment no key and no trigger is looked after: what is written once is deleted here all the same.
    return [
        "SET session_replication_role = replica",
        *(f"DELETE FROM {table}" for table in filled),
        "SET session_replication_role = DEFAULT",
    ]


@pytest.fixture
def on_the_day(settings):
    """Today is the day from which everything made for tests counts."""
    settings.TODAY = make.TODAY


@pytest.fixture
def team():
    return make.team()


@pytest.fixture
def practitioner(team):
    return make.member(team, Role.PRACTITIONER)


@pytest.fixture
def sign_in():
    """A browser without script, signed in as this member."""

    def as_(member: Membership) -> Client:
        client = Client()
        client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        session[MEMBERSHIP_IN_SESSION] = member.ref
        session.save()
        return client

    return as_


@pytest.fixture(autouse=True)
def _open_wall_for_making(request):
    """Tests make their own records; requests through a client set the wall for themselves."""
    if "django_db" in {mark.name for mark in request.node.iter_markers()} or "db" in request.fixturenames:
        request.getfixturevalue("db")
        wall.set_to(wall.EVERYONE)
