"""The summary of a record: what is to be done, how it goes, the sessions, goals and the timeline, in a few queries."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import make
from tests.young_people.pages import words_of
from trailblazer.access.roles import Role
from trailblazer.care.models import Contact, Goal, GoalRating, Note, Score
from trailblazer.teams.models import Team

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]
MOST_QUERIES = 15
FIRST = date(2022, 9, 5)


@pytest.fixture
def nadia(team):
    return make.member(team, Role.PRACTITIONER, name="Nadia Ferncastle")


@pytest.fixture
def zee(team):
    return make.young_person(team, first_name="Zahra", known_as="Zee", school=make.school())


@pytest.fixture
def course(team, nadia, zee):
    return make.course(
        make.matched_referral(team, young_person=zee, requester_name="Ruth Abernethy"),
        nadia,
        sessions_planned=8,
    )


def page_of(person):
    return reverse("young_people:record", args=[person.ref])


def of(course, **values):
    return {
        "provider": course.provider,
        "team": course.team,
        "young_person": course.young_person,
        **values,
    }


def score(course, total, contact=None, on=None):
    day = on or contact.starts_at.date()
    values = of(
        course, referral=course.referral, measure="gad-7", total=total, scored_on=day, contact=contact
    )
    return Score.objects.create(**values)


def goal(course, words="Answer a question in class", number=1):
    values = of(course, referral=course.referral, number=number, words=words, set_on=date(2026, 10, 1))
    return Goal.objects.create(**values)


def session(course, number, on, attendance="5", **fields):
    return make.contact(course, on=on, attendance=attendance, session_number=number, **fields)


def words(sign_in, member, person):
    return words_of(sign_in(member).get(page_of(person)))


def test_the_main_act_is_to_record_the_session_that_is_due(sign_in, nadia, course, zee):
    due = session(course, 7, make.TODAY, "", at=time(9))
    session(course, 8, make.TODAY + timedelta(days=7), "")
    response = sign_in(nadia).get(page_of(zee))
    assert "Record session 7" in words_of(response)
    assert reverse("care:record_contact", args=[due.ref]) in response.content.decode()
    assert "Practitioner Nadia Ferncastle" in words_of(response)


def test_with_nothing_booked_it_is_to_book(sign_in, nadia, course, zee):
    read = words(sign_in, nadia, zee)
    assert read.count("Book a contact") == 1
    assert "No contact is booked yet" in read


def test_the_sessions_stand_with_the_score_and_the_rating_of_each(sign_in, nadia, course, zee):
    aim = goal(course)
    for number, total, rating in ((1, 16, 2), (2, 14, 4)):
        held = session(course, number, date(2026, 11, 2 + 7 * number), plan=f"Step {number}")
        score(course, total, held)
        values = of(course, goal=aim, rating=rating, rated_on=held.starts_at.date(), contact=held)
        GoalRating.objects.create(**values)
    session(course, None, date(2026, 11, 20), "3")
    session(course, 3, date(2026, 11, 27), "")
    read = words(sign_in, nadia, zee)
    assert "27 November Booked due due" in read
    assert "20 November Did not come – –" in read
    assert "16 November Attended Step 2 14 4" in read
    assert "First 16 on 9 November 2026, latest 14 on 16 November 2026: 2 points better" in read
    assert "Answer a question in class 2 4" in read


def test_a_change_that_is_more_than_chance_is_called_so(sign_in, nadia, course, zee):
    score(course, 16, on=date(2026, 11, 3))
    score(course, 12, on=date(2026, 11, 20))
    read = words(sign_in, nadia, zee)
    assert "4 points better. Reliably better: that needs 4 points" in read
    assert "GAD-7 12 , reliably better" in read


def test_where_nothing_has_begun_the_requests_are_shown(sign_in, nadia, team, zee):
    assert "No request for support is linked to Zee yet" in words(sign_in, nadia, zee)
    make.matched_referral(team, young_person=zee, requester_name="Ruth Abernethy")
    read = words(sign_in, nadia, zee)
    assert "2 November 2026 Accepted Ruth Abernethy" in read
    assert "Begin a course of support" in read


def test_what_stood_here_before_is_on_the_page_of_details(sign_in, nadia, course, zee):
    client = sign_in(nadia)
    read = words_of(client.get(reverse("young_people:details", args=[zee.ref])))
    for heading in ("Requests for support", "Who cares for them", "Consent", "About them", "Needs"):
        assert heading in read


class TestTheTimeline:
    def test_it_tells_what_happened_newest_first(self, sign_in, nadia, course, zee):
        session(course, 1, date(2026, 11, 16))
        Note.objects.create(**of(course, words="Secret words", about_on=date(2026, 11, 17), by=nadia))
        read = words_of(sign_in(nadia).get(reverse("care:timeline", args=[zee.ref])))
        told = ["17 Nov Note , Session or call, Nadia Ferncastle", "16 Nov Session 1 , attended"]
        told += ["2 Nov Request received , from Ruth Abernethy"]
        places = [read.index(one) for one in told]
        assert places == sorted(places)
        assert "Secret words" not in read

    def test_an_administrator_does_not_see_that_notes_were_written(self, sign_in, team, course, zee):
        Note.objects.create(**of(course, words="Secret words", about_on=date(2026, 11, 17)))
        member = make.member(team, Role.ADMINISTRATOR)
        read = words_of(sign_in(member).get(reverse("care:timeline", args=[zee.ref])))
        assert "Request received" in read
        assert "17 Nov" not in read


def a_long_history(course, contacts, scores):
    """So many contacts, a score at the first of them, three goals with a rating each."""
    aims = [goal(course, f"Goal {number}", number) for number in (1, 2, 3)]
    for number in range(contacts):
        held = session(course, number + 1, FIRST + timedelta(days=7 * number))
        if number < scores:
            score(course, 16 - number % 9, held)
            rated = of(course, goal=aims[number % 3], rating=number % 11, rated_on=FIRST, contact=held)
            GoalRating.objects.create(**rated)
        Note.objects.create(**of(course, words="Words", about_on=FIRST, contact=held))


def asked_of_the_database(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as read:
        assert client.get(address).status_code == 200
    return [
        one["sql"] for one in read if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT set_config"))
    ]


def test_two_hundred_contacts_and_fifty_measures_take_at_most_fifteen_queries(sign_in, nadia, course, zee):
    a_long_history(course, contacts=200, scores=50)
    assert Contact.objects.filter(young_person=zee).count() == 200
    asked = asked_of_the_database(sign_in(nadia), page_of(zee))
    assert len(asked) <= MOST_QUERIES, "\n\n".join(one[:160] for one in asked)


def test_the_timeline_of_two_hundred_contacts_takes_no_more_than_that_of_three(sign_in, nadia, course, team):
    few, many = (
        course,
        make.course(
            make.matched_referral(
                Team.objects.get(organisation=course.team), young_person=make.young_person(team)
            ),
            nadia,
        ),
    )
    a_long_history(few, contacts=3, scores=3)
    a_long_history(many, contacts=60, scores=30)
    client = sign_in(nadia)
    counts = [
        len(asked_of_the_database(client, reverse("care:timeline", args=[one.young_person.ref])))
        for one in (few, many)
    ]
    assert counts[0] == counts[1]
