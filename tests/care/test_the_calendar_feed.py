"""The secret address of one's own calendar: London times, no names, made anew, taken back, and limited."""

from datetime import date, time, timedelta

import icalendar
import pytest
from django.core.cache import cache
from django.urls import reverse

from tests import make
from tests.care.days import TODAY, Days
from trailblazer.access.limits import Allowance
from trailblazer.care import feed
from trailblazer.care.actions.away import make_feed
from trailblazer.care.models import CalendarFeed, Group, GroupSession
from trailblazer.domain.contacts import moment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(settings):
    settings.TODAY = TODAY
    cache.clear()


@pytest.fixture
def days():
    return Days()


def address(secret):
    return reverse("care:calendar_feed", args=[secret])


def events(response):
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_it_holds_the_times_of_visits_and_no_names(days, client):
    secret = feed.new_secret()
    make_feed(by=days.member, secret=secret)
    visit = days.visit(date(2026, 12, 1), way_in="Ask for Ruth Abernethy")
    days.contact(visit)
    days.visit(date(2027, 3, 30), place="clinic", school=None, place_name="Elm Clinic")
    days.visit(date(2026, 12, 8), state="cancelled", reason="Ill")
    response = client.get(address(secret))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    first, second = events(response)
    assert (str(first["summary"]), str(second["summary"])) == ("Session in a school", "Session")
    assert first["dtstart"].dt.isoformat() == "2026-12-01T09:00:00+00:00"
    assert second["dtstart"].dt.isoformat() == "2027-03-30T09:00:00+01:00"  # after the clocks went forward
    assert first["dtstart"].params["TZID"] == "Europe/London"
    assert icalendar.Calendar.from_ical(response.content).walk("VTIMEZONE")
    body = response.content.decode()
    for word in (days.school.name, "Ruth", "Elm", days.person.first_name, "Nadia", "Room 4", days.team.name):
        assert word not in body


def test_groups_and_calls_outside_a_visit_are_in_it_and_name_nobody(days, client):
    secret = feed.new_secret()
    make_feed(by=days.member, secret=secret)
    of = {"provider": days.person.provider, "team": days.person.team}
    group = Group.objects.create(
        name="Worries group", kind="group", starts_on=TODAY, school=days.school, **of
    )
    group.leaders.add(days.member)
    visit = days.visit(date(2026, 12, 1))
    for number, day in enumerate((1, 8, 15), start=1):
        starts_at = moment(date(2026, 12, day), time(11))
        GroupSession.objects.create(
            group=group,
            number=number,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=50),
            visit=visit if day == 1 else None,
            state="cancelled" if day == 15 else "planned",
            **of,
        )
    make.contact(days.course, on=date(2026, 12, 9), at=time(14), place="telephone")
    make.contact(days.course, on=date(2026, 12, 10), attendance="4", cancelled_reason="staff_ill")
    response = client.get(address(secret))
    found = [(str(one["summary"]), one["dtstart"].dt.strftime("%d %H:%M")) for one in events(response)]
    assert found == [
        ("Session in a school", "01 09:00"),
        ("Session in a school", "08 11:00"),
        ("Call", "09 14:00"),
    ]
    for word in ("Worries", "group", days.school.name, days.person.first_name):
        assert word not in response.content.decode()


def test_only_its_fingerprint_is_kept_and_a_new_one_ends_the_old(days, sign_in, client):
    mine = sign_in(days.member)
    mine.post(reverse("care:make_calendar"))
    page = mine.get(reverse("care:calendar")).content.decode()
    old = page.split("/calendar/")[1].split(".ics")[0]
    assert len(old) > 40
    assert old not in CalendarFeed.objects.get().secret_hash
    assert old not in mine.get(reverse("care:calendar")).content.decode()  # shown once
    assert client.get(address(old)).status_code == 200
    mine.post(reverse("care:make_calendar"))
    assert client.get(address(old)).status_code == 404


def test_taken_back_it_is_not_found(days, sign_in, client):
    secret = feed.new_secret()
    make_feed(by=days.member, secret=secret)
    sign_in(days.member).post(reverse("care:revoke_calendar"))
    assert client.get(address(secret)).status_code == 404
    assert not CalendarFeed.objects.exists()


def test_who_left_has_no_calendar(days, client):
    secret = feed.new_secret()
    make_feed(by=days.member, secret=secret)
    days.member.ended_on = TODAY
    days.member.save()
    assert client.get(address(secret)).status_code == 404


def test_reading_too_often_is_refused(days, client):
    secret = feed.new_secret()
    make_feed(by=days.member, secret=secret)
    answers = {client.get(address(secret)).status_code for _ in range(feed.READINGS.most)}
    assert answers == {200}
    assert client.get(address(secret)).status_code == 429


def test_guessing_is_refused_after_some_tries(client, monkeypatch):
    few = Allowance("wrong calendar address", 3, feed.WRONG_ONES.within)
    monkeypatch.setattr("trailblazer.care.views.calendar.WRONG_ONES", few)
    answers = [client.get(address(f"{number}{'x' * 42}")).status_code for number in range(4)]
    assert answers == [404, 404, 404, 429]


def test_a_member_of_another_team_is_not_in_it(days, client):
    other = Days()
    other.visit(date(2026, 12, 1), start=time(9))
    secret = feed.new_secret()
    make_feed(by=days.member, secret=secret)
    assert events(client.get(address(secret))) == []
