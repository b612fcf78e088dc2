"""A reminder on the working day before: by the channel agreed to, once, naming nobody, to no parent in quiet mode."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests import make
from tests.care.days import TODAY, Days
from trailblazer.access.models import LogEntry
from trailblazer.care import schedule_days, telling
from trailblazer.care.models import Group, GroupMember, GroupSession
from trailblazer.domain.contacts import moment
from trailblazer.letters.models import Letter
from trailblazer.young_people.models import QuietMode

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _today(settings, monkeypatch):
    settings.TODAY = TODAY
    monkeypatch.setattr(telling, "now", lambda: NOON)


@pytest.fixture
def days():
    made = Days()
    made.person.email = "robin@example.org"
    made.person.save()
    return made


def remind():
    return schedule_days.remind_of_contacts(progress=lambda *_: None)


def tomorrow(days, **fields):
    return make.contact(days.course, on=TODAY + timedelta(days=1), at=time(10), **fields)


def test_the_young_person_is_reminded_once(days):
    days.agrees("email")
    contact = tomorrow(days)
    assert remind() == 1
    assert remind() == 0
    letter = Letter.objects.get()
    assert (letter.about, letter.address, letter.subject) == (
        contact.ref,
        "robin@example.org",
        "Your appointment",
    )
    assert "Wednesday 25 November at 10am" in letter.body
    assert "At school" in letter.body
    for word in (days.person.first_name, "Nadia", days.team.name, days.school.name):
        assert word not in letter.body + letter.subject


def test_the_team_signs_only_where_it_may(days):
    days.agrees("email")
    days.agrees("help")
    tomorrow(days)
    remind()
    assert days.team.name in Letter.objects.get().body


def test_who_was_not_asked_about_messages_gets_none_and_nothing_is_logged(days):
    tomorrow(days)
    assert remind() == 0
    assert not Letter.objects.exists()
    assert not LogEntry.objects.filter(what="reminder of a contact").exists()


def test_each_parent_by_their_own_answer_and_none_in_quiet_mode(days):
    yes, no = days.carer(), days.carer(name="Sam Fernleigh", email="sam@example.org")
    days.agrees("email", carer=yes)
    days.agrees("email", carer=no, answer="refused")
    first = tomorrow(days, seen="carer")
    remind()
    assert [letter.address for letter in Letter.objects.all()] == ["jo@example.org"]
    QuietMode.objects.create(
        provider=days.person.provider, young_person=days.person, step="on", reason="Asked", happened_on=TODAY,
        by=days.member,
    )  # fmt: skip
    first.delete()
    tomorrow(days, seen="carer")
    assert remind() == 0
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(
    "on, reminded",
    [
        (TODAY, 0),
        (TODAY + timedelta(days=1), 1),
        (TODAY + timedelta(days=2), 0),
    ],
)
def test_only_of_the_next_working_day(days, on, reminded):
    days.agrees("email")
    make.contact(days.course, on=on, at=time(15))
    assert remind() == reminded


def test_before_a_weekend_of_monday(days, settings):
    settings.TODAY = date(2026, 11, 27)  # a Friday
    days.agrees("email")
    make.contact(days.course, on=date(2026, 11, 30), at=time(9))
    assert remind() == 1


def test_not_at_night(days, monkeypatch):
    days.agrees("email")
    tomorrow(days)
    monkeypatch.setattr(telling, "now", lambda: datetime(2026, 11, 24, 23, tzinfo=UTC))
    assert remind() == 0


def test_a_recorded_or_cancelled_contact_is_not_reminded_of(days):
    days.agrees("email")
    tomorrow(days, attendance="4")
    assert remind() == 0


def test_moved_by_weeks_it_is_reminded_of_again(days, settings):
    days.agrees("email")
    contact = tomorrow(days)
    remind()
    contact.starts_at, contact.ends_at = (moment(date(2027, 1, 6), time(hour)) for hour in (10, 11))
    contact.save()
    settings.TODAY = date(2027, 1, 5)
    assert remind() == 1


def test_the_queries_do_not_grow_for_those_who_may_not_be_told(days, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked():
        with CaptureQueriesContext(connection) as caught:
            remind()
        return len(caught)

    tomorrow(days)
    few = asked()
    for _ in range(6):
        make.contact(days.another_course(), on=TODAY + timedelta(days=1), at=time(11))
    assert asked() == few


def group_tomorrow(days, *people, **fields):
    of = {"provider": days.person.provider, "team": days.person.team}
    ordinary = {"name": "Worries group", "kind": "group", "school": days.school, "starts_on": TODAY}
    group = Group.objects.create(**(of | ordinary | fields))
    for person in people:
        GroupMember.objects.create(group=group, young_person=person, joined_on=TODAY, **of)
    starts_at = moment(TODAY + timedelta(days=1), time(11))
    return GroupSession.objects.create(
        group=group, number=1, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=50), **of
    )


def test_each_member_of_a_group_is_reminded_once_of_their_own_appointment(days):
    days.agrees("email")
    other = days.another_course(first_name="Ottilie", email="ottilie@example.org").young_person
    days.agrees("email", person=other)
    session = group_tomorrow(days, days.person, other, days.another_course().young_person)
    assert remind() == 2
    assert remind() == 0
    letters = list(Letter.objects.order_by("address"))
    assert [letter.address for letter in letters] == ["ottilie@example.org", "robin@example.org"]
    for letter in letters:
        assert letter.about == session.ref
        assert "Wednesday 25 November at 11am" in letter.body
        for word in ("group", "Worries", "Ottilie", days.person.first_name):
            assert word not in letter.body + letter.subject


def test_of_a_group_only_those_who_come(days):
    days.agrees("email")
    session = group_tomorrow(days, days.person)
    tomorrow(days, group_session=session, attendance="2", cancelled_reason="trip")
    assert remind() == 0


def test_a_contact_that_a_group_has_of_somebody_is_no_second_reminder(days):
    days.agrees("email")
    tomorrow(days, group_session=group_tomorrow(days, days.person))
    assert remind() == 1


def test_a_cancelled_session_and_a_class_are_not_reminded_of(days):
    days.agrees("email")
    group_tomorrow(days, days.person, kind="class")
    session = group_tomorrow(days, days.person, name="Other")
    session.state = "cancelled"
    session.save()
    assert remind() == 0


@pytest.mark.parametrize("count", [2, 6])
def test_the_queries_do_not_grow_with_the_members_of_a_group(days, django_assert_max_num_queries, count):
    people = [days.another_course().young_person for _ in range(count)]
    group_tomorrow(days, days.person, *people)
    with django_assert_max_num_queries(10):
        remind()
