"""How fast the pages are that people wait for: the list of requests and one request, with a whole country in the
database, beside a bare page of the same server.

600 teams, 22,000 schools and 100,000 requests on PostgreSQL; the web service works as the role that owns no table.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random
from statistics import quantiles

TEAMS, SCHOOLS, REQUESTS = 600, 22_000, 100_000
TODAY = date(2026, 11, 24)
TRIES, WARM_UP = 300, 30
PATIENCE = 60


def build() -> None:
    """The country, in bulk, from one seed."""
    from django.contrib.auth.hashers import make_password

    from trailblazer.access.models import Organisation
    from trailblazer.demo.names import nhs_numbers
    from trailblazer.demo.requests import Writer
    from trailblazer.demo.staff import PLANS, Staffing

    random, numbers = Random(1), nhs_numbers()
    staffing = Staffing(random, TODAY)
    staffing.password = make_password(None)
    schools = invent_schools(random)
    for number in range(TEAMS):
        of_team = schools[number::TEAMS]
        made = staffing.team(PLANS[number % 3], of_team[:4])
        Organisation.objects.filter(pk=made.team.pk).update(name=f"Team {number + 1}")
        made.schools = of_team[:4]
        Writer(random, made, numbers, TODAY).write(REQUESTS // TEAMS + (number < REQUESTS % TEAMS))


def invent_schools(random: Random, count: int = SCHOOLS) -> list:
    from trailblazer.access.models import Organisation
    from trailblazer.places.models import School

    made = [
        School(
            urn=9_000_001 + number,
            name=f"School {number + 1}",
            town=f"Town {number % 700}",
            postcode="SM1 0ZZ",
            status_code="1",
            phase_code="4" if number % 4 == 0 else "2",
            phase_name="Secondary" if number % 4 == 0 else "Primary",
            low_age=11 if number % 4 == 0 else 5,
            high_age=18 if number % 4 == 0 else 11,
            pupils=random.randint(80, 1500),
            is_invented=True,
        )
        for number in range(count)
    ]
    for school in made:
        school.search = school.search_text()
    School.objects.bulk_create(made, batch_size=1000)
    Organisation.objects.bulk_create(
        [Organisation(kind="school", name=school.name, urn=school.urn) for school in made], batch_size=1000
    )
    return made


@contextmanager
def service(port: int) -> Iterator[None]:
    """The web service as it is served, until the figures are taken."""
    environment = {**os.environ, "ORIGIN": f"http://localhost:{port}", "TODAY": TODAY.isoformat()}
    environment |= {"TRAILBLAZER_DEMO": "1", "DATABASE_ROLE": "trailblazer_web"}
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    command += [
        "--workers",
        "2",
        "--blocking-threads",
        "1",
        "--no-ws",
        "--no-log",
        "trailblazer.wsgi:application",
    ]
    running = subprocess.Popen(command, env=environment)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not answers(port):
            running.poll()
        yield
    finally:
        running.terminate()
        running.wait()


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.2):
            return True
    except OSError:
        return False


def signed_in_cookie(member: object) -> str:
    """The cookie of a session of this member, made as signing in makes it."""
    from django.test import Client

    from trailblazer.access.middleware import MEMBERSHIP_IN_SESSION

    client = Client()
    client.force_login(member.user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session[MEMBERSHIP_IN_SESSION] = member.ref
    session.save()
    return f"session={session.session_key}"


def measure(port: int, address: str, cookie: str) -> tuple[float, float]:
    """The p50 and p95 of one page, in milliseconds, one request after another over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    taken = []
    for number in range(WARM_UP + TRIES):
        began = time.perf_counter()
        connection.request("GET", address, headers={"Cookie": cookie, "Host": f"localhost:{port}"})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise SystemExit(f"{address} answered {response.status}")
        if number >= WARM_UP:
            taken.append(1000 * (time.perf_counter() - began))
    connection.close()
    cuts = quantiles(taken, n=100)
    return cuts[49], cuts[94]


def run() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "trailblazer.settings"
    os.environ["TRAILBLAZER_DEMO"] = "1"
    django.setup()
    from django.core.management import call_command
    from django.db import connection, transaction

    from trailblazer.access import wall
    from trailblazer.access.models import Membership
    from trailblazer.access.roles import Role
    from trailblazer.referrals.models import Referral

    if connection.vendor != "postgresql":
        raise SystemExit("The pages are measured on PostgreSQL: run `make bench`.")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    wall.set_to(wall.EVERYONE)
    began = time.perf_counter()
    with transaction.atomic():
        build()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"Built {TEAMS} teams, {SCHOOLS:,} schools, {Referral.objects.count():,} requests", end=" ")
    print(f"in {time.perf_counter() - began:.0f} s")
    member = Membership.objects.filter(role=Role.SUPERVISOR).order_by("pk")[TEAMS // 2]
    lead = Membership.objects.filter(role=Role.TEAM_LEAD).order_by("pk")[TEAMS // 2]
    whole = Membership.objects.create(
        user=lead.user,
        organisation=member.organisation.provider,
        role=Role.TEAM_LEAD,
        started_on=lead.started_on,
    )
    one = Referral.objects.filter(team=member.organisation).order_by("-received_on").first()
    connection.close()
    port = 8190
    with service(port):
        report(port, member, whole, one.ref)


def report(port: int, member: object, whole: object, ref: str) -> None:
    cookie, cookie_of_all = signed_in_cookie(member), signed_in_cookie(whole)
    floor = measure(port, "/health", "")
    print(f"{'':44} p50 ms  p95 ms   times the bare page (p50)")
    print(f"{'A bare page of the same server':44} {floor[0]:6.1f}  {floor[1]:6.1f}")
    pages = [
        ("Requests, of one team", "/requests/", cookie),
        ("Requests, of a provider of 200 teams", "/requests/", cookie_of_all),
        ("Requests, searched by name", "/requests/?q=ola", cookie),
        ("One request", f"/requests/{ref}", cookie),
    ]
    for words, address, with_cookie in pages:
        p50, p95 = measure(port, address, with_cookie)
        print(f"{words:44} {p50:6.1f}  {p95:6.1f}   {p50 / floor[0]:6.1f}")


if __name__ == "__main__":
    run()
