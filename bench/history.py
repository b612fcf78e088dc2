"""How fast the record of a young person is with a long history: 200 contacts and 50 scores, beside a bare page of the
same server. On PostgreSQL, as the role that owns no table.
"""

import os
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bench.pages import TODAY, invent_schools, measure, service, signed_in_cookie

CONTACTS, SCORES, PORT = 200, 50, 8191


def run() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "trailblazer.settings"
    os.environ["TRAILBLAZER_DEMO"] = "1"
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from trailblazer.access import wall

    if connection.vendor != "postgresql":
        raise SystemExit("The record is measured on PostgreSQL: run `make bench`.")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    wall.set_to(wall.EVERYONE)
    member, person = build()
    cookie = signed_in_cookie(member)
    connection.close()
    with service(PORT):
        report(cookie, person.ref)


def build() -> tuple[Any, Any]:
    """One team with its requests and help, and one young person whose help goes back a long way."""
    from trailblazer.access.roles import Role
    from trailblazer.care.models import Course
    from trailblazer.demo.names import nhs_numbers
    from trailblazer.demo.requests import Writer
    from trailblazer.demo.staff import PLANS, Staffing
    from trailblazer.demo.timetable import Timetable

    random = Random(2)
    made = Staffing(random, TODAY).team(PLANS[0], invent_schools(random, 8))
    timetable = Timetable(made, made.with_role(Role.PRACTITIONER))
    Writer(random, made, nhs_numbers(), TODAY, timetable).write(60)
    course = Course.objects.filter(team=made.team.organisation, state="under_way").exclude(lead=None).first()
    assert course is not None, "sixty requests begin some courses"
    lengthen(course)
    return course.lead, course.young_person


def lengthen(course: Any) -> None:
    """More contacts, notes and scores, one each second day back from the day of the bench."""
    from trailblazer.care.models import Contact, Note, Score

    common = {
        "provider_id": course.provider_id,
        "team_id": course.team_id,
        "young_person_id": course.young_person_id,
    }
    last = datetime(TODAY.year, TODAY.month, TODAY.day, 9, tzinfo=UTC) - timedelta(days=1)
    days = [last - timedelta(days=2 * number) for number in range(CONTACTS)]
    contacts = Contact.objects.bulk_create(
        Contact(
            **common,
            referral_id=course.referral_id,
            course=course,
            lead=course.lead,
            starts_at=at,
            ends_at=at + timedelta(minutes=45),
            attendance="5",
            minutes=45,
            recorded_at=at + timedelta(hours=1),
            recorded_by=course.lead,
            plan="Worry time",
        )
        for at in days
    )
    Note.objects.bulk_create(
        Note(
            **common,
            course=course,
            contact=one,
            words="Ladder, step by step. " * 10,
            about_on=one.starts_at.date(),
        )
        for one in contacts
    )
    Score.objects.bulk_create(
        Score(
            **common,
            referral_id=course.referral_id,
            contact=one,
            measure="gad-7",
            total=number % 21,
            scored_on=one.starts_at.date(),
        )
        for number, one in enumerate(contacts[:SCORES])
    )


def report(cookie: str, ref: str) -> None:
    floor = measure(PORT, "/health", "")
    print(f"{'':44} p50 ms  p95 ms   times the bare page (p50)")
    print(f"{'A bare page of the same server':44} {floor[0]:6.1f}  {floor[1]:6.1f}")
    pages = {
        f"A record, {CONTACTS} contacts and {SCORES} scores": f"/young-people/{ref}",
        "Its timeline": f"/young-people/{ref}/timeline",
        "Its notes": f"/young-people/{ref}/notes",
        "Its measures, with the chart": f"/young-people/{ref}/measures",
        "The day's page": "/today",
        "My caseload": "/caseload/?page=1",
    }
    for words, address in pages.items():
        middle, late = measure(PORT, address, cookie)
        print(f"{words:44} {middle:6.1f}  {late:6.1f}  {middle / floor[0]:6.1f}")
