"""A school's lead signs in with the account that the school gave them, through a real provider, in a browser."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager

import pytest

from tests.access import openid_server
from tests.journeys.conftest import DATABASE, ROOT, SECRET, TODAY, built_in, copy, free_port, wait_for

LEADS = """SELECT person.email, school.urn, school.name
    FROM access_membership AS role
    JOIN access_user AS person ON person.id = role.user_id
    JOIN access_organisation AS school ON school.id = role.organisation_id
    WHERE role.role = 'smhl' AND role.ended_on IS NULL ORDER BY role.id"""


@pytest.fixture(scope="module")
def provider():
    with openid_server.running() as running:
        yield running


@pytest.fixture(scope="module")
def service(address, provider, tmp_path_factory):
    """A service of its own that sends staff of schools to this provider: its address, and its folder."""
    if os.environ.get("JOURNEYS_AT"):
        pytest.skip("needs the demonstration as it was built")
    var, port = tmp_path_factory.mktemp("provider"), free_port()
    copy(built_in(tmp_path_factory), var)
    with served(var, port, provider):
        yield f"http://localhost:{port}", var


@contextmanager
def served(var, port, provider):
    ours = {
        "VAR": str(var),
        "TODAY": TODAY,
        "TRAILBLAZER_DEMO": "1",
        "ORIGIN": f"http://localhost:{port}",
        "SECRET_KEY": (var / SECRET).read_text(),
        "DJANGO_SETTINGS_MODULE": "trailblazer.settings",
        "DATABASE_URL": "",
        "DATABASE_ROLE": "",
        "OIDC_ISSUER": provider.issuer,
        "OIDC_CLIENT_ID": openid_server.CLIENT,
        "OIDC_CLIENT_SECRET": openid_server.SECRET,
    }
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--no-ws", "--no-log", "trailblazer.wsgi:application"]
    environment = {**os.environ, **ours}
    files = [sys.executable, "-m", "django", "collectstatic", "--noinput"]
    subprocess.run(files, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    with (var / "log").open("w") as log:
        running = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            wait_for(f"http://localhost:{port}/health", running, var / "log")
            yield
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(timeout=30)


def test_a_lead_clicks_through_the_provider_and_lands_on_our_school(someone, service, provider):
    at, var = service
    with closing(sqlite3.connect(var / DATABASE)) as database:
        email, urn, school = database.execute(LEADS).fetchone()
    provider.person = {
        "sub": "lead",
        "email": email,
        "email_verified": True,
        "organisation": {"urn": str(urn)},
    }
    lead = someone(at=(at, provider.issuer))
    lead.opens("/accounts/login/").clicks("DfE Sign-in")
    assert (lead.path, lead.heading) == ("/", school)
    lead.sees("Your requests").clicks("Who helps whom").sees("Nobody helps yet")
    provider.person = {"sub": "stranger", "email": "stranger@example.org", "email_verified": True}
    stranger = someone(at=(at, provider.issuer))
    stranger.opens("/accounts/login/").clicks("DfE Sign-in").sees("did not say at which school")
