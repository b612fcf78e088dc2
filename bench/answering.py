"""600 links opened within a minute from one address, and 40 forms a second sent twice each: none lost, none twice.

On PostgreSQL, as the role that owns no table, with the web service as it is served.
"""

import http.client
import os
import re
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.cookies import SimpleCookie
from random import Random
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from bench.pages import TODAY, invent_schools, service

LINKS, PORT, AT_ONCE = 600, 8192, 16
OPENED_WITHIN, SENT_A_SECOND = 60, 40
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Phone:
    """A browser that keeps its cookies, and the fields that a form hides."""

    def __init__(self) -> None:
        self.cookies: dict[str, str] = {}

    def asks(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """The status and the body; a redirect is not followed."""
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        headers = {"Host": f"localhost:{PORT}", "Origin": f"http://localhost:{PORT}"}
        headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        body = None
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = urlencode(fields)
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        text = response.read().decode()
        for name, value in response.getheaders():
            if name.lower() == "set-cookie":
                self.cookies |= {key: one.value for key, one in SimpleCookie(value).items()}
        connection.close()
        return response.status, text

    def sends(self, path: str, page: str, **fields: str) -> int:
        """Sends the form of a page, with what it hides."""
        return self.asks("POST", path, dict(HIDDEN.findall(page)) | fields)[0]


def run() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "trailblazer.settings"
    os.environ["TRAILBLAZER_DEMO"] = "1"
    os.environ["ORIGIN"] = f"http://localhost:{PORT}"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from trailblazer.access import wall

    if connection.vendor != "postgresql":
        raise SystemExit("Links are measured on PostgreSQL: run `make bench`.")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    wall.set_to(wall.EVERYONE)
    links = build()
    connection.close()
    with service(PORT):
        phones = opened(links)
        sent(phones)
    wall.set_to(wall.EVERYONE)
    counted()


def build() -> list[tuple[str, int, int]]:
    """As many forms asked for by a link, each with the birth month that opens it; answered, and not yet sent."""
    from tests import make
    from trailblazer.access.records import Service
    from trailblazer.outcomes import links
    from trailblazer.outcomes.actions import ask_for_form
    from trailblazer.outcomes.models import Ask

    make.TODAY = TODAY
    random, team = Random(3), make.team()
    invent_schools(random, 1)
    found = []
    for _ in range(LINKS):
        referral = make.matched_referral(team)
        ask = ask_for_form(referral, by=Service(), instrument_id="gad-7", rater="self", how="link")
        Ask.objects.filter(pk=ask.pk).update(
            answers={f"q{number}": random.randint(0, 3) for number in range(1, 8)}
        )
        born_on = ask.young_person.born_on
        found.append((f"/form/{links.LINKS.secret_of(ask)}", born_on.month, born_on.year))
    return found


def opened(links: list[tuple[str, int, int]]) -> list[Phone]:
    """Everybody opens their link and says the birth month, from one address."""
    taken: list[float] = []

    def open_one(link: tuple[str, int, int]) -> Phone:
        path, month, year = link
        phone, began = Phone(), time.perf_counter()
        status, page = phone.asks("GET", path)
        held = phone.sends(path, page, month=str(month), year=str(year)) if status == 200 else status
        start, _ = phone.asks("GET", "/form")
        taken.append(1000 * (time.perf_counter() - began))
        if (status, held, start) != (200, 302, 200):
            raise SystemExit(f"A link answered {status}, {held}, {start}")
        return phone

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        phones = list(pool.map(open_one, links))
    seconds = time.perf_counter() - began
    middle, late = percentiles(taken)
    print(
        f"{len(phones)} links opened from one address in {seconds:.1f} s (within {OPENED_WITHIN} s is asked);"
    )
    print(f"link, birth month and first page together p50 {middle:.0f} ms, p95 {late:.0f} ms.")
    return phones


def sent(phones: list[Phone]) -> None:
    """Each form is sent, and at once sent again, as an impatient finger does."""
    statuses: Counter[int] = Counter()
    taken: list[float] = []

    def send_one(phone_and_page: tuple[Phone, str]) -> None:
        phone, page = phone_and_page
        began = time.perf_counter()
        statuses[phone.sends("/form/check", page)] += 1
        taken.append(1000 * (time.perf_counter() - began))
        statuses[phone.sends("/form/check", page)] += 1

    with ThreadPoolExecutor(AT_ONCE) as pool:
        pages = list(pool.map(lambda phone: phone.asks("GET", "/form/check")[1], phones))
        began = time.perf_counter()
        list(pool.map(send_one, zip(phones, pages, strict=True)))
    seconds = time.perf_counter() - began
    middle, late = percentiles(taken)
    posts = sum(statuses.values())
    print(
        f"{posts} submissions of {len(phones)} forms in {seconds:.1f} s, {posts / seconds:.0f} a second",
        end=" ",
    )
    print(f"({SENT_A_SECOND} is asked); p50 {middle:.0f} ms, p95 {late:.0f} ms;")
    print(f"answers {dict(statuses)}.")


def counted() -> None:
    """What stands in the database afterwards."""
    from trailblazer.care.models import Score
    from trailblazer.outcomes.models import Ask
    from trailblazer.referrals.models import Event

    kept = Score.objects.filter(measure="gad-7", how="link")
    people = kept.values("young_person").distinct().count()
    told = Event.objects.filter(kind="measure", source_ref__in=kept.values("ref")).count()
    lost = Ask.objects.filter(score=None).count()
    print(f"Kept: {kept.count()} forms of {people} young people, {told} told to the clock; lost: {lost}.")
    if not kept.count() == people == told == LINKS or lost:
        raise SystemExit("A form was lost, or kept twice.")


def percentiles(taken: list[Any]) -> tuple[float, float]:
    cuts = quantiles(taken, n=100)
    return cuts[49], cuts[94]
